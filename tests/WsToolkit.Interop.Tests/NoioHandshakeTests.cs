using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Ours;
using WsToolkit.Interop.Tests.Toolkit;

namespace WsToolkit.Interop.Tests;

/// <summary>
/// The bytes that a client of noio_ws sends: the whole address as the target, with the scheme ws, without port and query; a Host that
/// always has the port; tokens in lower case.
/// </summary>
public sealed class NoioHandshakeTests
{
    [Fact]
    public async Task The_sans_IO_handshake_takes_it()
    {
        await using var server = FrameEchoServer.Start();
        await TalkAsync(server.Port, "/echo");
        var served = await server.NextAsync();
        Assert.Equal(("ws://127.0.0.1/echo", 4001, Content.Reason), (served.Target, served.Code, served.Reason));
    }

    [Fact]
    public async Task A_port_without_HTTP_takes_it()
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off));
        await TalkAsync(server.Address(Door.Raw).Port, "/echo");
        Assert.Equal(new("/echo", null, null, 4001, Content.Reason), await server.NextAsync());
    }

    /// <summary>The reason for ports without HTTP. Should this fail one day, they are needed no more.</summary>
    [Fact]
    public async Task Kestrel_refuses_it()
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off));
        var (socket, head, _) = await HandshakeAsync(server.Address(Door.Http).Port, "/echo");
        socket.Dispose();
        Assert.StartsWith("HTTP/1.1 400 ", head);
    }

    /// <summary>Opens a connection and sends 5, 126 and 70,000 bytes, a ping and a close frame.</summary>
    private static async Task TalkAsync(int port, string path)
    {
        var (socket, head, key) = await HandshakeAsync(port, path);
        Assert.StartsWith("HTTP/1.1 101 ", head);
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        Assert.Contains($"\r\nSec-WebSocket-Accept: {accept}\r\n", head);
        await using var end = new FrameEnd(new NetworkStream(socket, ownsSocket: true), socket, new FrameConnection(FrameRole.Client));
        foreach (var size in new[] { 5, 126, 70_000 })
        {
            end.Write(FrameType.Text, Content.Text(size));
            var echo = await end.ReadAsync();
            Assert.True(echo.Payload.Span.SequenceEqual(Content.Text(size)));
        }

        end.Frames.Write(end.Output, FrameType.Ping, "knock"u8);
        Assert.Equal(FrameEventKind.Pong, (await end.ReadAsync()).Kind);
        await FrameEchoClient.CloseAsync(end);
    }

    private static async Task<(Socket Socket, string Head, string Key)> HandshakeAsync(int port, string path)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var request = string.Join(
            "\r\n",
            $"GET ws://127.0.0.1{path} HTTP/1.1",
            $"Host: 127.0.0.1:{port}",
            "upgrade: websocket",
            "connection: upgrade",
            $"sec-websocket-key: {key}",
            "sec-websocket-version: 13",
            "",
            "");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));

        // The server sends nothing behind the head before it has been sent something.
        var head = "";
        var buffer = new byte[1];
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(buffer) > 0)
        {
            head += (char)buffer[0];
        }

        return (socket, head, key);
    }
}
