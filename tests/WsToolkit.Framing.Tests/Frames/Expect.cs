using System.Buffers;
using System.Buffers.Binary;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What is to come of bytes, whichever way they arrive.</summary>
internal static class Expect
{
    /// <summary>Feeds bytes at once and reads everything.</summary>
    public static List<ReadEvent> Read(this FrameConnection connection, ReadOnlySpan<byte> bytes, IBufferWriter<byte>? replies = null)
    {
        connection.Receive(bytes);
        var events = new List<ReadEvent>();
        while (replies is null ? connection.TryRead(out var read) : connection.TryRead(replies, out read))
        {
            events.Add(ReadEvent.Copy(read));
        }

        return events;
    }

    /// <summary>Reads bytes with new connections, at once and byte by byte; both have to give the same.</summary>
    public static List<ReadEvent> Events(FrameRole role, byte[] bytes, FrameConnectionOptions? options = null)
    {
        using var whole = new FrameConnection(role, options);
        var events = whole.Read(bytes);
        if (options?.Delivery != FrameDelivery.Parts && bytes.Length < 10_000)
        {
            using var slow = new FrameConnection(role, options);
            var others = new List<ReadEvent>();
            foreach (var value in bytes)
            {
                others.AddRange(slow.Read([value]));
            }

            Assert.Equal(events.Count, others.Count);
            Assert.All(events.Zip(others), pair => AssertSame(pair.First, pair.Second));
        }

        return events;
    }

    /// <summary>The one event that bytes give.</summary>
    public static ReadEvent Only(FrameRole role, byte[] bytes, FrameConnectionOptions? options = null)
        => Assert.Single(Events(role, bytes, options));

    /// <summary>The bytes are one whole message.</summary>
    public static void Message(FrameRole role, byte[] bytes, FrameType type, byte[] payload, FrameConnectionOptions? options = null)
    {
        var read = Only(role, bytes, options);
        Assert.Equal(FrameEventKind.Data, read.Kind);
        Assert.Same(type, read.Type);
        Assert.Equal(payload, read.Payload);
        Assert.True(read.EndOfFrame && read.EndOfMessage && !read.IsContinuation);
    }

    /// <summary>The bytes fail the connection: nothing is read after that, and the other end is told the code.</summary>
    public static ReadEvent Failure(int code, FrameRole role, byte[] bytes, FrameConnectionOptions? options = null)
    {
        var failed = Events(role, bytes, options)[^1];
        Assert.Equal((FrameEventKind.Failed, code), (failed.Kind, failed.Code));
        Assert.False(string.IsNullOrEmpty(failed.Error));

        using var connection = new FrameConnection(role, options);
        var replies = new ArrayBufferWriter<byte>();
        connection.Read(bytes, replies);
        Assert.Equal(FrameState.Closed, connection.State);
        Assert.Empty(connection.Read(Wire.To(role, 2, "more"), replies));
        using var peer = new FrameConnection(1 - role);
        var close = peer.Read(replies.WrittenSpan)[^1];
        Assert.Equal((FrameEventKind.Close, code), (close.Kind, close.Code));
        return failed;
    }

    /// <summary>What one connection writes.</summary>
    public static byte[] Written(FrameRole role, Action<FrameConnection, IBufferWriter<byte>> write, FrameConnectionOptions? options = null)
    {
        using var connection = new FrameConnection(role, options);
        var output = new ArrayBufferWriter<byte>();
        write(connection, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Takes the mask off a frame of a client, by the letter of RFC 6455, section 5.3.</summary>
    public static byte[] Unmasked(ReadOnlySpan<byte> frame, out uint key)
    {
        Assert.NotEqual(0, frame[1] & 0x80);
        var place = (frame[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        key = BinaryPrimitives.ReadUInt32BigEndian(frame[place..]);
        var payload = frame[(place + 4)..].ToArray();
        for (var index = 0; index < payload.Length; index++)
        {
            payload[index] ^= frame[place + (index % 4)];
        }

        return payload;
    }

    private static void AssertSame(ReadEvent one, ReadEvent other)
    {
        Assert.Equal(one with { Payload = [] }, other with { Payload = [] });
        Assert.Equal(one.Payload, other.Payload);
    }
}
