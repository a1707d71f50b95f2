using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>Opens the transports of a client, one per attempt.</summary>
internal sealed class Connector(Uri? address, Func<CancellationToken, ValueTask<WsTransport>>? open, WsClientOptions options)
{
    /// <summary>Makes one attempt, within the connect timeout.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="last">What ended the last connection or attempt.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task<WsTransport> ConnectAsync(int number, WsDisconnect? last, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(OptionCheck.ForTimer(options.ConnectTimeout), options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var headers = new Dictionary<string, string>(options.Headers, StringComparer.OrdinalIgnoreCase);
            var attempt = new WsConnectAttempt(number, address, headers, last);
            if (options.ConfigureAttempt is { } configure)
            {
                await configure(attempt, either.Token).ConfigureAwait(false);
            }

            return open is null
                ? await OpenAsync(attempt.Address, options.With(headers), either.Token).ConfigureAwait(false)
                : await open(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not answer within {options.ConnectTimeout.TotalSeconds} s.");
        }
    }

    private static Task<WsTransport> OpenAsync(Uri? address, WsClientOptions options, CancellationToken cancellationToken)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" })
        {
            throw new ArgumentException("A WebSocket address begins with ws:// or wss://.", nameof(address));
        }

        // A browser hands out no bytes.
        return options.Transport == WsTransportKind.Frames && !OperatingSystem.IsBrowser()
            ? FrameConnector.ConnectAsync(address, options, cancellationToken)
            : WebSocketConnector.ConnectAsync(address, options, cancellationToken);
    }
}
