using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <content>
/// The sending side. Pongs, pings and the close frame wait in a small buffer of their own, and leave before or after the messages of
/// one <see cref="SendAsync"/>, never among them.
/// </content>
public sealed partial class FrameTransport
{
    // RFC 6455, section 5.5.3: who gets pings faster than its pongs leave may answer the latest only.
    private const int MostControlBytes = 16 * 1024;

    private OutputBuffer? _control;
    private OutputBuffer? _controlSending;
    private OutputBuffer? _ahead;
    private OutputMark _lastPong;
    private OutputMark _dropped;
    private bool _hasDropped;
    private TaskCompletionSource? _turn;
    private Exception? _sendFailure;
    private long _progress;
    private bool _endsWithPong;
    private bool _busy;
    private volatile bool _hasControl;

    /// <inheritdoc/>
    public override void WriteMessage(OutputBuffer output, WsMessageType type, ReadOnlySpan<byte> content)
    {
        try
        {
            _connection.Write(output, FrameTypeOf(type), content);
        }
        catch (InvalidOperationException) when (_connection.State != FrameState.Open)
        {
            // As below: sending is what says so.
            _hasDropped = true;
        }
    }

    /// <inheritdoc/>
    public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type)
    {
        try
        {
            return _connection.BeginMessage(output, FrameTypeOf(type));
        }
        catch (InvalidOperationException) when (_connection.State != FrameState.Open)
        {
            // Nothing can be sent any more, and sending is what says so. What would be in the message must not travel without a header.
            _dropped = output.Mark();
            return output.Reserve(0);
        }
    }

    /// <inheritdoc/>
    public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
    {
        if (reservation.Size == 0)
        {
            output.Rewind(_dropped);
            _hasDropped = true;
        }
        else
        {
            _connection.EndMessage(output, reservation, FrameTypeOf(type));
        }
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        cancellationToken.ThrowIfCancellationRequested();
        if (_closeSent)
        {
            throw Closed();
        }

        if (_hasDropped && output.Length == 0)
        {
            throw new IOException("The connection has ended.");
        }

        using var registration = cancellationToken.UnsafeRegister(static self => ((FrameTransport)self!).Abort(), this);
        await TakeTurnAsync(forMessages: true).ConfigureAwait(false);
        try
        {
            if (_ahead is { } control)
            {
                await InTimeAsync(_link.WriteAsync(control.Written)).ConfigureAwait(false);
            }

            await InTimeAsync(_link.WriteAsync(output.Written)).ConfigureAwait(false);
            await InTimeAsync(_link.FlushAsync()).ConfigureAwait(false);
            if (!TryEndTurn())
            {
                await EndTurnAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            FailTurn(exception);
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(exception);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Does nothing when a close frame has been sent already. <see cref="WsCloseCode.NoStatus"/> is sent as
    /// <see cref="WsCloseCode.Normal"/>.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="code"/> cannot travel (RFC 6455, section 7.4).</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public override async ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
    {
        var sendable = (int)CloseFrame.Sendable(code);
        lock (_gate)
        {
            if (_closeSent || _aborted || _disposed)
            {
                return;
            }

            _closeSent = true;
            _connection.WriteClose(Control(), sendable, reason);
        }

        using var registration = cancellationToken.UnsafeRegister(static self => ((FrameTransport)self!).Abort(), this);
        await TakeTurnAsync(forMessages: false).ConfigureAwait(false);
        try
        {
            await EndTurnAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            FailTurn(exception);
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(exception);
        }
    }

    /// <inheritdoc/>
    public override void Ping()
    {
        lock (_gate)
        {
            if (_closeSent || _disposed || _connection.State is FrameState.Closed)
            {
                return;
            }

            try
            {
                _connection.Write(Control(), FrameType.Ping, []);
            }
            catch (InvalidOperationException)
            {
                // The connection has just ended.
                return;
            }
        }

        FlushControl();
    }

    private static FrameType FrameTypeOf(WsMessageType type)
        => type == WsMessageType.Text ? FrameType.Text : type == WsMessageType.Binary ? FrameType.Binary : throw NotAMessage();

    private void Answer(in FrameEvent ping)
    {
        lock (_gate)
        {
            if (_closeSent || _disposed)
            {
                return;
            }

            if (_endsWithPong && _control!.Length > MostControlBytes)
            {
                _control.Rewind(_lastPong);
            }

            var control = Control();
            _lastPong = control.Mark();
            _endsWithPong = true;
            _connection.WriteReply(control, ping);
        }
    }

    /// <summary>The buffer for one more control frame. Called within the gate.</summary>
    private OutputBuffer Control()
    {
        _hasControl = true;
        _endsWithPong = false;
        return _control ??= new OutputBuffer(256);
    }

    /// <summary>Sends control frames that wait, unless somebody is sending, who takes them along.</summary>
    private void FlushControl()
    {
        if (!_hasControl)
        {
            return;
        }

        lock (_gate)
        {
            if (_busy || _disposed || _aborted || _sendFailure is not null)
            {
                return;
            }

            _busy = true;
        }

        _ = FlushControlAsync();
    }

    private async Task FlushControlAsync()
    {
        try
        {
            await EndTurnAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The reader sees the same connection fail.
            FailTurn(exception);
        }
    }

    /// <summary>Drops the connection when the other end takes nothing for <see cref="SendTimeout"/>.</summary>
    private ValueTask InTimeAsync(ValueTask writing)
        => writing.IsCompletedSuccessfully || _sendTimeout == Timeout.InfiniteTimeSpan ? writing : WatchAsync(writing);

    private async ValueTask WatchAsync(ValueTask writing)
    {
        Volatile.Write(ref _progress, _link.Progress);
        var watch = TimeProvider.CreateTimer(static self => ((FrameTransport)self!).DropWhereStalled(), this, _sendTimeout, _sendTimeout);

        // Disposing waits for the timer, too: it must not drop what comes later.
        await using (watch.ConfigureAwait(false))
        {
            await writing.ConfigureAwait(false);
        }

        if (_aborted)
        {
            // A server's stream may take what is written after the end, and lose it.
            throw new IOException("The connection has ended.");
        }
    }

    private void DropWhereStalled()
    {
        var progress = _link.Progress;
        if (progress == Interlocked.Exchange(ref _progress, progress))
        {
            Abort();
        }
    }

    /// <summary>Waits until nobody else sends.</summary>
    private ValueTask TakeTurnAsync(bool forMessages)
    {
        lock (_gate)
        {
            if (!_busy)
            {
                BeginTurn(forMessages);
                return ValueTask.CompletedTask;
            }
        }

        return WaitForTurnAsync(forMessages);
    }

    private async ValueTask WaitForTurnAsync(bool forMessages)
    {
        while (true)
        {
            Task turn;
            lock (_gate)
            {
                if (!_busy)
                {
                    BeginTurn(forMessages);
                    return;
                }

                turn = TurnEnd();
            }

            await turn.ConfigureAwait(false);
        }
    }

    /// <summary>Completes when nobody sends. Called within the gate.</summary>
    private Task TurnEnd() => _busy
        ? (_turn ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
        : Task.CompletedTask;

    private void BeginTurn(bool forMessages)
    {
        if (_disposed || _aborted || _sendFailure is not null)
        {
            throw Lost(_sendFailure ?? new ObjectDisposedException(nameof(FrameTransport)));
        }

        if (forMessages)
        {
            // A close frame written from here on leaves behind the messages; one written while they waited was the last thing to be sent.
            _ahead = _closeSent ? throw Closed() : _hasControl ? TakeControl() : null;
        }

        _busy = true;
    }

    private static IOException Closed() => new("A close frame has been sent; nothing can follow it.");

    /// <summary>Sends control frames that have been written meanwhile, and lets the next one send.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndTurnAsync()
    {
        while (!TryEndTurn())
        {
            await InTimeAsync(_link.WriteAsync(TakeControl().Written)).ConfigureAwait(false);
            await InTimeAsync(_link.FlushAsync()).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the next one send, unless control frames wait.</summary>
    private bool TryEndTurn()
    {
        lock (_gate)
        {
            if (_hasControl)
            {
                return false;
            }

            ForgetControl();
            EndTurn();
            return true;
        }
    }

    private void FailTurn(Exception exception)
    {
        lock (_gate)
        {
            _sendFailure ??= exception;
            EndTurn();
        }
    }

    private void EndTurn()
    {
        _busy = false;
        _turn?.TrySetResult();
        _turn = null;
        if (_disposed && !_waiting)
        {
            ReleaseAll();
        }
    }

    // Control frames are rare: the next one gets new buffers.
    private void ForgetControl()
    {
        if (_controlSending is not null)
        {
            _control?.Dispose();
            _controlSending.Dispose();
            (_control, _controlSending) = (null, null);
        }
    }

    /// <summary>Takes the control frames that wait, to be sent.</summary>
    private OutputBuffer TakeControl()
    {
        lock (_gate)
        {
            _hasControl = false;
            _endsWithPong = false;
            _controlSending ??= new OutputBuffer(256);
            _controlSending.Release();
            (_control, _controlSending) = (_controlSending, _control!);
            return _controlSending;
        }
    }
}
