using System.Buffers;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>The received batches of one connection that are not answered yet, with the answers that there are. Thread-safe.</summary>
internal sealed class JsonRpcBatches(JsonRpcOptions options, JsonRpcErrorCodes codes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Batch> _batches = [];
    private readonly WsError _tooLarge = new(
        WsErrorCodes.TooLarge, $"The answers to batches are together larger than {options.MaxBatchResponseBytes} bytes.");

    private long _last;
    private long _kept;

    /// <summary>The number for a batch that is about to be read.</summary>
    public long NextNumber() => ++_last;

    /// <summary>A batch has been read.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="ids">The ids of everything in it that is answered.</param>
    public void Open(long number, IReadOnlyList<ReadOnlyMemory<byte>> ids)
    {
        lock (_gate)
        {
            _batches.Add(number, new Batch { Ids = ids, Remaining = ids.Count });
        }
    }

    /// <summary>Finds a call of a batch by its id on the wire.</summary>
    public ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            foreach (var batch in _batches.Values)
            {
                foreach (var known in batch.Ids)
                {
                    if (JsonRpcIds.Wire(known.Span).SequenceEqual(id.Span))
                    {
                        return known;
                    }
                }
            }

            return id;
        }
    }

    /// <summary>
    /// Takes an answer that has been written, until it is the last of its batch: then it writes all of them in its place.
    /// </summary>
    /// <returns>Whether there is something to send.</returns>
    public bool Take(long number, OutputBuffer output, in WsEnvelope answer, OutputMark start)
    {
        lock (_gate)
        {
            if (!_batches.TryGetValue(number, out var batch))
            {
                return true;
            }

            var last = --batch.Remaining == 0;
            if (_kept + output.WrittenSince(start).Length > options.MaxBatchResponseBytes)
            {
                output.Rewind(start);
                JsonRpcWriter.WriteError(output, answer.Id.Span, _tooLarge, codes);
            }

            foreach (var part in output.WrittenSince(start))
            {
                batch.Answers.Write(part.Span);
                _kept += part.Length;
                batch.Kept += part.Length;
            }

            if (!last)
            {
                batch.Answers.Write(","u8);
                return false;
            }

            _batches.Remove(number);
            _kept -= batch.Kept;
            output.Rewind(start);
            output.Write("["u8);
            output.Write(batch.Answers.WrittenSpan);
            output.Write("]"u8);
            return true;
        }
    }

    private sealed class Batch
    {
        public required IReadOnlyList<ReadOnlyMemory<byte>> Ids { get; init; }

        public ArrayBufferWriter<byte> Answers { get; } = new();

        public int Remaining { get; set; }

        public long Kept { get; set; }
    }
}
