using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>
/// Carries messages over a byte stream with the toolkit's own engine, a <see cref="FrameConnection"/>. Pings are answered by the
/// transport; frames of types that RFC 6455 does not know are passed over. While it waits it holds no buffers. Thread safety is as
/// <see cref="WsTransport"/> says.
/// </summary>
public sealed partial class FrameTransport : WsTransport
{
    private static readonly TimeSpan LingerTime = TimeSpan.FromMilliseconds(250);
    private readonly FrameConnection _connection;
    private readonly ByteLink _link;
    private readonly Lock _gate = new();
    private WsMessage _close;
    private Exception? _failure;
    private WsTransportException? _refusal;
    private CancellationTokenSource? _linger;
    private long _activity;
    private bool _closed;
    private bool _refused;
    private bool _waiting;
    private bool _disposed;
    private bool _released;
    private volatile bool _aborted;
    private volatile bool _ended;
    private int _disposing;
    private volatile bool _closeSent;

    /// <summary>Creates a transport over a stream, such as that of a socket, of TLS or of an HTTP upgrade.</summary>
    /// <param name="stream">The stream behind the opening handshake. The transport owns it from now on.</param>
    /// <param name="connection">The engine, which hands out whole messages; its limits are the transport's. The transport owns it
    /// from now on.</param>
    /// <param name="abort">Drops the connection at once; <see langword="null"/> where disposing the stream does.</param>
    /// <exception cref="ArgumentException">The engine does not hand out whole messages.</exception>
    public FrameTransport(Stream stream, FrameConnection connection, Action? abort = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(connection);
        CheckDelivery(connection);
        _link = new StreamLink(stream, abort);
        _connection = connection;
    }

    /// <summary>Creates a transport over a pair of pipes, such as those of a Kestrel connection.</summary>
    /// <param name="pipe">The pipes, behind the opening handshake. The transport completes them.</param>
    /// <param name="connection">The engine, which hands out whole messages; its limits are the transport's. The transport owns it
    /// from now on.</param>
    /// <param name="abort">Drops the connection at once; <see langword="null"/> where there is nothing to drop but the pipes.</param>
    /// <exception cref="ArgumentException">The engine does not hand out whole messages.</exception>
    public FrameTransport(IDuplexPipe pipe, FrameConnection connection, Action? abort = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(connection);
        CheckDelivery(connection);
        _link = new PipeLink(pipe, abort);
        _connection = connection;
    }

    /// <inheritdoc/>
    public override bool HasBufferedMessage => _closed || _connection.HasMessage;

    /// <inheritdoc/>
    public override long? Activity => Volatile.Read(ref _activity);

    /// <inheritdoc/>
    public override bool? IsCompressed => _connection.Extensions.Any(static extension => extension is PerMessageDeflateExtension);

    internal override TimeSpan? Linger => LingerTime;

    /// <inheritdoc/>
    /// <remarks>
    /// Cancelling drops the connection. After a <see cref="WsTransportException"/> nothing more is taken in (RFC 6455, section
    /// 7.1.7): the next call waits for the end of the stream and throws <see cref="IOException"/>, so that who has sent a close
    /// frame can let it arrive.
    /// </remarks>
    public override ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
        => !cancellationToken.IsCancellationRequested && TryTake(out var message)
            ? new ValueTask<WsMessage>(message)
            : WaitForMessageAsync(cancellationToken);

    /// <inheritdoc/>
    public override bool TryReceive(out WsMessage message) => TryTake(out message) && message.Type != WsMessageType.Close;

