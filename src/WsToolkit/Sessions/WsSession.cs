using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;

namespace WsToolkit.Sessions;

/// <summary>
/// One live connection: a transport, a dialect, a send queue and a clock. Its read loop takes one message after the other and hands
/// each to the handler; that is where the way of a message from the socket to its method begins.
/// </summary>
internal sealed partial class WsSession : IReadOnElsewhere, IAsyncDisposable
{
    private static readonly WsCloseInfo TakenOver = new(WsCloseCode.NoStatus, "", Remote: false);
    private readonly WsTransport _transport;
    private readonly SessionLimits _limits;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<WsCloseInfo> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closed = new();
    private readonly KeepAlive? _keepAlive;
    private readonly IdleWatch? _idle;
    private WsAuthenticationContext? _authentication;
    private IWsSessionHandler? _handler;
    private WsCloseInfo? _closeSent;
    private long _closeDeadline = long.MaxValue;
    private readonly int _heldUp;
    private long _begun;
    private long _heldSince;
    private ExecutionContext? _context;
    private bool _waited;
    private bool _aborted;
    private bool _lingers;
    private bool _isIdle;
    private bool _closedCleanly;

    public WsSession(
        WsTransport transport, WsDialect dialect, WsDialectRole role, SessionLimits limits, TimeProvider time, ILogger logger)
    {
        _transport = transport;
        _limits = limits;
        _logger = logger;
        SharedDialect = dialect;
        Dialect = dialect.ForConnection(new WsDialectContext(role, time));
        Clock = new SessionClock(time, OnDue);
        _heldUp = (int)Math.Min(time.TimestampFrequency / 1000, int.MaxValue);
        Queue = new SendQueue(transport, Dialect, limits, Clock);
        _keepAlive = KeepAlive.TryCreate(transport, Clock, limits);
        _idle = IdleWatch.TryCreate(Clock, limits.IdleTimeout);
    }

    /// <summary>The dialect as this connection reads and writes it.</summary>
    public WsDialect Dialect { get; }

    /// <summary>The dialect that the connection shares with others: messages for many connections are written once, by it.</summary>
    public WsDialect SharedDialect { get; }

    /// <summary>Whether compression was agreed on; null where nobody knows.</summary>
    public bool? IsCompressed => _transport.IsCompressed;

    public SessionClock Clock { get; }

    public SendQueue Queue { get; }

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Completes when the connection has ended; never fails.</summary>
    public Task<WsCloseInfo> Completion => _completion.Task;

    /// <summary>With what the connection is being closed, or null.</summary>
    public WsCloseInfo? Closing => Volatile.Read(ref _closeSent);

    /// <summary>When the message that is being handled was taken up. For the thread that reads.</summary>
    public long Begun => _begun;

    /// <summary>Whether messages still go to the authentication.</summary>
    public bool IsAuthenticating => _authentication is { IsOver: false };

    /// <summary>Whether the connection is being closed because it was idle for too long.</summary>
    public bool IsIdle => Volatile.Read(ref _isIdle);

    /// <summary>Reads messages until the connection ends. Called once.</summary>
    /// <param name="handler">Handles them.</param>
    /// <param name="authentication">Takes the messages before the handler does, until it is complete; null when there is no
    /// authentication.</param>
    public Task<WsCloseInfo> RunAsync(IWsSessionHandler handler, WsAuthenticationContext? authentication = null)
    {
        // At once, so that nothing falls due unnoticed; reading begins on a thread of its own.
        _handler = handler;
        _authentication = authentication;
        _idle?.Start();
        _context = ExecutionContext.Capture();
        _keepAlive?.Start();
        return ReadAsync(handler, takesOver: false);
    }

