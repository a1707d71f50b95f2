using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>Opens a connection over the transport that the options ask for, within the connect timeout.</summary>
internal static class Connector
{
    public static async Task<WsTransport> ConnectAsync(Uri address, WsClientOptions options, CancellationToken cancellationToken)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("ws" or "wss"))
        {
            throw new ArgumentException("A WebSocket address begins with ws:// or wss://.", nameof(address));
        }

        using var timeout = new CancellationTokenSource(OptionCheck.ForTimer(options.ConnectTimeout), options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // A browser hands out no bytes.
            return options.Transport == WsTransportKind.Frames && !OperatingSystem.IsBrowser()
                ? await FrameConnector.ConnectAsync(address, options, either.Token).ConfigureAwait(false)
                : await WebSocketConnector.ConnectAsync(address, options, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not answer within {options.ConnectTimeout.TotalSeconds} s.");
        }
    }
}