    /// <inheritdoc/>
    public override void Abort()
    {
        _aborted = true;

        // What a server has let go of may serve another connection by now.
        if (!_ended)
        {
            _link.Abort();
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
        lock (_gate)
        {
            _disposed = true;
            busy = _waiting || _busy;
            if (!busy)
            {
                ReleaseAll();
            }
            else if (_busy && _link.GivesMemoryBack)
            {
                sending = (_turn ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }

        if (busy)
        {
            Abort();
        }

        _aborted = true;
        await sending.ConfigureAwait(false);
        _ended = true;
        await _link.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Ends the connection in good order, for who uses the transport without a session: sends a close frame, unless that has been
    /// done, waits for the
    /// other end's, and disposes. Where the other end has closed, its code is the answer; where it broke the protocol, it is told
    /// so. Never throws what
    /// comes of the other end.
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
        try
        {
            var (sent, text) = _refusal is { } refusal ? (refusal.CloseCode, refusal.Message)
                : _closed ? (_close.Close!.Code, "")
                : (code, reason);
            await CloseAsync(sent, text, CancellationToken.None).ConfigureAwait(false);
            using var lingering = _refusal is null
                ? null
                : time.CreateTimer(static self => ((FrameTransport)self!).StopReceiving(), this, LingerTime, Timeout.InfiniteTimeSpan);
            while ((await ReceiveAsync(CancellationToken.None).ConfigureAwait(false)).Type != WsMessageType.Close)
            {
                // What was under way when the connection was closed is no longer wanted.
            }
        }
        catch (IOException)
        {
            // It has ended, one way or the other.
        }

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

    /// <summary>
    /// Reads events up to the next message. Where there is none, either more bytes are needed or a field says what has happened.
    /// </summary>
    private bool TryTake(out WsMessage message)
    {
        while (!_closed && _failure is null && _refusal is null && _connection.TryRead(out var frame))
        {
            switch (frame.Kind)
            {
                case FrameEventKind.Data when TypeOf(frame.Type) is { } type:
                    message = new WsMessage(type, frame.Payload);
                    if (_hasControl && !_connection.HasMessage)
                    {
                        FlushControl();
                    }

                    return true;
                case FrameEventKind.Ping:
                    Answer(frame);
                    break;
                case FrameEventKind.Close:
                    var close = new WsCloseInfo((WsCloseCode)frame.CloseCode, frame.CloseReason, !_closeSent);
                    _close = new WsMessage(WsMessageType.Close, default, close);
                    _closed = true;
                    break;
                case FrameEventKind.Failed:
                    _refusal = new WsTransportException((WsCloseCode)frame.CloseCode, frame.Error!);
                    break;
                case FrameEventKind.Ended:
                    _failure = new EndOfStreamException("The connection ended without a close frame.");
                    break;
            }
        }

        message = _close;
        return _closed;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<WsMessage> WaitForMessageAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var registration = cancellationToken.UnsafeRegister(static self => ((FrameTransport)self!).Abort(), this);
        try
        {
            WsMessage message;
            do
            {
                FlushControl();
                ThrowIfEnded();
                BeginWait();
                try
                {
                    if (_refused)
                    {
                        await SkipToEndAsync().ConfigureAwait(false);
                    }
                    else
                    {
                        _connection.ReleaseMemory();
                        await _link.WaitAsync().ConfigureAwait(false);
                        if (!await _link.ReceiveAsync(_connection).ConfigureAwait(false))
                        {
                            _connection.ReceiveEnd();
                        }
                    }
                }
                finally
                {
                    EndWait();
                }
            }
            while (!TryTake(out message));
            return message;
        }
        catch (Exception exception) when (exception is not WsTransportException)
        {
            _failure ??= exception;
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(exception);
        }
    }

    private void ThrowIfEnded()
    {
        if (_refusal is not null && !_refused)
        {
            _refused = true;
            throw _refusal;
        }

        if (_failure is not null)
        {
            throw _failure;
        }
    }

    private void BeginWait()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _waiting = true;
        }
    }

    private void EndWait()
    {
        Volatile.Write(ref _activity, _activity + 1);
        lock (_gate)
        {
            _waiting = false;
            if (_disposed && !_busy)
            {
                ReleaseAll();
            }
        }
    }

    private async ValueTask SkipToEndAsync()
    {
        CancellationTokenSource linger;
        lock (_gate)
        {
            linger = _linger ??= new CancellationTokenSource();
        }

        while (await _link.SkipAsync(linger.Token).ConfigureAwait(false))
        {
            // RFC 6455, section 7.1.7: what arrives after a failure is not processed.
        }

        throw new IOException("The connection has ended.", _refusal);
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

    private IOException Lost(Exception cause)
        => new(_aborted ? "The connection was dropped by this end." : "The connection was lost.", cause);

    private static void CheckDelivery(FrameConnection connection)
    {
        if (connection.Delivery != FrameDelivery.Messages)
        {
            throw new ArgumentException($"A transport needs an engine with {nameof(FrameDelivery)}.{nameof(FrameDelivery.Messages)}.", nameof(connection));
        }
    }

    private static WsMessageType? TypeOf(FrameType type)
        => ReferenceEquals(type, FrameType.Text) ? WsMessageType.Text
            : ReferenceEquals(type, FrameType.Binary) ? WsMessageType.Binary
            : null;
}
