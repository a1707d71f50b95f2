using System.Buffers;
using System.IO.Pipelines;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Over streams: client and server.</summary>
public sealed class FrameTransportTests : TransportTests
{
    [Theory]
    [InlineData(1002, new byte[] { 0x81, 0x04, 0x61, 0x62, 0x63, 0x64 })] // not masked, as a client's frames have to be
    [InlineData(1002, new byte[] { 0x83, 0x81, 0, 0, 0, 0, 0x61 })] // an opcode that does not exist
    [InlineData(1002, new byte[] { 0x80, 0x81, 0, 0, 0, 0, 0x61 })] // a continuation of nothing
    [InlineData(1002, new byte[] { 0xC1, 0x81, 0, 0, 0, 0, 0x61 })] // a reserved bit
    [InlineData(1007, new byte[] { 0x81, 0x82, 0, 0, 0, 0, 0x61, 0xFF })] // text that is not UTF-8
    [InlineData(1007, new byte[] { 0x81, 0xFE, 0x10, 0x00, 0, 0, 0, 0, 0x61, 0xFF })] // text that cannot become UTF-8
    [InlineData(1009, new byte[] { 0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0x86, 0xA1, 0, 0, 0, 0 })] // 100,001 bytes announced
    public async Task Broken_frames_are_refused_with_the_code_of_what_is_wrong(int code, byte[] frame)
    {
        var (peer, server) = Server();
        await peer.WriteAsync(frame);
        var exception = await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(server));
        Assert.Equal((WsCloseCode)code, exception.CloseCode);

        await server.CloseAsync(exception.CloseCode, exception.Message, default);
        var close = await ReadFrameAsync(peer);
        Assert.Equal(0x88, close[0]);
        Assert.Equal(code, (close[2] << 8) | close[3]);

