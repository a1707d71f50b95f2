using System.Security.Claims;
using WsToolkit.Dialects;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// The connection during an <see cref="IWsAuthenticator"/>'s step: whole messages, without an envelope. To be used by one thread at a time,
/// and not after the step.
/// </summary>
public sealed class WsAuthenticationContext
{
    private readonly WsSession _session;
    private readonly Lock _gate = new();
    private TaskCompletionSource? _arrived;
    private TaskCompletionSource<bool>? _settled;
    private WsMessage _offered;
    private OfferState _state;
    private WsConnectionLostException? _lost;

    internal WsAuthenticationContext(WsSession session, ClaimsPrincipal user)
    {
        _session = session;
        User = user;
    }

    /// <summary>
    /// On a server, who is connected: at first the user of the handshake. What the authenticator sets here is the user of the connection.
    /// Of no meaning on a client.
    /// </summary>
    public ClaimsPrincipal User { get; set; }

    /// <summary>
    /// The dialect of this connection, as <see cref="WsDialect.ForConnection"/> has made it: a login that goes with a dialect may have
    /// something to tell it.
    /// </summary>
    public WsDialect Dialect => _session.Dialect;

    internal bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _state == OfferState.Over;
            }
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="message">Its content.</param>
    /// <param name="type">Text or binary.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the send queue.</param>
    /// <returns>A task that completes when the message has been queued for sending.</returns>
    /// <exception cref="WsConnectionLostException">The connection has ended.</exception>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> message, WsMessageType type = WsMessageType.Text, CancellationToken cancellationToken = default)
    {
        if (type is not (WsMessageType.Text or WsMessageType.Binary))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "A message is text or binary.");
        }

        await _session.Queue.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        if (!_session.Queue.SendRaw(message.Span, type))
        {
            throw Lost();
        }
    }

    /// <summary>Waits for the next message. The limits of the connection apply.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The message; its content is valid until the next one is asked for, or the step has ended.</returns>
    /// <exception cref="WsConnectionLostException">The connection has ended; how is in the exception.</exception>
    public async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_state == OfferState.Taken)
                {
                    Settle(OfferState.None, taken: true);
                }

                if (_state == OfferState.Offered)
                {
                    _state = OfferState.Taken;
                    return _offered;
                }

                if (_lost is not null)
                {
                    throw Lost();
                }

                ObjectDisposedException.ThrowIf(_state == OfferState.Over, this);
                arrived = (_arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The reader has received a message.</summary>
    /// <returns>Whether the step has taken it, and is done with it; if not, the step is over and the message belongs to what
    /// follows.</returns>
    internal ValueTask<bool> OfferAsync(in WsMessage message)
    {
        lock (_gate)
        {
            if (_state == OfferState.Over)
            {
                return new ValueTask<bool>(false);
            }

            _offered = message;
            _state = OfferState.Offered;
            _settled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _arrived?.TrySetResult();
            _arrived = null;
            return new ValueTask<bool>(_settled.Task);
        }
    }

    /// <summary>The connection has ended.</summary>
    internal void OnLost(WsConnectionLostException lost)
    {
        lock (_gate)
        {
            _lost = lost;
            _arrived?.TrySetResult();
            _arrived = null;
        }
    }

    /// <summary>Runs the step to its end.</summary>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="WsConnectionLostException">The connection was lost.</exception>
    internal async Task RunAsync(IWsAuthenticator authenticator, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(OptionCheck.ForTimer(timeout), time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _session.Closed, cancellationToken);
        try
        {
            // Waited for no longer than that, also where it takes no notice of its token.
            await authenticator.AuthenticateAsync(this, any.Token).AsTask().WaitAsync(any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw late.IsCancellationRequested
                ? new TimeoutException($"The other end did not authenticate within {timeout.TotalSeconds} s.")
                : Lost();
        }
    }

    /// <summary>The step is over: a message that it has not taken, and all that follow, belong to what comes next.</summary>
    internal void End()
    {
        lock (_gate)
        {
            Settle(OfferState.Over, taken: _state == OfferState.Taken);
        }
    }

    private void Settle(OfferState next, bool taken)
    {
        _offered = default;
        _state = next;
        _settled?.TrySetResult(taken);
        _settled = null;
    }

    private WsConnectionLostException Lost()
    {
        var close = _lost?.Close ?? _session.Closing ?? new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false);
        return new WsConnectionLostException(close, _lost?.InnerException);
    }

    private enum OfferState
    {
        None,
        Offered,
        Taken,
        Over,
    }
}
