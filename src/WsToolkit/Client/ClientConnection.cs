using System.Security.Claims;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>One connection of a client: a session and the calls over it, from the handshake's end to the last byte.</summary>
internal sealed class ClientConnection : IWsSessionHandler
{
    private readonly WsClientOptions _options;
    private readonly ClientCalls _calls;
    private readonly IClientRestorer? _restorer;
    private readonly IWsAuthenticator? _authenticator;
    private readonly WsAuthenticationContext? _authentication;
    private readonly ILogger _logger;
    private WsConnectionLostException? _lost;
    private long _leaving = long.MaxValue;
    private int _restored;

    public ClientConnection(WsTransport transport, WsClientOptions options, ClientHost host, ClientCalls calls, IClientRestorer? restorer)
    {
        _options = options;
        _calls = calls;
        _restorer = restorer;
        _logger = calls.Logger;
        Session = new WsSession(transport, options.Dialect, WsDialectRole.Client, Limits(options), options.TimeProvider, _logger);
        Peer = new RpcPeer(Session, host, calls.Options, _logger, calls);
        _authenticator = options.Authenticator ?? options.Dialect.GetAuthenticator(WsDialectRole.Client);
        _authentication = _authenticator is null ? null : new WsAuthenticationContext(Session, new ClaimsPrincipal());
    }

    public WsSession Session { get; }

    public RpcPeer Peer { get; }

    /// <summary>Whether the connection begins with a login.</summary>
    public bool LogsIn => _authentication is not null;

    /// <summary>When the client counted as connected, by the clock's timestamps.</summary>
    public long ConnectedAt { get; set; }

    /// <summary>What has failed in the transport, once the connection has ended; null when it was closed.</summary>
    public Exception? Failure => _lost?.InnerException;

    /// <summary>Begins to read.</summary>
    public void Start() => _ = Session.RunAsync(this, _authentication);

    /// <summary>Releases what the connection holds, once it has ended.</summary>
    public async Task ReleaseAsync()
    {
        await Session.Completion.ConfigureAwait(false);
        await Session.DisposeAsync().ConfigureAwait(false);
        Peer.Dispose();
    }

    /// <summary>Makes the connection ready for calls: authenticates and restores what the client had before.</summary>
    /// <exception cref="WsAuthenticationException">The server refused the login, or the authenticator failed.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_authentication is not null)
        {
            await AuthenticateAsync(_authentication, cancellationToken).ConfigureAwait(false);
        }

        if (_restorer is not null)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Session.Closed);
            Volatile.Write(ref _restored, 1);
            try
            {
                await _restorer.RestoreAsync(Peer, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (Peer.HasEnded && !cancellationToken.IsCancellationRequested)
            {
                throw Peer.Lost();
            }
        }

        if (Peer.HasEnded)
        {
            throw Peer.Lost();
        }
    }

    public void OnMessage(in WsEnvelope envelope, ref bool reads)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Push or WsEnvelopeKind.Gap or WsEnvelopeKind.Notification:
                _restorer?.OnMessage(in envelope);
                break;
            case WsEnvelopeKind.GoingAway:
                OnGoingAway(envelope.TimeoutMilliseconds);
                break;
            default:
                Peer.OnMessage(in envelope, ref reads);
                break;
        }
    }

    public Task? Ready => Peer.Ready;

    public void OnHeldUp() => Peer.OnHeldUp();

    public long OnDue(long now)
    {
        var leaving = Interlocked.Read(ref _leaving);
        if (now >= leaving)
        {
            Session.BeginClose(WsCloseCode.GoingAway, "The server said that it would close.");
            leaving = long.MaxValue;
        }

        return Math.Min(leaving, Peer.OnDue(now));
    }

    public void OnClosed(WsConnectionLostException lost)
    {
        _lost = lost;
        Peer.OnClosed(lost);
        _calls.Detach(Peer);
        if (Volatile.Read(ref _restored) != 0)
        {
            _restorer!.OnDisconnected();
        }
    }

    private async Task AuthenticateAsync(WsAuthenticationContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context
                .RunAsync(_authenticator!, _options.AuthenticationTimeout, _options.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (WsConnectionLostException lost) when (lost.Close is { Code: WsCloseCode.PolicyViolation, Remote: true })
        {
            throw new WsAuthenticationException($"The server refused the login ({lost.Close}).", lost);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is not (WsAuthenticationException or WsConnectionLostException or TimeoutException or IOException
                or HttpRequestException))
        {
            throw new WsAuthenticationException("The authenticator failed.", exception);
        }
        finally
        {
            context.End();
        }
    }

    // The server answers what it has begun and takes nothing new; what is new is better off with the next connection.
    private void OnGoingAway(long milliseconds)
    {
        if (_calls.Outlives)
        {
            var bound = TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, int.MaxValue));
            _logger.GoingAway(bound);
            Peer.Outgoing.Leave(Peer.Lost());
            _calls.Detach(Peer);
            var patience = _options.CloseTimeout == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : bound + _options.CloseTimeout;
            var leaving = Session.Clock.After(patience);
            Interlocked.Exchange(ref _leaving, leaving);
            Session.Clock.ScheduleAt(leaving);
        }
    }

    private static SessionLimits Limits(WsClientOptions options) => new()
    {
        SendQueueBytes = options.SendQueueBytes,
        SendQueueMessages = options.SendQueueMessages,
        SendTimeout = options.SendTimeout,
        CloseTimeout = options.CloseTimeout,
        KeepAliveInterval = options.KeepAliveInterval,
        KeepAliveTimeout = options.KeepAliveTimeout,
        IdleTimeout = options.IdleTimeout,
    };
}
