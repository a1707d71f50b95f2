using System.Buffers;
using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>What one role writes, the other reads: every size of header, cut anywhere, in each way of feeding.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<FrameRole, int> Sizes()
    {
        var data = new TheoryData<FrameRole, int>();
        foreach (var role in new[] { FrameRole.Client, FrameRole.Server })
        {
            foreach (var size in new[] { 0, 1, 125, 126, 127, 4096, 65535, 65536, 100_000, 1024 * 1024 })
            {
                data.Add(role, size);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_message_arrives_as_it_was_written(FrameRole role, int size)
    {
        var payload = Bytes(size);
        var output = new ArrayBufferWriter<byte>();
        using var sender = new FrameConnection(role);
        sender.Write(output, FrameType.Binary, payload);

        foreach (var cut in new[] { 1, 7, 1000, int.MaxValue })
        {
            if (size > 100_000 && cut < 1000)
            {
                continue;
            }

            using var receiver = new FrameConnection(1 - role);
            var message = Assert.Single(Feed(receiver, output.WrittenSpan, cut));
            Assert.Equal(payload, message);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_message_written_in_place_is_the_same(FrameRole role, int size)
    {
        var payload = Bytes(size);
        using var output = new OutputBuffer();
        using var sender = new FrameConnection(role);
        for (var round = 0; round < 3; round++)
        {
            var place = sender.BeginMessage(output, FrameType.Binary);
            output.Write(payload);
            sender.EndMessage(output, place, FrameType.Binary);
        }

        using var receiver = new FrameConnection(1 - role);
        receiver.Receive(output.Written);
        for (var round = 0; round < 3; round++)
        {
            Assert.True(receiver.HasMessage);
            Assert.True(receiver.TryRead(out var message));
            Assert.Equal(payload, message.Payload.ToArray());
        }

        Assert.False(receiver.HasMessage);
        Assert.False(receiver.TryRead(out _));
    }

    [Fact]
    public void Fragments_are_put_together_around_control_frames()
    {
        var output = new ArrayBufferWriter<byte>();
        using var client = new FrameConnection(FrameRole.Client);
        client.Write(output, FrameType.Text, "Grü"u8[..3], endOfMessage: false);
        client.Write(output, FrameType.Ping, "p"u8);
        client.Write(output, FrameType.Text, "Grüße"u8[3..5], endOfMessage: false);
        client.Write(output, FrameType.Continuation, "Grüße"u8[5..]);

        using var server = new FrameConnection(FrameRole.Server);
        var replies = new ArrayBufferWriter<byte>();
        server.Receive(output.WrittenSpan);
        Assert.True(server.HasMessage);
        Assert.True(server.TryRead(replies, out var ping));
        Assert.Equal(FrameEventKind.Ping, ping.Kind);
        Assert.Equal([0x8A, 1, (byte)'p'], replies.WrittenSpan.ToArray());
        Assert.True(server.TryRead(replies, out var text));
        Assert.Equal("Grüße", Encoding.UTF8.GetString(text.Payload.Span));
        Assert.Same(FrameType.Text, text.Type);
        Assert.True(text.EndOfMessage);
        Assert.False(server.TryRead(replies, out _));
    }

    [Fact]
    public void The_closing_handshake_passes_through_its_states()
    {
        var toServer = new ArrayBufferWriter<byte>();
        var toClient = new ArrayBufferWriter<byte>();
        using var client = new FrameConnection(FrameRole.Client);
        using var server = new FrameConnection(FrameRole.Server);
        client.WriteClose(toServer, CloseCodes.GoingAway, "bye");
        Assert.Equal(FrameState.CloseSent, client.State);
        server.Receive(toServer.WrittenSpan);
        Assert.True(server.TryRead(out var close));
        Assert.Equal((FrameEventKind.Close, CloseCodes.GoingAway, "bye"), (close.Kind, close.CloseCode, close.CloseReason));
        Assert.Equal(FrameState.CloseReceived, server.State);
        server.WriteReply(toClient, close);
        Assert.Equal(FrameState.Closed, server.State);
        client.Receive(toClient.WrittenSpan);
        Assert.True(client.TryRead(toServer, out var answer));
        Assert.Equal(CloseCodes.GoingAway, answer.CloseCode);
        Assert.Equal(FrameState.Closed, client.State);
        client.ReceiveEnd();
        Assert.True(client.TryRead(out var end));
        Assert.Equal((FrameEventKind.Ended, CloseCodes.GoingAway), (end.Kind, end.CloseCode));
        Assert.False(client.TryRead(out _));
    }

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> Feed(FrameConnection receiver, ReadOnlySpan<byte> bytes, int cut)
    {
        var messages = new List<byte[]>();
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(cut, bytes.Length)];
            bytes = bytes[piece.Length..];
            while (piece.Length > 0)
            {
                var memory = receiver.GetReceiveMemory().Span;
                var count = Math.Min(memory.Length, piece.Length);
                piece[..count].CopyTo(memory);
                receiver.AdvanceReceived(count);
                piece = piece[count..];
                while (receiver.TryRead(out var read))
                {
                    Assert.Equal(FrameEventKind.Data, read.Kind);
                    messages.Add(read.Payload.ToArray());
                }
            }
        }

        return messages;
    }
}
