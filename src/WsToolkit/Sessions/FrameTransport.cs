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
    private TimeSpan _sendTimeout = Timeout.InfiniteTimeSpan;
    private WsMessage _close;
    private Exception? _failure;
    private WsTransportException? _refusal;
    private CancellationTokenSource? _linger;
    private long _activity;
    private bool _closed;
    private bool _refused;
    private TaskCompletionSource? _waitEnd;
    private bool _waiting;
    private volatile bool _finishing;
    private bool _hasReceivedMore;
    private bool _disposed;
    private bool _released;
    private volatile bool _aborted;
    private bool _ended;
    private int _aborts;
    private TaskCompletionSource? _abortEnd;
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

    /// <summary>
    /// How long the other end may take for 64 KiB of what is being sent, or for as much as the server lets wait, where that is more, before the connection is
    /// dropped; looked at in steps of this length, so that it may be twice as long. To be set before the first message is sent. Default:
    /// <see cref="Timeout.InfiniteTimeSpan"/>, for ever.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite.</exception>
    public TimeSpan SendTimeout
    {
        get => _sendTimeout;
        set
        {
            OptionCheck.Duration(value, nameof(SendTimeout));
            _sendTimeout = OptionCheck.ForTimer(value);
        }
    }

    /// <summary>The clock of <see cref="SendTimeout"/>. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal override TimeSpan? Linger => LingerTime;

    /// <inheritdoc/>
    /// <remarks>
    /// Cancelling drops the connection. After a <see cref="WsTransportException"/> nothing more is taken in (RFC 6455, section
    /// 7.1.7): the next call waits for the end of the stream and throws <see cref="IOException"/>, so that who has sent a close
    /// frame can let it arrive.
    /// </remarks>
    public override ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        _hasReceivedMore = false;
        return !_finishing && !cancellationToken.IsCancellationRequested && TryTake(out var message)
            ? new ValueTask<WsMessage>(message)
            : WaitForMessageAsync(finishes: false, cancellationToken);
    }

    /// <inheritdoc/>
    public override bool TryReceive(out WsMessage message)
    {
        message = default;
        return !_finishing && (TryTake(out message) || (TryReceiveMore() && TryTake(out message))) && message.Type != WsMessageType.Close;
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

    /// <summary>Brings in what has arrived meanwhile, so that it is answered with what came before, but not again and again.</summary>
    private bool TryReceiveMore()
    {
        if (_hasReceivedMore)
        {
            return false;
        }

        lock (_gate)
        {
            if (_disposed || _waiting || _finishing || _refusal is not null || _failure is not null)
            {
                return false;
            }

            _waiting = true;
        }

        try
        {
            _hasReceivedMore = _link.TryReceive(_connection);
            if (_hasReceivedMore)
            {
                NoteActivity();
            }

            return _hasReceivedMore;
        }
        catch (Exception exception)
        {
            _failure = exception;
            return false;
        }
        finally
        {
            EndWait();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<WsMessage> WaitForMessageAsync(bool finishes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeginWait(finishes);
        var waits = true;
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static self => ((FrameTransport)self!).Abort(), this);
            while (true)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (TryTake(out var message))
                {
                    if (TryEndWait(message))
                    {
                        waits = false;
                        return message;
                    }

                    continue;
                }

                FlushControl();
                ThrowIfEnded();
                if (_refused)
                {
                    await SkipToEndAsync().ConfigureAwait(false);
                }

                _connection.ReleaseMemory();
                await _link.WaitAsync().ConfigureAwait(false);
                if (await _link.ReceiveAsync(_connection).ConfigureAwait(false))
                {
                    NoteActivity();
                }
                else
                {
                    _connection.ReceiveEnd();
                }
            }
        }
        catch (Exception exception) when (exception is not WsTransportException)
        {
            _failure ??= exception;
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(exception);
        }
        finally
        {
            if (waits)
            {
                EndWait();
            }
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

    private void BeginWait(bool finishes)
    {
        lock (_gate)
        {
            if (_finishing && !finishes)
            {
                throw Lost(new InvalidOperationException("The connection is being finished."));
            }

            if (_waiting)
            {
                throw new InvalidOperationException("Somebody else is receiving.");
            }

            _waiting = true;
        }
    }

    /// <summary>Ends the wait with a message; not of a connection that is being finished, where nothing but the end is wanted.</summary>
    private bool TryEndWait(in WsMessage message)
    {
        lock (_gate)
        {
            if (_finishing && message.Type != WsMessageType.Close)
            {
                return false;
            }

            EndWait();
            return true;
        }
    }

    private void EndWait()
    {
        lock (_gate)
        {
            _waiting = false;
            _waitEnd?.TrySetResult();
            _waitEnd = null;
            if (_disposed && !_busy)
            {
                ReleaseAll();
            }
        }
    }

    /// <summary>Completes when nobody receives. Called within the gate.</summary>
    private Task WaitEnd() => _waiting
        ? (_waitEnd ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
        : Task.CompletedTask;

    private void NoteActivity() => Volatile.Write(ref _activity, _activity + 1);

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
