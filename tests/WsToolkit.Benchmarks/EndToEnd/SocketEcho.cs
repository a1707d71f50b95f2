using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>Servers without a server: a listener, and a <see cref="NetworkStream"/> for each connection.</summary>
internal static class SocketEcho
{
    /// <summary>Starts one.</summary>
    /// <param name="kind">One of the kinds of <see cref="ServerHost"/> that end with <see cref="ServerHost.Socket"/>.</param>
    public static TcpListener Start(string kind)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener, kind);
        return listener;
    }

    private static async Task AcceptAsync(TcpListener listener, string kind)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = ServeAsync(new NetworkStream(socket, ownsSocket: true), kind);
        }
    }

    private static async Task ServeAsync(NetworkStream stream, string kind)
    {
        await ShakeHandsAsync(stream);
        switch (kind)
        {
            case "platform-socket":
                using (var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true }))
                {
                    await Echo.OnPlatformAsync(socket);
                }

                break;
            case "floor-socket":
                await Echo.OnFloorAsync(stream);
                break;
            default:
                await using (var transport = new FrameTransport(stream, new FrameConnection(FrameRole.Server)))
                {
                    await Echo.OnTransportAsync(transport);
                }

                break;
        }
    }

    // The client, which is ours, sends nothing before it has the answer.
    private static async Task ShakeHandsAsync(NetworkStream stream)
    {
        var head = "";
        var buffer = new byte[1024];
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }

        var key = head.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))["Sec-WebSocket-Key: ".Length..];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {UpgradeKey.Accept(key)}\r\n\r\n"));
    }
}
