using System.Buffers;
using System.IO.Compression;

namespace WsToolkit.Framing;

/// <summary>
/// Decompresses one run of data piece by piece, with a limit that holds while it does so. The state, of about 40 KiB outside of managed
/// memory and a buffer of 8 KiB of the shared pool, exists from the first piece until <see cref="Drop"/>.
/// </summary>
internal sealed class Inflater(Func<Stream, Stream> create) : IDisposable
{
    // As much as DeflateStream asks for at once.
    private const int PieceBytes = 8 * 1024;
    private const int LeastOutput = 512;

    private readonly FeedStream _feed = new();
    private Stream? _stream;

    /// <summary>Decompresses a piece of input.</summary>
    /// <param name="input">The input; what was taken of it is cut off.</param>
    /// <param name="byteByByte">Whether to stop at the very byte with which the data ends. Slow.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="room">The most bytes that may be written; what was written is subtracted.</param>
    /// <returns>Why it has stopped.</returns>
    public InflateOutcome Run(ref ReadOnlySpan<byte> input, bool byteByByte, IBufferWriter<byte> output, ref long room)
    {
        _stream ??= create(_feed);
        var piece = ArrayPool<byte>.Shared.Rent(byteByByte ? 1 : Math.Min(PieceBytes, input.Length));
        try
        {
            var outcome = InflateOutcome.NeedsInput;
            while (input.Length > 0 && outcome == InflateOutcome.NeedsInput)
            {
                var count = byteByByte ? 1 : Math.Min(PieceBytes, input.Length);
                input[..count].CopyTo(piece);
                input = input[count..];
                _feed.Fill(piece, count);
                outcome = Drain(_stream, output, ref room);
            }

            return outcome;
        }
        finally
        {
            _feed.Clear();
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>Forgets the state, and with it what was decompressed so far.</summary>
    public void Drop()
    {
        _stream?.Dispose();
        _stream = null;
    }

    public void Dispose() => Drop();

    private InflateOutcome Drain(Stream stream, IBufferWriter<byte> output, ref long room)
    {
        Span<byte> beyond = stackalloc byte[1];
        _feed.RanDry = false;
        try
        {
            while (true)
            {
                var target = room == 0 ? beyond : output.GetSpan((int)Math.Min(room, LeastOutput));
                if (room > 0 && target.Length > room)
                {
                    target = target[..(int)room];
                }

                var count = stream.Read(target);
                if (count == 0)
                {
                    return _feed.RanDry ? InflateOutcome.NeedsInput : InflateOutcome.Ended;
                }

                if (room == 0)
                {
                    return InflateOutcome.TooBig;
                }

                output.Advance(count);
                room -= count;
            }
        }
        catch (InvalidDataException) when (_feed.RanDry)
        {
            // An application may have turned on strict validation of truncated data. The inflater has not been touched, and can go on.
            return InflateOutcome.NeedsInput;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // Data that cannot be is the one, data that demands a dictionary the other.
            return InflateOutcome.Invalid;
        }
    }

    /// <summary>An inflater for data without header and checksum (RFC 1951).</summary>
    public static Inflater ForDeflate() => new(static feed => new DeflateStream(feed, CompressionMode.Decompress, leaveOpen: true));

    /// <summary>An inflater for data with header and checksum (RFC 1950).</summary>
    public static Inflater ForZlib() => new(static feed => new ZLibStream(feed, CompressionMode.Decompress, leaveOpen: true));
}
