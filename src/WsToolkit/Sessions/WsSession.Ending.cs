using Microsoft.Extensions.Logging;

namespace WsToolkit.Sessions;

/// <content>How a connection ends: closed from here or from the other end, failed, or dropped.</content>
internal sealed partial class WsSession
{
    /// <summary>Closes the connection: sends what is queued, then the close frame, then waits for the other end's, within a bound.</summary>
    public async Task<WsCloseInfo> CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        _ = CloseFrame.Sendable(code);
        BeginClose(code, reason);
        using var registration = cancellationToken.UnsafeRegister(static state => ((WsSession)state!).Abort(), this);
        return await Completion.ConfigureAwait(false);
    }

    /// <summary>Begins to close the connection, and does not wait.</summary>
    public void BeginClose(WsCloseCode code, string? reason)
    {
        Interlocked.CompareExchange(ref _closeSent, new WsCloseInfo(code, reason ?? "", Remote: false), null);
        Queue.Close(code, reason);
        var due = Clock.After(_limits.CloseTimeout);
        Interlocked.CompareExchange(ref _closeDeadline, due, long.MaxValue);
        Clock.ScheduleAt(due);
    }

    public void Abort()
    {
        Volatile.Write(ref _aborted, true);
        Drop();
    }

    private async Task<WsCloseInfo> EndAsync(WsCloseInfo received)
    {
        var sent = Closing;
        BeginClose(_limits.CloseAnswer ?? Answer(received.Code), "");
        await Queue.Drained.ConfigureAwait(false);
        _closedCleanly = true;
        return sent ?? received;
    }

    private async Task<WsCloseInfo> EndAsync(Exception failure)
    {
        if (failure is not (IOException or OperationCanceledException or ObjectDisposedException))
        {
            _logger.ReadLoopFailed(failure);
        }

        if (Closing is null)
        {
            return new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: !Volatile.Read(ref _aborted));
        }

        // The other end is still to learn why; perhaps the platform has told it already, and that frame is under way.
        await Queue.Drained.ConfigureAwait(false);
        _closedCleanly = !Volatile.Read(ref _aborted);
        return Closing;
    }

    // Once the close frame is on its way, the other end gets a moment to read it and to hang up.
    private async Task LingerAsync()
    {
        if (_transport.Linger is not { } linger)
        {
            return;
        }

        await Queue.Drained.ConfigureAwait(false);
        Volatile.Write(ref _lingers, true);
        var due = Math.Min(Clock.After(linger), Interlocked.Read(ref _closeDeadline));
        Interlocked.Exchange(ref _closeDeadline, due);
        Clock.ScheduleAt(due);
    }

    // RFC 6455, section 7.4.1: 1005 and 1006 must not be sent.
    private static WsCloseCode Answer(WsCloseCode received)
        => received is WsCloseCode.NoStatus or WsCloseCode.Abnormal ? WsCloseCode.Normal : received;

    private void End(IWsSessionHandler handler, WsCloseInfo close, Exception? failure)
    {
        Drop();
        var lost = new WsConnectionLostException(close, failure);
        _authentication?.OnLost(lost);
        try
        {
            handler.OnClosed(lost);
        }
        finally
        {
            _completion.TrySetResult(close);
            CancelClosed();
        }
    }

    private void CancelClosed()
    {
        try
        {
            _closed.Cancel();
        }
        catch (AggregateException exception)
        {
            _logger.ClosedCallbackFailed(exception);
        }
    }

    // After a close handshake there is nothing left to drop, and dropping could overtake the last frame.
    private void Drop()
    {
        Queue.End();
        if (!_closedCleanly)
        {
            _transport.Abort();
        }
    }
}
