using System.Net.WebSockets;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>Opens a connection with the platform's client WebSocket.</summary>
internal static class WebSocketConnector
{
    public static async Task<WsTransport> ConnectAsync(Uri address, WsClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            if (options.Dialect.Subprotocol is { } subprotocol)
            {
                socket.Options.AddSubProtocol(subprotocol);
            }

            // A browser decides the rest by itself.
            if (!OperatingSystem.IsBrowser())
            {
                Configure(socket.Options, options);
            }

            await socket.ConnectAsync(address, Invoker(options), cancellationToken).ConfigureAwait(false);
            return new WebSocketTransport(socket, options.MaxMessageBytes);
        }
        catch (WebSocketException exception)
        {
            var status = OperatingSystem.IsBrowser() || socket.HttpStatusCode == 0 ? default(System.Net.HttpStatusCode?) : socket.HttpStatusCode;
            var headers = status is null ? null : socket.HttpResponseHeaders;
            socket.Dispose();
            throw new WsHandshakeException(exception.Message, status, headers, exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // By itself the platform's WebSocket speaks HTTP/1.1 only.
    private static HttpMessageInvoker? Invoker(WsClientOptions options)
        => options.HttpInvoker ?? (OperatingSystem.IsBrowser() || options.HttpVersion.Major < 2 ? null : FrameConnector.Shared.Value);

    private static void Configure(ClientWebSocketOptions socket, WsClientOptions options)
    {
        socket.KeepAliveInterval = options.KeepAliveInterval;
        socket.KeepAliveTimeout = options.KeepAliveTimeout;
        socket.HttpVersion = options.HttpVersion;
        socket.HttpVersionPolicy = options.HttpVersionPolicy;
        socket.CollectHttpResponseDetails = true;
        if (options.Compression is { } compression)
        {
            // 9 is the smallest window that the platform knows.
            socket.DangerousDeflateOptions = new WebSocketDeflateOptions
            {
                ClientMaxWindowBits = Math.Max(compression.ClientMaxWindowBits, 9),
                ServerMaxWindowBits = Math.Max(compression.ServerMaxWindowBits, 9),
                ClientContextTakeover = !compression.ClientNoContextTakeover,
                ServerContextTakeover = !compression.ServerNoContextTakeover,
            };
        }

        foreach (var (name, value) in options.Headers)
        {
            socket.SetRequestHeader(name, value);
        }
    }
}
