using System.Net.Security;
using System.Net.Sockets;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests.Ours;

/// <summary>A client on nothing but the sans-IO handshake, the engine and plain sockets.</summary>
internal static class FrameClient
{
    /// <summary>Opens a connection.</summary>
    /// <returns>The connection and the answer to its request.</returns>
    public static async Task<(FrameEnd End, HandshakeResponse Response)> OpenAsync(Uri address, ClientHandshakeOptions options)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (address.Scheme == "wss")
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
                });
                stream = tls;
            }

            var handshake = new ClientHandshake(address, options);
            var rest = await HandshakeAsync(stream, handshake);
            var accepted = handshake.State == ClientHandshakeState.Accepted;
            Assert.True(accepted, handshake.Error ?? $"refused with {handshake.Response?.StatusCode}");
            var limits = new FrameConnectionOptions { MaxMessageBytes = Content.Largest };
            var frames = new FrameConnection(FrameRole.Client, limits, handshake.Agreement!.Extensions);
            frames.Receive(rest.Span);
            return (new FrameEnd(stream, socket, frames), handshake.Response!);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> HandshakeAsync(Stream stream, ClientHandshake handshake)
    {
        using var request = new OutputBuffer();
        handshake.WriteRequest(request);
        foreach (var segment in request.Written)
        {
            await stream.WriteAsync(segment);
        }

        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                handshake.ReceiveEnd();
                return default;
            }

            var taken = handshake.Receive(buffer.AsSpan(0, count));
            if (handshake.State != ClientHandshakeState.AwaitingResponse)
            {
                return buffer.AsMemory(taken, count - taken);
            }
        }
    }
}
