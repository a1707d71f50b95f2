using System.Net.WebSockets;
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
            socket.Options.KeepAliveInterval = options.KeepAliveInterval;
            socket.Options.KeepAliveTimeout = options.KeepAliveTimeout;
            if (options.Dialect.Subprotocol is { } subprotocol)
            {
                socket.Options.AddSubProtocol(subprotocol);
            }

            foreach (var (name, value) in options.Headers)
            {
                socket.Options.SetRequestHeader(name, value);
            }

            using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            try
            {
                await socket.ConnectAsync(address, options.HttpInvoker, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The server did not answer within {options.ConnectTimeout.TotalSeconds} s.");
            }

            return new WebSocketTransport(socket, options.MaxMessageBytes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