    /// <inheritdoc/>
    public void ReadOnElsewhere()
    {
        if (_context is null)
        {
            ReadOn();
        }
        else
        {
            ExecutionContext.Run(_context, static session => ((WsSession)session!).ReadOn(), this);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Drop();
        Clock.Dispose();
        Queue.Dispose();
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private void ReadOn() => _ = ReadAsync(_handler!, takesOver: true);

    /// <summary>Reads messages until the connection ends, or until another thread goes on reading and sees to that.</summary>
    private async Task<WsCloseInfo> ReadAsync(IWsSessionHandler handler, bool takesOver)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (takesOver)
        {
            // The thread that is held up cannot release it.
            Queue.Release(flush: true);
        }

        Exception? failure = null;
        WsCloseInfo? close = null;
        _begun = _heldSince = Clock.Now;
        while (close is null)
        {
            try
            {
                if (_authentication is not null)
                {
                    close = await ReadForAuthenticationAsync(handler).ConfigureAwait(false);
                    if (ReferenceEquals(close, TakenOver))
                    {
                        return await Completion.ConfigureAwait(false);
                    }

                    continue;
                }

                await Queue.WaitWhileFloodedAsync().ConfigureAwait(false);
                var ready = handler.Ready;
                if (ready is not null)
                {
                    await WaitUntilAsync(ready).ConfigureAwait(false);
                }

                if (!_transport.TryReceive(out var message))
                {
                    message = await ReceiveAsync().ConfigureAwait(false);
                    if (_waited)
                    {
                        _begun = _heldSince = Clock.Now;
                    }
                }

                if (message.Type == WsMessageType.Close)
                {
                    close = await EndAsync(message.Close ?? new WsCloseInfo(WsCloseCode.NoStatus, "", Remote: true)).ConfigureAwait(false);
                }
                else if (Closing is not null || ready is { IsCompleted: false })
                {
                    // What arrives between our close frame and the other end's is no longer acted upon, nor what there was no room for when the
                    // connection failed. What was put off because of it leaves now.
                    Queue.Hold();
                    Queue.Release(flush: true);
                }
                else if (!Handle(handler, message))
                {
                    return await Completion.ConfigureAwait(false);
                }
            }
            catch (WsTransportException exception)
            {
                // Reading goes on until the other end hangs up: dropping the connection at once could take our close frame back.
                BeginClose(exception.CloseCode, exception.Message);
                _ = LingerAsync();
            }
            catch (Exception exception)
            {
                failure = exception;
                close = await EndAsync(exception).ConfigureAwait(false);
            }
        }

        End(handler, close, failure);
        return close;
    }

    // What has been put off is sent first. Closing goes on, whoever is not ready.
    private async Task WaitUntilAsync(Task ready)
    {
        Queue.Hold();
        Queue.Release(flush: true);
        await Task.WhenAny(ready, Queue.Drained).ConfigureAwait(false);
        _begun = _heldSince = Clock.Now;
    }

    private ValueTask<WsMessage> ReceiveAsync()
    {
        var receiving = _transport.ReceiveAsync(CancellationToken.None);
        _waited = !receiving.IsCompleted;
        return receiving;
    }

    // Takes the next message to the authentication, or, where that has ended meanwhile, to the handler. How the connection ends, if it does, or
    // that this thread reads no more.
    private async Task<WsCloseInfo?> ReadForAuthenticationAsync(IWsSessionHandler handler)
    {
        await Queue.WaitWhileFloodedAsync().ConfigureAwait(false);
        var message = await ReceiveAsync().ConfigureAwait(false);
        if (message.Type == WsMessageType.Close)
        {
            return await EndAsync(message.Close ?? new WsCloseInfo(WsCloseCode.NoStatus, "", Remote: true)).ConfigureAwait(false);
        }

        if (await _authentication!.OfferAsync(message).ConfigureAwait(false))
        {
            _idle?.OnReceived();
            return null;
        }

        _authentication = null;
        _begun = _heldSince = Clock.Now;
        return Closing is not null || Handle(handler, message) ? null : TakenOver;
    }

    /// <summary>Handles a message.</summary>
    /// <returns>Whether this thread still is the one that reads.</returns>
    private bool Handle(IWsSessionHandler handler, in WsMessage message)
    {
        _idle?.OnReceived();

        // While more messages are at hand, their answers are collected and leave with one flush.
        Queue.Hold();
        var reads = true;
        try
        {
            Dialect.Parse(message.Data, message.Type, out var envelope);
            handler.OnMessage(in envelope, ref reads);
            while (envelope.HasMore && Dialect.ParseNext(out envelope))
            {
                handler.OnMessage(in envelope, ref reads);
            }
        }
        catch (Exception exception)
        {
            if (reads)
            {
                Queue.Release(flush: true);
                throw;
            }

            _logger.ReadLoopFailed(exception);
            Abort();
        }

        if (!reads)
        {
            return false;
        }

        var now = Clock.Now;
        if (now - _begun > _heldUp)
        {
            handler.OnHeldUp();
        }

        _begun = now;
        var flush = now - _heldSince > _heldUp || !_transport.HasBufferedMessage;
        _heldSince = flush ? now : _heldSince;
        Queue.Release(flush);
        return true;
    }

    private long OnDue(long now)
    {
        var sendDeadline = Queue.SendDeadline();
        var closeDeadline = Interlocked.Read(ref _closeDeadline);
        if (Completion.IsCompleted)
        {
            return long.MaxValue;
        }

        if (now >= closeDeadline && Volatile.Read(ref _lingers))
        {
            _transport.StopReceiving();
            return long.MaxValue;
        }

        if (now >= sendDeadline && Queue.HasFailed)
        {
            // Not too slow: what it has sent was read while it could be, and nothing can be sent to it any more.
            _transport.Abort();
            return long.MaxValue;
        }

        var keepAlive = Closing is null ? _keepAlive?.OnDue(now) ?? long.MaxValue : long.MaxValue;
        if (now >= sendDeadline || now >= closeDeadline || keepAlive <= now)
        {
            _logger.PeerTooSlow();
            Abort();
            return long.MaxValue;
        }

        var idle = Closing is null ? _idle?.OnDue(now, Queue) ?? long.MaxValue : long.MaxValue;
        if (idle <= now)
        {
            Volatile.Write(ref _isIdle, true);
            BeginClose(WsCloseCode.GoingAway, "The connection was idle.");
            closeDeadline = Interlocked.Read(ref _closeDeadline);
            idle = long.MaxValue;
        }

        var next = Math.Min(Math.Min(sendDeadline, closeDeadline), Math.Min(keepAlive, idle));
        return Math.Min(next, _handler?.OnDue(now) ?? long.MaxValue);
    }
}
