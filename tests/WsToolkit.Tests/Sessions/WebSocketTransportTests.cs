using System.Net.WebSockets;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

public sealed class WebSocketTransportTests : TransportTests
{
    [Theory]
    [InlineData(new byte[] { 0x81, 0x04, 0x61, 0x62, 0x63, 0x64 })] // not masked, as a client's frames have to be
    [InlineData(new byte[] { 0x83, 0x81, 0, 0, 0, 0, 0x61 })] // an opcode that does not exist
    [InlineData(new byte[] { 0x80, 0x81, 0, 0, 0, 0, 0x61 })] // a continuation of nothing
    [InlineData(new byte[] { 0xC1, 0x81, 0, 0, 0, 0, 0x61 })] // a reserved bit
    [InlineData(new byte[] { 0x81, 0x82, 0, 0, 0, 0, 0x61, 0xFF })] // text that is not UTF-8
    public async Task Broken_frames_are_a_protocol_error(byte[] frame)
    {
        var (peer, server) = Server();
        await peer.WriteAsync(frame);
        var exception = await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(server));
        Assert.Equal(WsCloseCode.ProtocolError, exception.CloseCode);
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(server));
        await server.CloseAsync(exception.CloseCode, exception.Message, default);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_a_lost_connection()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0x81, 0x85, 0, 0, 0, 0, 0x61 });
        peer.Dispose();
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(server));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Fragments_and_pings_between_them_make_one_message()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[]
        {
            0x01, 0x82, 0, 0, 0, 0, 0x61, 0x62,
            0x89, 0x80, 0, 0, 0, 0,
            0x00, 0x80, 0, 0, 0, 0,
            0x80, 0x81, 0, 0, 0, 0, 0x63,
        });
        var message = await ReceiveAsync(server);
        Assert.Equal(WsMessageType.Text, message.Type);
        Assert.Equal("abc"u8.ToArray(), message.Data.ToArray());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_just_fits_may_end_with_an_empty_fragment()
    {
        var (peer, server) = Server(maxMessageBytes: 3);
        await peer.WriteAsync(new byte[] { 0x02, 0x83, 0, 0, 0, 0, 1, 2, 3, 0x80, 0x80, 0, 0, 0, 0 });
        Assert.Equal(new byte[] { 1, 2, 3 }, (await ReceiveAsync(server)).Data.ToArray());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_in_several_segments_is_sent_as_fragments()
    {
        var (peer, server) = Server();
        using var output = new OutputBuffer(16);
        var reservation = server.BeginMessage(output, WsMessageType.Binary);
        output.Write(new byte[11]);
        output.Write(new byte[3]);
        server.EndMessage(output, reservation, WsMessageType.Binary);
        await server.SendAsync(output, default);

        var frames = new byte[2 + 11 + 2 + 3];
        await peer.ReadExactlyAsync(frames);
        Assert.Equal([0x02, 11], frames[..2]);
        Assert.Equal([0x80, 3], frames[13..15]);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_close_frame_without_code_is_a_close()
    {
        var (peer, server) = Server();
        await peer.WriteAsync(new byte[] { 0x88, 0x80, 0, 0, 0, 0 });
        var message = await ReceiveAsync(server);
        Assert.Equal(WsMessageType.Close, message.Type);
        Assert.True(message.Close!.Remote);
        await server.DisposeAsync();
    }

    [Fact]
    public void Wrong_limits_are_refused()
    {
        var (_, stream) = DuplexStream.CreatePair();
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebSocketTransport(socket, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WebSocketTransport(socket, int.MaxValue));
        Assert.Throws<ArgumentNullException>(() => new WebSocketTransport(null!));
    }

    protected override (WsTransport First, WsTransport Second) CreatePair()
    {
        var (client, server) = DuplexStream.CreatePair();
        return (Transport(client, isServer: false), Transport(server, isServer: true));
    }

    private static (DuplexStream Peer, WebSocketTransport Server) Server(int maxMessageBytes = MaxMessageBytes)
    {
        var (peer, stream) = DuplexStream.CreatePair();
        return (peer, Transport(stream, isServer: true, maxMessageBytes));
    }

    private static WebSocketTransport Transport(Stream stream, bool isServer, int maxMessageBytes = MaxMessageBytes) => new(
        WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = isServer, KeepAliveInterval = TimeSpan.Zero }),
        maxMessageBytes);
}