        // What follows is dropped, until the other end hangs up.
        var end = ReceiveAsync(server);
        await peer.WriteAsync(new byte[10_000]);
        Assert.False(end.IsCompleted);
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => end);
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(server));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_came_before_an_error_is_handed_out_first()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 0x61, 0x81, 0x81, 0, 0, 0, 0, 0x62, 0xF1, 0x80, 0, 0, 0, 0 });
        Assert.Equal("a"u8.ToArray(), (await ReceiveAsync(server)).Data.ToArray());
        Assert.Equal("b"u8.ToArray(), (await ReceiveAsync(server)).Data.ToArray());
        await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(server));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Pings_are_answered_in_order_while_nobody_sends()
    {
        var (peer, server) = Server();
        var receiving = ReceiveAsync(server);
        await peer.WriteAsync(new byte[] { 0x89, 0x81, 0, 0, 0, 0, 0x61, 0x89, 0x81, 0, 0, 0, 0, 0x62 });
        Assert.Equal([0x8A, 1, 0x61], await ReadFrameAsync(peer));
        Assert.Equal([0x8A, 1, 0x62], await ReadFrameAsync(peer));
        Assert.False(receiving.IsCompleted);

        await peer.WriteAsync(new byte[] { 0x01, 0x81, 0, 0, 0, 0, 0x63 });
        await peer.WriteAsync(new byte[] { 0x89, 0x80, 0, 0, 0, 0 });
        Assert.Equal([0x8A, 0], await ReadFrameAsync(peer));
        await peer.WriteAsync(new byte[] { 0x80, 0x81, 0, 0, 0, 0, 0x64 });
        Assert.Equal("cd"u8.ToArray(), (await receiving).Data.ToArray());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_ping_before_a_message_is_answered_although_nobody_reads_on()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0x89, 0x81, 0, 0, 0, 0, 0x61, 0x81, 0x81, 0, 0, 0, 0, 0x62 });
        await ReceiveAsync(server);
        Assert.Equal([0x8A, 1, 0x61], await ReadFrameAsync(peer));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_flood_of_pings_from_who_does_not_read_is_taken_in_and_the_latest_is_answered()
    {
        var (peer, server) = Server();
        var receiving = ReceiveAsync(server);
        var ping = new byte[6 + 125];
        (ping[0], ping[1]) = (0x89, 0xFD);
        const int Pings = 20_000;
        for (var i = 0; i < Pings; i++)
        {
            (ping[6], ping[7]) = ((byte)(i >> 8), (byte)i);
            await peer.WriteAsync(ping).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        }

        await peer.WriteAsync(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 0x62 });
        await receiving;
        var answered = 0;
        byte[] pong;
        do
        {
            pong = await ReadFrameAsync(peer);
            answered++;
        }
        while (((pong[2] << 8) | pong[3]) != Pings - 1);

        // What the stream takes, and what waits in the two buffers.
        Assert.InRange(answered, 2, (64 + 2 * 17) * 1024 / 127);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Pings_leave_between_messages_while_a_send_is_stalled()
    {
        var (peer, server) = Server();
        using var output = new OutputBuffer();
        Add(output, Content(90_000), WsMessageType.Text, server);
        var sending = server.SendAsync(output, default).AsTask();
        Assert.False(sending.IsCompleted);
        server.Ping();
        var close = server.CloseAsync(WsCloseCode.GoingAway, null, default).AsTask();

        Assert.Equal(90_000 + 10, (await ReadFrameAsync(peer)).Length);
        await sending;
        Assert.Equal([0x89, 0], await ReadFrameAsync(peer));
        Assert.Equal([0x88, 2, 0x03, 0xE9], await ReadFrameAsync(peer));
        await close;
        server.Ping();
        await server.DisposeAsync();
        Assert.Equal(0, await peer.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(100, 1, 1)]
    [InlineData(60_000, 1, 1)]
    [InlineData(99_000, 2, 30)]
    public async Task What_is_sent_together_is_one_write_unless_it_is_large(int size, int least, int most)
    {
        using var stream = new CountingStream();
        var server = Transport(stream, FrameRole.Server);
        using var output = new OutputBuffer();
        for (var sent = 0; sent < size; sent += 100)
        {
            server.WriteMessage(output, WsMessageType.Text, new byte[100]);
        }

        var expected = output.Written.ToArray();
        await server.SendAsync(output, default);
        Assert.InRange(stream.Writes, least, most);
        Assert.Equal(expected, stream.ToArray());
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }

    [Fact]
    public async Task Who_aborts_after_the_end_touches_nothing()
    {
        var (_, stream) = DuplexStream.CreatePair();
        var aborted = 0;
        var server = new FrameTransport(stream, Frames.Connection(FrameRole.Server, MaxMessageBytes), () => aborted++);
        await server.DisposeAsync();
        server.Abort();
        Assert.Equal(0, aborted);
    }

    [Fact]
    public async Task Whatever_arrives_is_activity()
    {
        var (peer, server) = Server();
        Assert.Equal(0, server.Activity);
        var receiving = ReceiveAsync(server);
        await peer.WriteAsync(new byte[] { 0x8A, 0x80, 0, 0, 0, 0, 0x81, 0x81, 0, 0, 0, 0, 0x62 });
        await receiving;
        Assert.NotEqual(0, server.Activity);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_a_lost_connection()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0x81, 0x85, 0, 0, 0, 0, 0x61 });
        await peer.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(server));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Who_stops_receiving_after_a_failure_does_not_wait_for_the_other_end()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0xFF, 0xFF });
        await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(server));
        var end = ReceiveAsync(server);
        Assert.False(end.IsCompleted);
        server.StopReceiving();
        await Assert.ThrowsAsync<IOException>(() => end);

        // Nothing was dropped: what is sent still arrives.
        await server.CloseAsync(WsCloseCode.ProtocolError, null, default);
        Assert.Equal([0x88, 2, 0x03, 0xEA], await ReadFrameAsync(peer));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_client_lets_the_server_hang_up_first()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        var client = Transport(stream, FrameRole.Client);
        await peer.WriteAsync(new byte[] { 0x88, 2, 0x0B, 0xB9 });
        Assert.Equal((WsCloseCode)3001, (await ReceiveAsync(client)).Close!.Code);
        await client.CloseAsync((WsCloseCode)3001, null, default);

        var disposing = client.DisposeAsync();
        Assert.False(disposing.IsCompleted);
        var answer = new byte[8];
        await peer.ReadExactlyAsync(answer);
        Assert.Equal([0x88, 0x82], answer[..2]);
        await peer.DisposeAsync();
        await disposing;
    }

    protected override (WsTransport First, WsTransport Second) CreatePair()
    {
        var (client, server) = DuplexStream.CreatePair();
        return (Transport(client, FrameRole.Client), Transport(server, FrameRole.Server));
    }

    protected override Task AfterRefusalAsync(Task sending) => Frames.AfterRefusalAsync(First, Second, sending);

    private static (DuplexStream Peer, FrameTransport Server) Server()
    {
        var (peer, stream) = DuplexStream.CreatePair();
        return (peer, Transport(stream, FrameRole.Server));
    }

    private static FrameTransport Transport(Stream stream, FrameRole role) => new(stream, Frames.Connection(role, MaxMessageBytes));

    /// <summary>Reads a frame that is not masked.</summary>
    private static async Task<byte[]> ReadFrameAsync(Stream stream)
    {
        var header = new byte[10];
        await stream.ReadExactlyAsync(header.AsMemory(0, 2)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var size = header[1] switch { 127 => 10, 126 => 4, _ => 2 };
        await stream.ReadExactlyAsync(header.AsMemory(2, size - 2)).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var length = header[1];
        var content = new byte[size switch
        {
            2 => length,
            4 => (header[2] << 8) | header[3],
            _ => (header[7] << 16) | (header[8] << 8) | header[9],
        }];
        await stream.ReadExactlyAsync(content).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        return [.. header[..size], .. content];
    }
}

/// <summary>Over pipes, and with two ends that differ in nothing but the role.</summary>
public sealed class FrameTransportOverPipesTests : TransportTests
{
    protected override (WsTransport First, WsTransport Second) CreatePair()
    {
        var options = new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);
        var forth = new Pipe(options);
        var back = new Pipe(options);
        var client = new FrameTransport(new Ends(back.Reader, forth.Writer), Frames.Connection(FrameRole.Client, MaxMessageBytes));
        var server = new FrameTransport(new Ends(forth.Reader, back.Writer), Frames.Connection(FrameRole.Server, MaxMessageBytes));
        return (client, server);
    }

    protected override Task AfterRefusalAsync(Task sending) => Frames.AfterRefusalAsync(First, Second, sending);

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}

internal static class Frames
{
    public static FrameConnection Connection(FrameRole role, int maxMessageBytes)
        => new(role, new FrameConnectionOptions { MaxMessageBytes = maxMessageBytes });

    /// <summary>RFC 6455, section 7.1.7: nothing more is processed, also not a close frame.</summary>
    public static async Task AfterRefusalAsync(WsTransport first, WsTransport second, Task sending)
    {
        var next = second.ReceiveAsync(default).AsTask();
        await sending;
        await first.CloseAsync(WsCloseCode.MessageTooBig, null, default);
        await first.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
