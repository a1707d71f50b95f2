using System.Net.Sockets;
using WsToolkit.Framing;

namespace Frames;

/// <summary>The opening handshake over a TCP connection. As with frames, the library knows the protocol, and the bytes are carried here.</summary>
internal static class Handshake
{
    /// <summary>How long the other end may take.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a client's request and accepts it.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="extensions">The extensions that may be agreed on.</param>
    /// <param name="open">Makes a server's connection with those that were.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The connection; null where what came was no request that could be accepted.</returns>
    public static async Task<FrameStream?> AcceptAsync(
        Socket socket,
        IReadOnlyList<ExtensionNegotiator> extensions,
        Func<IReadOnlyList<FrameExtension>, FrameConnection> open,
        CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        using var output = new OutputBuffer();
        var handshake = new ServerHandshake();
        var buffer = new byte[4096];
        ReadOnlyMemory<byte> rest = default;
        while (handshake.State == ServerHandshakeState.Reading)
        {
            var received = await stream.ReadAsync(buffer, limit.Token);
            if (received == 0)
            {
                return null;
            }

            rest = buffer.AsMemory(handshake.Receive(buffer.AsSpan(0, received))..received);
        }

        if (handshake.State == ServerHandshakeState.Invalid)
        {
            handshake.RejectInvalid(output);
            await FrameStream.SendAsync(stream, output, limit.Token);
            socket.Shutdown(SocketShutdown.Send);
            return null;
        }

        var agreement = handshake.Accept(output, negotiators: extensions);
        await FrameStream.SendAsync(stream, output, limit.Token);
        return Open(socket, open(agreement.Extensions), rest);
    }

    /// <summary>Connects to a server and asks it for a WebSocket.</summary>
    /// <param name="uri">Where to; <c>ws://</c> only, as nothing here does TLS.</param>
    /// <param name="extensions">The extensions to offer.</param>
    /// <param name="open">Makes a client's connection with those that were agreed on.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="IOException">The server has refused, or does not speak the protocol.</exception>
    public static async Task<FrameStream> ConnectAsync(
        Uri uri,
        IReadOnlyList<ExtensionNegotiator> extensions,
        Func<IReadOnlyList<FrameExtension>, FrameConnection> open,
        CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        try
        {
            var handshake = new ClientHandshake(uri, new ClientHandshakeOptions { Extensions = extensions });
            return await AskAsync(await DialAsync(uri, limit.Token), handshake, open, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The server did not answer within {Timeout.TotalSeconds} seconds.");
        }
    }

    /// <summary>Opens a TCP connection.</summary>
    public static async Task<Socket> DialAsync(Uri uri, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(uri.IdnHost, uri.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<FrameStream> AskAsync(
        Socket socket, ClientHandshake handshake, Func<IReadOnlyList<FrameExtension>, FrameConnection> open, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            using var output = new OutputBuffer();
            handshake.WriteRequest(output);
            await FrameStream.SendAsync(stream, output, cancellationToken);

            var buffer = new byte[4096];
            ReadOnlyMemory<byte> rest = default;
            while (handshake.State == ClientHandshakeState.AwaitingResponse)
            {
                var received = await stream.ReadAsync(buffer, cancellationToken);
                if (received == 0)
                {
                    handshake.ReceiveEnd();
                }
                else
                {
                    rest = buffer.AsMemory(handshake.Receive(buffer.AsSpan(0, received))..received);
                }
            }

            return handshake.Agreement is { } agreement
                ? Open(socket, open(agreement.Extensions), rest)
                : throw new IOException(handshake.Error ?? $"The server answered with status {handshake.Response?.StatusCode}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static FrameStream Open(Socket socket, FrameConnection frames, ReadOnlyMemory<byte> rest)
    {
        // What came right behind the handshake are frames already.
        frames.Receive(rest.Span);
        return new FrameStream(socket, frames);
    }

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        return limit;
    }
}
