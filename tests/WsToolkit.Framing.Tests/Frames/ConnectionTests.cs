using System.Buffers;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Two ends talking to each other, and one end alone.</summary>
public sealed class ConnectionTests
{
    private static readonly byte[] Content = [.. Enumerable.Repeat((byte)'x', 23)];

    [Theory]
    [InlineData(FrameRole.Client, true)]
    [InlineData(FrameRole.Client, false)]
    [InlineData(FrameRole.Server, true)]
    [InlineData(FrameRole.Server, false)]
    public void A_message_or_its_first_fragment_is_read_by_the_other_end(FrameRole sender, bool endOfMessage)
    {
        var bytes = Expect.Written(sender, (end, output) => end.Write(output, FrameType.Binary, Content, endOfMessage));
        var read = Expect.Only(1 - sender, bytes, new FrameConnectionOptions { Delivery = FrameDelivery.Frames });
        Assert.Equal(Content, read.Payload);
        Assert.Equal((FrameEventKind.Data, endOfMessage), (read.Kind, read.EndOfMessage));
    }

    [Theory]
    [InlineData(FrameRole.Client, CloseCodes.Normal, "bye")]
    [InlineData(FrameRole.Client, CloseCodes.GoingAway, "👋👋")]
    [InlineData(FrameRole.Server, CloseCodes.Normal, "bye")]
    [InlineData(FrameRole.Server, CloseCodes.GoingAway, "👋👋")]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "7.1.4")]
    public void The_closing_handshake_goes_to_its_end_whoever_starts_it(FrameRole starter, int code, string reason)
    {
        using var local = new FrameConnection(starter);
        using var remote = new FrameConnection(1 - starter);
        var there = new ArrayBufferWriter<byte>();
        var back = new ArrayBufferWriter<byte>();

        local.WriteClose(there, code, reason);
        Assert.Equal(FrameState.CloseSent, local.State);
        remote.Receive(there.WrittenSpan);
        Assert.True(remote.TryRead(out var close));
        Assert.Equal((FrameEventKind.Close, code, reason), (close.Kind, close.CloseCode, close.CloseReason));
        Assert.Equal(FrameState.CloseReceived, remote.State);
        remote.WriteReply(back, close);
        Assert.Equal(FrameState.Closed, remote.State);

        var answer = Assert.Single(local.Read(back.WrittenSpan, there));
        Assert.Equal((FrameEventKind.Close, code), (answer.Kind, answer.Code));
        Assert.Equal(FrameState.Closed, local.State);
        Assert.Throws<InvalidOperationException>(() => local.WriteText(there, "more"));
    }

    [Fact]
    [Trait("Rfc6455", "7.1.5")]
    public void An_end_without_a_close_frame_is_1006()
    {
        using var client = new FrameConnection(FrameRole.Client);
        client.ReceiveEnd();
        var end = Assert.Single(client.Read([]));
        Assert.Equal((FrameEventKind.Ended, CloseCodes.Abnormal), (end.Kind, end.Code));
        Assert.Equal(FrameState.Closed, client.State);
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void A_second_close_frame_is_refused()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var output = new ArrayBufferWriter<byte>();
        client.WriteClose(output);
        var length = output.WrittenCount;
        Assert.Throws<InvalidOperationException>(() => client.WriteClose(output));
        Assert.Equal(length, output.WrittenCount);
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void Nothing_can_be_written_after_a_close_frame()
    {
        using var client = new FrameConnection(FrameRole.Client);
        using var output = new OutputBuffer();
        client.WriteClose(output);
        var length = output.Length;
        Assert.Throws<InvalidOperationException>(() => client.WriteText(output, ""));
        Assert.Throws<InvalidOperationException>(() => client.Write(output, FrameType.Binary, []));
        Assert.Throws<InvalidOperationException>(() => client.Write(output, FrameType.Ping, []));
        Assert.Throws<InvalidOperationException>(() => client.BeginMessage(output, FrameType.Binary));
        Assert.Equal(length, output.Length);
    }

    [Theory]
    [InlineData(FrameRole.Client)]
    [InlineData(FrameRole.Server)]
    [Trait("Rfc6455", "5.5.3")]
    public void A_ping_is_answered_with_its_content(FrameRole asking)
    {
        using var local = new FrameConnection(asking);
        using var remote = new FrameConnection(1 - asking);
        var there = new ArrayBufferWriter<byte>();
        var back = new ArrayBufferWriter<byte>();
        local.Write(there, FrameType.Ping, Content);
        var ping = Assert.Single(remote.Read(there.WrittenSpan, back));
        Assert.Equal(FrameEventKind.Ping, ping.Kind);
        Assert.Equal(Content, ping.Payload);
        var pong = Assert.Single(local.Read(back.WrittenSpan));
        Assert.Equal(FrameEventKind.Pong, pong.Kind);
        Assert.Equal(Content, pong.Payload);
    }

    [Fact]
    [Trait("Rfc6455", "5.5.3")]
    public void A_pong_that_nobody_asked_for_is_read_and_not_answered()
    {
        var bytes = Expect.Written(FrameRole.Client, (client, output) => client.Write(output, FrameType.Pong, Content));
        using var server = new FrameConnection(FrameRole.Server);
        var replies = new ArrayBufferWriter<byte>();
        var pong = Assert.Single(server.Read(bytes, replies));
        Assert.Equal(FrameEventKind.Pong, pong.Kind);
        Assert.Equal(Content, pong.Payload);
        Assert.Equal(0, replies.WrittenCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Text_beyond_ascii_arrives_whole_and_in_fragments(bool split)
    {
        var text = "ƒñö®∂😎"u8.ToArray();
        var bytes = Expect.Written(FrameRole.Client, (client, output) => client.Write(output, FrameType.Text, text, endOfMessage: !split));
        var read = Expect.Only(FrameRole.Server, bytes, new FrameConnectionOptions { Delivery = FrameDelivery.Frames });
        Assert.Equal(("ƒñö®∂😎", !split), (read.Text, read.EndOfMessage));
    }

    [Fact]
    public void Garbage_fails_the_connection()
        => Expect.Failure(CloseCodes.ProtocolError, FrameRole.Client, [0x09, 23, .. Content]);

    [Fact]
    public void What_is_not_a_frame_to_be_written_is_refused()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => client.Write(output, FrameType.Data(3, "stranger"), []));
        Assert.Throws<ArgumentException>(() => client.Write(output, FrameType.Close, []));
        Assert.Throws<InvalidOperationException>(() => client.Write(output, FrameType.Continuation, []));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "7.1.7")]
    public void Bytes_after_the_end_are_ignored()
    {
        using var client = new FrameConnection(FrameRole.Client);
        client.Read(Wire.CloseTo(FrameRole.Client, CloseCodes.Normal), new ArrayBufferWriter<byte>());
        Assert.Equal(FrameState.Closed, client.State);
        Assert.Empty(client.Read("something"u8));
        Assert.False(client.HasMessage);
        client.ReceiveEnd();
        Assert.Equal(FrameEventKind.Ended, Assert.Single(client.Read("more"u8)).Kind);
        Assert.Empty(client.Read("more"u8));
    }
}
