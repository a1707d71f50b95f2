using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <content>How a connection ends: dropped, disposed, or closed in good order.</content>
public sealed partial class FrameTransport
{
    /// <inheritdoc/>
    public override void Abort()
    {
        _aborted = true;
        Task sending;
        lock (_gate)
        {
            // What a server has let go of may serve another connection by now.
            if (_ended)
            {
                return;
            }

            _aborts++;
            sending = TurnEnd();
        }

        try
        {
            _link.Abort(sending);
        }
        finally
        {
            EndAbort();
        }
    }

    private void EndAbort()
    {
        lock (_gate)
        {
            if (--_aborts == 0)
            {
                _abortEnd?.TrySetResult();
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposing, 1) != 0)
        {
            return;
        }

        if (_connection.Role == FrameRole.Client && _closed && _closeSent && !_aborted)
        {
            await WaitForHangUpAsync().ConfigureAwait(false);
        }

        bool busy;
        var sending = Task.CompletedTask;
        var receiving = Task.CompletedTask;
        lock (_gate)
        {
            _disposed = true;
            busy = _waiting || _busy;
            if (!busy)
            {
                ReleaseAll();
            }
            else if (_link.GivesMemoryBack)
            {
                sending = TurnEnd();
                receiving = WaitEnd();
            }
        }

        if (busy)
        {
            Abort();
        }

        _aborted = true;
        await sending.ConfigureAwait(false);
        await receiving.ConfigureAwait(false);
        var aborting = Task.CompletedTask;
        lock (_gate)
        {
            _ended = true;
            if (_aborts > 0)
            {
                _abortEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                aborting = _abortEnd.Task;
            }
        }

        await aborting.ConfigureAwait(false);
        await _link.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the connection in good order, for who uses the transport without a session: sends a close frame, unless that has been
    /// done, waits for the
    /// other end's, and disposes. Where the other end has closed, its code is the answer; where it broke the protocol, it is told
    /// so. Never throws what
    /// comes of the other end. Messages that arrive meanwhile are passed over: who still receives gets the close frame, or the
    /// <see cref="IOException"/> that stands for it, and nobody else may begin to receive.
    /// </summary>
    /// <param name="code">With what to close.</param>
    /// <param name="reason">The reason, cut to 123 bytes of UTF-8 where it is longer.</param>
    /// <param name="timeout">How long all of it may take, before the connection is dropped. Default: 5 s.</param>
    /// <param name="time">The clock. Default: the system's.</param>
    /// <returns>A task that completes when the connection has ended.</returns>
    /// <exception cref="ArgumentException"><paramref name="code"/> cannot travel (RFC 6455, section 7.4).</exception>
    public async ValueTask FinishAsync(
        WsCloseCode code = WsCloseCode.Normal, string? reason = null, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        code = CloseFrame.Sendable(code);
        time ??= TimeProvider.System;
        using var late = new CancellationTokenSource(OptionCheck.ForTimer(timeout ?? TimeSpan.FromSeconds(5)), time);
        using var registration = late.Token.UnsafeRegister(static self => ((FrameTransport)self!).Abort(), this);
        lock (_gate)
        {
            _finishing = true;
        }

        try
        {
            var (sent, text) = _refusal is { } refusal ? (refusal.CloseCode, refusal.Message)
                : _closed ? (_close.Close!.Code, "")
                : (code, reason);
            await CloseAsync(sent, text, CancellationToken.None).ConfigureAwait(false);
            await WaitForCloseAsync(time).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // It has ended, one way or the other.
        }

        // A close frame may still be on its way that somebody else sends.
        Task sending;
        lock (_gate)
        {
            sending = TurnEnd();
        }

        await sending.ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    internal override void StopReceiving()
    {
        CancellationTokenSource? linger;
        lock (_gate)
        {
            linger = _linger ??= new CancellationTokenSource();
        }

        linger.Cancel();
    }

    private ITimer StopReceivingSoon(TimeProvider time)
        => time.CreateTimer(static self => ((FrameTransport)self!).StopReceiving(), this, LingerTime, Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the other end's close frame. What was under way before it is no longer wanted.</summary>
    private async Task WaitForCloseAsync(TimeProvider time)
    {
        Task receiving;
        lock (_gate)
        {
            receiving = WaitEnd();
        }

        // Who still receives takes in all that comes before the end; after a mistake of the other end's that is not for long.
        using (_refusal is null ? null : StopReceivingSoon(time))
        {
            await receiving.ConfigureAwait(false);
        }

        if (_refusal is null)
        {
            try
            {
                await WaitForMessageAsync(finishes: true, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (WsTransportException)
            {
                // The other end broke the protocol, now that it is too late to say so.
            }
        }

        _refused = true;
        using var lingering = StopReceivingSoon(time);
        await WaitForMessageAsync(finishes: true, CancellationToken.None).ConfigureAwait(false);
    }

    // RFC 6455, section 7.1.1: the server hangs up first. Over HTTP/2, who hangs up at once even takes its close frame back.
    private async ValueTask WaitForHangUpAsync()
    {
        using var enough = new CancellationTokenSource(LingerTime);
        try
        {
            while (await _link.SkipAsync(enough.Token).ConfigureAwait(false))
            {
                // Nothing is to be expected behind a close frame.
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // It is over either way.
        }
    }

    private void ReleaseAll()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        _connection.Dispose();
        _control?.Dispose();
        _controlSending?.Dispose();
    }
}
