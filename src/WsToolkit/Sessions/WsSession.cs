using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;

namespace WsToolkit.Sessions;

/// <summary>
/// One live connection: a transport, a dialect, a send queue and a clock. Its read loop takes one message after the other and hands
/// each to the handler; that is where the way of a message from the socket to its method begins.
/// </summary>
internal sealed class WsSession : IAsyncDisposable
{
    private readonly WsTransport _transport;
    private readonly SessionLimits _limits;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<WsCloseInfo> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closed = new();
    private IWsSessionHandler? _handler;
    private WsCloseInfo? _closeSent;
    private long _closeDeadline = long.MaxValue;

    public WsSession(WsTransport transport, WsDialect dialect, SessionLimits limits, TimeProvider time, ILogger logger)
    {
        _transport = transport;
        _limits = limits;
        _logger = logger;
        Dialect = dialect;
        Clock = new SessionClock(time, OnDue);
        Queue = new SendQueue(transport, dialect, limits, Clock);
    }

    public WsDialect Dialect { get; }

    public SessionClock Clock { get; }

    public SendQueue Queue { get; }

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Completes when the connection has ended; never fails.</summary>
    public Task<WsCloseInfo> Completion => _completion.Task;

    /// <summary>Reads messages until the connection ends. Called once.</summary>
    public async Task<WsCloseInfo> RunAsync(IWsSessionHandler handler)
    {
        _handler = handler;
        Exception? failure = null;
        WsCloseInfo close;
        try
        {
            close = await ReadAsync(handler).ConfigureAwait(false);
        }
        catch (WsTransportException exception)
        {
            failure = exception;
            close = new WsCloseInfo(exception.CloseCode, exception.Message, Remote: false);
            await SendCloseAsync(close).ConfigureAwait(false);
            await LingerAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = exception;
            close = _closeSent ?? new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: true);
            if (exception is not (IOException or OperationCanceledException or ObjectDisposedException))
            {
                _logger.ReadLoopFailed(exception);
            }
        }

        End(handler, close, failure);
        return close;
    }

    /// <summary>Closes the connection: sends what is queued, then the close frame, then waits for the other end's, within a bound.</summary>
    public async Task<WsCloseInfo> CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        BeginClose(code, reason);
        using var registration = cancellationToken.UnsafeRegister(static state => ((WsSession)state!).Abort(), this);
        return await Completion.ConfigureAwait(false);
    }

    /// <summary>Begins to close the connection, and does not wait.</summary>
    public void BeginClose(WsCloseCode code, string? reason)
    {
        Interlocked.CompareExchange(ref _closeSent, new WsCloseInfo(code, reason ?? "", Remote: false), null);
        Queue.Close(code, reason);
        var due = Clock.Now + Clock.ToTicks(_limits.CloseTimeout);
        Interlocked.CompareExchange(ref _closeDeadline, due, long.MaxValue);
        Clock.ScheduleAt(due);
    }

    public void Abort()
    {
        Queue.End();
        _transport.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        Abort();
        Clock.Dispose();
        Queue.Dispose();
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<WsCloseInfo> ReadAsync(IWsSessionHandler handler)
    {
        while (true)
        {
            var message = await _transport.ReceiveAsync(CancellationToken.None).ConfigureAwait(false);
            if (message.Type == WsMessageType.Close)
            {
                var received = message.Close ?? new WsCloseInfo(WsCloseCode.NoStatus, "", Remote: true);
                if (_closeSent is { } sent)
                {
                    return sent;
                }

                await SendCloseAsync(received with { Code = Answer(received.Code), Reason = "" }).ConfigureAwait(false);
                return received;
            }

            // What arrives between our close frame and the other end's is no longer acted upon.
            if (_closeSent is not null)
            {
                continue;
            }

            // While more messages are at hand, their answers are collected and leave with one flush.
            Queue.Hold();
            try
            {
                Dialect.Parse(message.Data, message.Type, out var envelope);
                handler.OnMessage(in envelope);
            }
            finally
            {
                Queue.Release(flush: !_transport.HasBufferedMessage);
            }
        }
    }

    private async Task SendCloseAsync(WsCloseInfo close)
    {
        BeginClose(close.Code, close.Reason);
        await Queue.Drained.ConfigureAwait(false);
    }

    // The other end may be in the middle of sending. A connection that is dropped with bytes unread takes the close frame with it, so
    // what still comes is read and forgotten until the answer to that frame, within the bound that every close has.
    private async Task LingerAsync()
    {
        while (true)
        {
            try
            {
                if ((await _transport.ReceiveAsync(CancellationToken.None).ConfigureAwait(false)).Type == WsMessageType.Close)
                {
                    return;
                }
            }
            catch (WsTransportException)
            {
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    // RFC 6455, section 7.4.1: 1005 and 1006 must not be sent.
    private static WsCloseCode Answer(WsCloseCode received)
        => received is WsCloseCode.NoStatus or WsCloseCode.Abnormal ? WsCloseCode.Normal : received;

    private void End(IWsSessionHandler handler, WsCloseInfo close, Exception? failure)
    {
        Queue.End();
        _transport.Abort();
        handler.OnClosed(new WsConnectionLostException(close, failure));
        _completion.TrySetResult(close);
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException exception)
        {
            _logger.ClosedCallbackFailed(exception);
        }
    }

    private long OnDue(long now)
    {
        var sendDeadline = Queue.SendDeadline();
        var closeDeadline = Interlocked.Read(ref _closeDeadline);
        if (Completion.IsCompleted)
        {
            return long.MaxValue;
        }

        if (now >= sendDeadline || now >= closeDeadline)
        {
            _logger.PeerTooSlow();
            Abort();
            return long.MaxValue;
        }

        return Math.Min(Math.Min(sendDeadline, closeDeadline), _handler?.OnDue(now) ?? long.MaxValue);
    }
}
