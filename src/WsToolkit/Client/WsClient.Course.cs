using WsToolkit.Client;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <content>The course of a client: it connects, is connected, loses the connection, waits, connects again, and ends.</content>
public sealed partial class WsClient
{
    private static async Task<WsClient> ConnectAsync(
        Uri? address, Func<CancellationToken, ValueTask<WsTransport>>? open, WsClientOptions? options, CancellationToken cancellationToken)
    {
        options = options?.Clone() ?? new WsClientOptions();
        options.Validate();
        var client = new WsClient(options, new Connector(address, open, options));
        var backOff = new BackOff(options.Reconnect ?? new WsReconnectOptions());
        var delay = TimeSpan.Zero;
        while (true)
        {
            try
            {
                await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
                var connection = await client.EstablishAsync(backOff.Attempt, cancellationToken).ConfigureAwait(false);
                client._run = client.RunAsync(connection, backOff);
                return client;
            }
            catch (Exception exception)
            {
                var disconnect = Disconnects.OfAttempt(exception);
                Volatile.Write(ref client._lastDisconnect, disconnect);
                RpcTelemetry.CountDisconnect(disconnect.Reason);
                if (cancellationToken.IsCancellationRequested || options.Reconnect is not { RetryFirstConnect: true }
                    || !client.ShouldReconnect(disconnect) || !backOff.TryNext(out delay))
                {
                    client.End(disconnect);
                    throw;
                }

                client._logger.Reconnecting(disconnect, backOff.Attempt, delay);
            }
        }
    }

    // With a transport there is nothing to wait for but the login.
    private void Begin(WsTransport transport)
    {
        var connection = Start(transport);
        if (!connection.LogsIn)
        {
            _run = RunOnceAsync(connection, null);
        }
        else
        {
            _run = PrepareAndRunAsync(connection);
        }
    }

    // Nothing of the course is to fail, and the application's part in it is guarded. Should it fail all the same, the client ends, and
    // says so.
    private void EndBecauseOf(Exception exception)
    {
        ClientConnection? connection;
        lock (_gate)
        {
            connection = _connection;
        }

        try
        {
            if (connection is not null)
            {
                connection.Session.Abort();
                _ = connection.ReleaseAsync();
                Clear();
            }
        }
        catch (Exception)
        {
            // It fails again; the client still has to end.
        }

        try
        {
            if (!_completion.Task.IsCompleted)
            {
                End(Local(null) ?? Disconnects.OfAttempt(exception));
            }
        }
        catch (Exception)
        {
            // It fails again; who waits for the end has been told.
        }
    }

