using System.Buffers;
using WsToolkit.Framing.Tests.Frames;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>RFC 6455, sections 5.5.1 and 7: the closing handshake, its codes, and failing.</summary>
[Trait("Rfc6455", "7.1.2")]
public sealed class ClosingTests
{
    [Theory]
    [InlineData(FrameRole.Client)]
    [InlineData(FrameRole.Server)]
    [Trait("Rfc6455", "7.4.1")]
    [Trait("Rfc6455", "7.4.2")]
    public void Of_all_codes_those_are_read_that_may_travel(FrameRole role)
    {
        for (var code = 0; code < 65536; code++)
        {
            using var connection = new FrameConnection(role);
            var read = Assert.Single(connection.Read(Wire.CloseTo(role, code)));
            var allowed = code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
            Assert.Equal(allowed ? (FrameEventKind.Close, code) : (FrameEventKind.Failed, CloseCodes.ProtocolError),
                (read.Kind, read.Code));
            Assert.Equal(allowed, CloseCodes.CanTravel(code));
        }
    }

    [Fact]
    [Trait("Rfc6455", "7.4.1")]
    [Trait("Rfc6455", "7.4.2")]
    public void Of_all_codes_those_are_written_that_may_travel()
    {
        for (var code = 0; code < 65536; code++)
        {
            using var server = new FrameConnection(FrameRole.Server);
            var output = new ArrayBufferWriter<byte>();
            if (code == CloseCodes.NoStatus)
            {
                continue;
            }

            var problem = Record.Exception(() => server.WriteClose(output, code));
            Assert.Equal(CloseCodes.CanTravel(code) ? null : typeof(ArgumentException), problem?.GetType());
            Assert.Equal(problem is null ? Wire.CloseTo(FrameRole.Client, code) : [], output.WrittenSpan.ToArray());
        }
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3999)]
    [InlineData(CloseCodes.NoStatus)]
    [Trait("Rfc6455", "5.5.1")]
    public void A_close_frame_is_answered_with_one_of_the_same_code(int code)
    {
        using var client = new FrameConnection(FrameRole.Client);
        var replies = new ArrayBufferWriter<byte>();
        client.Read(code == CloseCodes.NoStatus ? [0x88, 0] : Wire.CloseTo(FrameRole.Client, code, "reason"u8), replies);
        using var server = new FrameConnection(FrameRole.Server);
        var answer = Assert.Single(server.Read(replies.WrittenSpan));
        Assert.Equal((FrameEventKind.Close, code), (answer.Kind, answer.Code));
        Assert.Equal(FrameState.Closed, client.State);
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void A_close_frame_that_answers_ours_is_not_answered()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var output = new ArrayBufferWriter<byte>();
        client.WriteClose(output, 1001);
        var length = output.WrittenCount;
        var close = Assert.Single(client.Read(Wire.CloseTo(FrameRole.Client, 1001), output));
        Assert.Equal(FrameEventKind.Close, close.Kind);
        Assert.Equal((length, FrameState.Closed), (output.WrittenCount, client.State));
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "7.1.3")]
    public void Data_may_be_sent_before_a_close_frame_is_answered_and_received_before_ours_is()
    {
        using var server = new FrameConnection(FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        server.Receive(Wire.CloseTo(FrameRole.Server, 1000));
        Assert.True(server.TryRead(out var close));
        Assert.Equal(FrameState.CloseReceived, server.State);
        server.WriteText(output, "the rest");
        server.WriteReply(output, close);
        Assert.Throws<InvalidOperationException>(() => server.WriteText(output, "too late"));

        using var client = new FrameConnection(FrameRole.Client);
        client.WriteClose(new ArrayBufferWriter<byte>());
        Assert.Equal(FrameState.CloseSent, client.State);
        Assert.Equal([FrameEventKind.Data, FrameEventKind.Close], client.Read(output.WrittenSpan).Select(read => read.Kind));
    }

    [Fact]
    [Trait("Rfc6455", "5.5.1")]
    public void Both_ends_may_start_at_the_same_time()
    {
        using var client = new FrameConnection(FrameRole.Client);
        using var server = new FrameConnection(FrameRole.Server);
        var toServer = new ArrayBufferWriter<byte>();
        var toClient = new ArrayBufferWriter<byte>();
        client.WriteClose(toServer, 1000);
        server.WriteClose(toClient, 1001);
        Assert.Equal(1001, Assert.Single(client.Read(toClient.WrittenSpan, toServer)).Code);
        Assert.Equal(1000, Assert.Single(server.Read(toServer.WrittenSpan, toClient)).Code);
        Assert.Equal((FrameState.Closed, FrameState.Closed), (client.State, server.State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("ping")]
    [InlineData("close")]
    [InlineData("garbage")]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "7.1.5")]
    public void What_follows_a_close_frame_is_discarded(string what)
    {
        byte[] more = what switch
        {
            "data" => Wire.Frame(1, "data"u8),
            "ping" => Wire.Frame(9, []),
            "close" => Wire.CloseTo(FrameRole.Client, 1001),
            "garbage" => [0xFF, 0xFF, 0xFF],
            _ => [],
        };
        var close = Expect.Only(FrameRole.Client, [.. Wire.CloseTo(FrameRole.Client, 1000), .. more]);
        Assert.Equal((FrameEventKind.Close, 1000), (close.Kind, close.Code));
        using var client = new FrameConnection(FrameRole.Client);
        client.Read(Wire.CloseTo(FrameRole.Client, 1000));
        client.Receive(more);
        client.ReceiveEnd();
        var end = Assert.Single(client.Read([]));
        Assert.Equal((FrameEventKind.Ended, 1000), (end.Kind, end.Code));
    }

    [Theory]
    [InlineData("82")]
    [InlineData("820378")]
    [InlineData("010178")]
    [InlineData("8802")]
    [Trait("Rfc6455", "7.1.5")]
    [Trait("Rfc6455", "7.2.1")]
    public void A_stream_that_breaks_off_is_1006(string hex)
    {
        using var client = new FrameConnection(FrameRole.Client);
        Assert.Empty(client.Read(Convert.FromHexString(hex)));
        client.ReceiveEnd();
        Assert.True(client.HasMessage);
        var end = Assert.Single(client.Read([]));
        Assert.Equal((FrameEventKind.Ended, CloseCodes.Abnormal, FrameState.Closed), (end.Kind, end.Code, client.State));
    }

    [Fact]
    [Trait("Rfc6455", "7.1.1")]
    public void What_came_before_the_end_of_the_stream_is_read_and_what_comes_after_it_is_not()
    {
        using var client = new FrameConnection(FrameRole.Client);
        client.Receive(Wire.Frame(1, "before"u8));
        client.ReceiveEnd();
        var events = client.Read(Wire.Frame(1, "after"u8));
        Assert.Equal([FrameEventKind.Data, FrameEventKind.Ended], events.Select(read => read.Kind));
        Assert.Equal("before", events[0].Text);
    }

    [Fact]
    [Trait("Rfc6455", "7.1.7")]
    public void After_failing_nothing_is_read_and_nothing_but_the_close_frame_is_written()
    {
        using var client = new FrameConnection(FrameRole.Client);
        var output = new ArrayBufferWriter<byte>();
        client.Receive([0x83, 0, .. Wire.Frame(1, "more"u8)]);
        Assert.True(client.TryRead(out var failed));
        Assert.Equal((FrameEventKind.Failed, FrameState.Closed), (failed.Kind, client.State));
        Assert.Empty(client.Read([.. Wire.Frame(1, "more"u8), .. Wire.CloseTo(FrameRole.Client, 1000)]));
        Assert.Throws<InvalidOperationException>(() => client.WriteText(output, "more"));
        Assert.Throws<InvalidOperationException>(() => client.Write(output, FrameType.Ping, []));
        client.WriteReply(output, failed);
        Assert.Equal(0x88, output.WrittenSpan[0]);
        client.ReceiveEnd();
        Assert.Empty(client.Read([]));
    }

    [Theory]
    [InlineData(AutomaticReplies.None, 0)]
    [InlineData(AutomaticReplies.Pong, 3)]
    [InlineData(AutomaticReplies.Close, 4)]
    [InlineData(AutomaticReplies.All, 7)]
    [Trait("Rfc6455", "5.5.1")]
    [Trait("Rfc6455", "5.5.2")]
    public void Replies_are_written_by_policy(AutomaticReplies policy, int written)
    {
        using var server = new FrameConnection(FrameRole.Server, new FrameConnectionOptions { AutomaticReplies = policy });
        var replies = new ArrayBufferWriter<byte>();
        server.Read([.. Wire.To(FrameRole.Server, 9, "p"), .. Wire.CloseTo(FrameRole.Server, 1000)], replies);
        Assert.Equal(written, replies.WrittenCount);
    }

    [Theory]
    [InlineData(FrameRole.Client)]
    [InlineData(FrameRole.Server)]
    [Trait("Rfc6455", "5.5.2")]
    public void Ten_pings_in_a_row_are_answered_in_order_however_they_are_cut(FrameRole role)
    {
        var pings = Enumerable.Range(0, 10).SelectMany(number => Wire.To(role, 9, $"ping {number}")).ToArray();
        foreach (var cut in new[] { 1, 5, pings.Length })
        {
            using var connection = new FrameConnection(role);
            var replies = new ArrayBufferWriter<byte>();
            foreach (var piece in pings.Chunk(cut))
            {
                connection.Read(piece, replies);
            }

            using var peer = new FrameConnection(1 - role);
            var pongs = peer.Read(replies.WrittenSpan);
            Assert.All(pongs, pong => Assert.Equal(FrameEventKind.Pong, pong.Kind));
            Assert.Equal(Enumerable.Range(0, 10).Select(number => $"ping {number}"), pongs.Select(pong => pong.Text));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Rfc6455", "5.5.2")]
    public void A_ping_is_answered_until_a_close_frame_has_been_sent(bool closeSent)
    {
        using var server = new FrameConnection(FrameRole.Server);
        var output = new ArrayBufferWriter<byte>();
        if (closeSent)
        {
            server.WriteClose(output);
        }

        var before = output.WrittenCount;
        Assert.Equal(FrameEventKind.Ping, Assert.Single(server.Read(Wire.To(FrameRole.Server, 9, ""), output)).Kind);
        Assert.Equal(closeSent ? 0 : 2, output.WrittenCount - before);
    }
}
