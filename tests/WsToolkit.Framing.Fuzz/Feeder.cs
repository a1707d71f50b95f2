using System.Buffers;

namespace WsToolkit.Framing.Fuzz;

/// <summary>Brings bytes into a connection, cut and handed over in every way that there is, and reads what they amount to.</summary>
internal sealed class Feeder(FuzzSettings settings, FrameConnection connection, CountingPool pool, Random random)
{
    private readonly ArrayBufferWriter<byte> _replies = new();
    private readonly EventLog _log = new(settings);

    public List<ReferenceEvent> Events => _log.Events;

    /// <summary>What the connection has answered.</summary>
    public ReadOnlySpan<byte> Replies => _replies.WrittenSpan;

    /// <summary>Feeds all bytes and then the end of the stream.</summary>
    public void Feed(byte[] bytes)
    {
        var position = 0;
        var mostAtOnce = random.Next(3) switch { 0 => 3, 1 => 200, _ => Math.Max(bytes.Length, 1) };
        while (position < bytes.Length)
        {
            var count = Math.Min(bytes.Length - position, random.Next(1, mostAtOnce + 1));
            Receive(bytes, position, count);
            position += count;
            Drain();
            var peak = MemoryBound.Peak(settings, position, mostAtOnce);
            var standing = MemoryBound.Standing(settings, position, mostAtOnce);
            if (pool.Peak > peak || pool.Outstanding > standing)
            {
                throw new FuzzFailureException(
                    $"{pool.Outstanding} bytes are rented and {pool.Peak} were, for {position} received: more than {standing} or {peak}.");
            }

            if (random.Next(8) == 0)
            {
                connection.ReleaseMemory();
            }
        }

        connection.ReceiveEnd();
        if (random.Next(4) == 0)
        {
            connection.Receive([0x81, 0]);
        }

        Drain();
        Check(Events is [.., { Kind: FrameEventKind.Failed or FrameEventKind.Ended }], "The end of the stream is not told.");
        Check(connection.State == FrameState.Closed, "The connection is not closed in the end.");
        connection.Receive([0x81, 0]);
        Check(!connection.TryRead(_replies, out _) && !connection.HasMessage, "There is an event after the last one.");
    }

    private void Receive(byte[] bytes, int position, int count)
    {
        switch (random.Next(3))
        {
            case 0:
                connection.Receive(bytes.AsSpan(position, count));
                break;
            case 1:
                var middle = random.Next(count + 1);
                connection.Receive(Sequence(bytes.AsMemory(position, middle), bytes.AsMemory(position + middle, count - middle)));
                break;
            default:
                Fill(bytes.AsSpan(position, count));
                break;
        }
    }

    private void Fill(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var hint = random.Next(4) == 0 ? random.Next(100) : 0;
            var memory = connection.GetReceiveMemory(hint);
            Check(memory.Length > 0 && memory.Length >= hint, "Less memory is lent than was asked for.");
            var count = random.Next(10) == 0 ? 0 : Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory.Span);
            connection.AdvanceReceived(count);
            bytes = bytes[count..];
        }
    }

    private void Drain()
    {
        var promised = connection.HasMessage;
        var kept = false;
        while (random.Next(2) == 0 ? connection.TryRead(_replies, out var read) : connection.TryRead(out read))
        {
            _log.Add(read);
            kept |= read.Kind != FrameEventKind.Data || read.EndOfMessage;
        }

        Check(kept || !promised, "A message was promised that did not come.");
        Check(!connection.HasMessage, "A message is promised after all have been read.");
    }

    private static ReadOnlySequence<byte> Sequence(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        var start = new Segment(first, null);
        var end = new Segment(second, start);
        return new ReadOnlySequence<byte>(start, 0, end, second.Length);
    }

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new FuzzFailureException(problem);
        }
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.Memory.Length;
            }
        }
    }
}