    private async Task PrepareAndRunAsync(ClientConnection connection)
    {
        Exception? failure = null;
        try
        {
            await PrepareAsync(connection, _stop.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        await RunOnceAsync(connection, failure).ConfigureAwait(false);
    }

    // The only connection ends, and the client with it.
    private async Task RunOnceAsync(ClientConnection connection, Exception? failure)
    {
        try
        {
            if (failure is null)
            {
                OnConnected(connection, 0);
            }

            var close = await connection.Session.Completion.ConfigureAwait(false);
            if (failure is null)
            {
                Clear();
            }

            var disconnect = Local(close) ?? (failure is null ? Of(connection, close) : Disconnects.OfAttempt(failure));
            RpcTelemetry.CountDisconnect(disconnect.Reason);
            End(disconnect);
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
        }

        await connection.ReleaseAsync().ConfigureAwait(false);
    }

    // From one connection to the next.
    private async Task RunAsync(ClientConnection connection, BackOff backOff)
    {
        try
        {
            while (true)
            {
                OnConnected(connection, backOff.Attempt);
                var close = await connection.Session.Completion.ConfigureAwait(false);
                Clear();
                var released = connection.ReleaseAsync();
                if (_options.TimeProvider.GetElapsedTime(connection.ConnectedAt) >= _options.Reconnect?.StableAfter)
                {
                    backOff.Reset();
                }

                var next = await ReconnectAsync(Local(close) ?? Of(connection, close), backOff).ConfigureAwait(false);
                if (next is null)
                {
                    await released.ConfigureAwait(false);
                    return;
                }

                connection = next;
            }
        }
        catch (Exception exception)
        {
            EndBecauseOf(exception);
        }
    }

    // Null when the client has ended.
    private async Task<ClientConnection?> ReconnectAsync(WsDisconnect disconnect, BackOff backOff)
    {
        while (true)
        {
            Volatile.Write(ref _lastDisconnect, disconnect);
            RpcTelemetry.CountDisconnect(disconnect.Reason);
            if (!_calls.Outlives || !ShouldReconnect(disconnect))
            {
                End(disconnect);
                return null;
            }

            if (!backOff.TryNext(out var delay))
            {
                _logger.GaveUp(backOff.Attempt, disconnect);
                End(disconnect, backOff.Attempt);
                return null;
            }

            // The time runs while handlers do.
            var wait = Task.Delay(delay, _options.TimeProvider, _stop.Token);
            _logger.Reconnecting(disconnect, backOff.Attempt, delay);
            Enter(WsClientState.Reconnecting, disconnect, backOff.Attempt, delay);
            try
            {
                await wait.ConfigureAwait(false);
                return await EstablishAsync(backOff.Attempt, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                disconnect = Local(null) ?? Disconnects.OfAttempt(exception);
            }
        }
    }

    // One attempt, up to where calls can be made.
    private async Task<ClientConnection> EstablishAsync(int attempt, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken);
        var transport = await _connector!.ConnectAsync(attempt, LastDisconnect, either.Token).ConfigureAwait(false);
        var connection = Start(transport);
        await PrepareAsync(connection, either.Token).ConfigureAwait(false);
        return connection;
    }

    private ClientConnection Start(WsTransport transport)
    {
        ClientConnection connection;
        try
        {
            connection = new ClientConnection(transport, _options, _host, _calls, _restorer);
        }
        catch
        {
            _ = transport.DisposeAsync();
            throw;
        }

        WsCloseInfo? closing;
        lock (_gate)
        {
            _connection = connection;
            closing = _closing;
        }

        connection.Start();
        RpcTelemetry.CountClient(1);
        if (closing is not null)
        {
            connection.Session.Abort();
        }

        return connection;
    }

    private async Task PrepareAsync(ClientConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The server is told, unless it does not listen; an intended close has told it already.
            var code = exception is WsAuthenticationException ? WsCloseCode.PolicyViolation : WsCloseCode.GoingAway;
            connection.Session.BeginClose(code, null);
            if (exception is TimeoutException || (cancellationToken.IsCancellationRequested && !_stop.IsCancellationRequested))
            {
                connection.Session.Abort();
            }

            await connection.Session.Completion.ConfigureAwait(false);
            Clear();
            if (_connector is not null)
            {
                _ = connection.ReleaseAsync();
            }

            throw;
        }
    }

    private void OnConnected(ClientConnection connection, int attempt)
    {
        connection.ConnectedAt = _options.TimeProvider.GetTimestamp();
        _calls.Attach(connection.Peer);
        _logger.Connected(attempt);
        Enter(WsClientState.Connected, LastDisconnect, attempt, null);
    }

    private void End(WsDisconnect disconnect, int attempts = 0)
    {
        Volatile.Write(ref _lastDisconnect, disconnect);
        var close = disconnect.Close ?? new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false);
        var lost = attempts == 0
            ? new WsConnectionLostException(close, disconnect.Exception)
            : new WsConnectionLostException(
                $"The connection was lost, and the client gave up after {attempts} attempts to reconnect. "
                    + $"The last failure: {disconnect.Exception?.Message ?? $"the connection was lost again ({close})."}",
                close,
                disconnect.Exception);
        var old = (WsClientState)Interlocked.Exchange(ref _state, (int)WsClientState.Closed);
        try
        {
            _calls.End(lost);
            _restorer?.OnClosed(lost);
            _logger.Closed(disconnect);
        }
        finally
        {
            _completion.TrySetResult(close);
            _ = _closed.CancelAsync();
            Raise(old, WsClientState.Closed, disconnect, 0, null);
            _calls.Dispose();
        }
    }

    private bool ShouldReconnect(WsDisconnect disconnect)
    {
        if (disconnect.Reason == WsDisconnectReason.LocalClose)
        {
            return false;
        }

        try
        {
            return _options.Reconnect?.ShouldReconnect is { } decide ? decide(disconnect) : disconnect.IsTransient;
        }
        catch (Exception exception)
        {
            _logger.DecisionFailed(exception);
            return disconnect.IsTransient;
        }
    }

    private static WsDisconnect Of(ClientConnection connection, WsCloseInfo close)
        => Disconnects.OfConnection(close, connection.Session.IsIdle, connection.Failure);

    private void Clear()
    {
        RpcTelemetry.CountClient(-1);
        lock (_gate)
        {
            _connection = null;
        }
    }

    /// <summary>What to tell of an end that the application wanted; null when it did not.</summary>
    private WsDisconnect? Local(WsCloseInfo? close)
    {
        lock (_gate)
        {
            return _closing is null ? null : new WsDisconnect(WsDisconnectReason.LocalClose, close ?? _closing, null);
        }
    }

    private void Enter(WsClientState state, WsDisconnect? disconnect, int attempt, TimeSpan? delay)
    {
        var old = (WsClientState)Interlocked.Exchange(ref _state, (int)state);
        Raise(old, state, disconnect, attempt, delay);
    }

    private void Raise(WsClientState old, WsClientState state, WsDisconnect? disconnect, int attempt, TimeSpan? delay)
    {
        if (StateChanged is not { } handlers)
        {
            return;
        }

        try
        {
            handlers(this, new WsClientStateChangedEventArgs(old, state, disconnect, attempt, delay));
        }
        catch (Exception exception)
        {
            _logger.StateHandlerFailed(exception);
        }
    }
}
