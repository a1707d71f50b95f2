using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// A client: a connection to a server, and the next one when that is lost, until it is closed or another attempt makes no sense. Generated
/// clients open one of their
/// own; several can share one, each created over it with its <c>Create</c> method. Thread-safe.
/// </summary>
/// <remarks>
/// Calls that are made while there is no connection wait for the next, within their deadlines. Calls that had been sent when the connection
/// was lost end with
/// <see cref="WsConnectionLostException"/>, except for those of idempotent methods, which are sent again.
/// </remarks>
public sealed partial class WsClient : WsCaller, IChannelClient, IClientRestorer
{
    private readonly WsClientOptions _options;
    private readonly Connector? _connector;
    private readonly CodecCache _codecs;
    private readonly ClientHost _host;
    private readonly ClientCalls _calls;
    private readonly IClientRestorer _restorer;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly TaskCompletionSource<WsCloseInfo> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ClientConnection? _connection;

    // Made with the first channel: most clients have none.
    private ClientChannels? _channels;
    private ClientNotifications? _notifications;
    private object? _notificationsGate;
    private WsConnectionLostException? _lost;
    private bool _notificationsMade;
    private WsCloseInfo? _closing;
    private Task _run = Task.CompletedTask;
    private WsDisconnect? _lastDisconnect;
    private int _state;

    private WsClient(WsClientOptions options, Connector? connector)
    {
        _options = options;
        _connector = connector;
        _codecs = new CodecCache(options.Json, options.PayloadCodec ?? options.Dialect.PayloadCodec, options.JsonMaxDepth);
        _logger = options.LoggerFactory.CreateGuarded<WsClient>();
        var outlives = connector is not null && options.Reconnect is not null;
        _calls = new ClientCalls(Calls(options), options.TimeProvider, _logger, outlives);
        _host = new ClientHost(options, this);
        _restorer = options.Restorer?.Invoke(this) ?? this;
    }

    /// <summary>
    /// Raised after each change of <see cref="State"/>, and before each further attempt to reconnect, in order and one at a time. A handler
    /// must not block: the client
    /// does not go on meanwhile.
    /// </summary>
    public event EventHandler<WsClientStateChangedEventArgs>? StateChanged;

    /// <summary>What the client is doing about its connection.</summary>
    public WsClientState State => (WsClientState)Volatile.Read(ref _state);

    /// <summary>What ended the last connection or attempt; <see langword="null"/> when nothing has yet.</summary>
    public WsDisconnect? LastDisconnect => Volatile.Read(ref _lastDisconnect);

    /// <summary>
    /// Whether permessage-deflate (RFC 7692) was agreed on for the present connection; <see langword="null"/> while there is none, and where
    /// the transport does not know, as with the platform's WebSockets.
    /// </summary>
    public bool? IsCompressed => Volatile.Read(ref _connection)?.Session.IsCompressed;

    /// <summary>Cancelled when the client has no connection and will have none.</summary>
    public override CancellationToken Closed => _closed.Token;

    /// <summary>Completes when the client has no connection and will have none, with how the last one ended. Never fails.</summary>
    public override Task<WsCloseInfo> Completion => _completion.Task;

    ClientChannels IChannelClient.Channels
        => LazyInitializer.EnsureInitialized(ref _channels, () => new ClientChannels(this, _logger, _options.MaxSubscriptions));

    /// <inheritdoc/>
    protected override WsDialect Dialect => _options.Dialect;

    /// <summary>The dialect of the connection, for the toolkit's own use.</summary>
    internal WsDialect DialectInUse => _options.Dialect;

    /// <summary>The formats of payloads.</summary>
    internal CodecCache Codecs => _codecs;

    /// <summary>What walkers notify the client of. Made with the first notification: most clients have none.</summary>
    internal ClientNotifications Notifications
        => LazyInitializer.EnsureInitialized(ref _notifications, ref _notificationsMade, ref _notificationsGate, NewNotifications)!;

    /// <summary>Connects to a server.</summary>
    /// <param name="address">A <c>ws</c> or <c>wss</c> address.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connected client.</returns>
    /// <exception cref="WsHandshakeException">The server cannot be reached or refused the handshake; its status is in the
    /// exception.</exception>
    /// <exception cref="WsAuthenticationException">The login failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that cannot work; the message names it.</exception>
    /// <exception cref="TimeoutException">Connecting took longer than <see cref="WsClientOptions.ConnectTimeout"/>, or the login longer
    /// than
    /// <see cref="WsClientOptions.AuthenticationTimeout"/>.</exception>
    /// <remarks>With <see cref="WsReconnectOptions.RetryFirstConnect"/> it fails only after as many attempts as the options say, with the
    /// failure of the last.</remarks>
    public static Task<WsClient> ConnectAsync(Uri address, WsClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ConnectAsync(address, null, options, cancellationToken);
    }

    /// <summary>
    /// Connects over transports that the application opens. See <see cref="ConnectAsync(Uri, WsClientOptions?, CancellationToken)"/>.
    /// </summary>
    /// <param name="open">Opens a transport, once for each attempt; the client disposes it.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The connected client.</returns>
    public static Task<WsClient> ConnectAsync(
        Func<CancellationToken, ValueTask<WsTransport>> open,
        WsClientOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(open);
        return ConnectAsync(null, open, options, cancellationToken);
    }

    /// <summary>
    /// Makes a client of a connection that is already established. It cannot reconnect: the client ends with its connection. Where there is
    /// an
    /// <see cref="WsClientOptions.Authenticator"/>, calls wait for it.
    /// </summary>
    /// <param name="transport">The transport; the client disposes it.</param>
    /// <param name="options">The options; <see langword="null"/> for the defaults.</param>
    /// <returns>The client.</returns>
    public static WsClient Create(WsTransport transport, WsClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        options = options?.Clone() ?? new WsClientOptions();
        options.Validate();
        options.Reconnect = null;
        var client = new WsClient(options, null);
        client.Begin(transport);
        return client;
    }

    /// <inheritdoc/>
    public override WsPayloadCodec GetCodec(WsContract contract, IJsonTypeInfoResolver resolver)
    {
        var codec = _codecs.Get(contract.Naming, contract.Enums, resolver);
        DialectCheck.Require(codec, contract);
        return codec;
    }

    /// <inheritdoc/>
    public override WsOutgoingCall CreateCall(WsMethod method, TimeSpan? timeout = null) => new(_calls, method, timeout);

    /// <summary>
    /// Closes the client for good: sends what is queued, then the close handshake of RFC 6455, section 7.1.2, runs. An attempt to reconnect
    /// is given up.
    /// </summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">A short reason, at most 123 bytes in UTF-8. It travels.</param>
    /// <param name="cancellationToken">Ends the waiting; the connection is then aborted.</param>
    /// <returns>How the connection ended.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> cannot travel: <see cref="WsCloseCode.Abnormal"/>, less than 1000 or more than 4999.
    /// </exception>
    public async Task<WsCloseInfo> CloseAsync(
        WsCloseCode code = WsCloseCode.Normal, string? reason = null, CancellationToken cancellationToken = default)
    {
        _ = CloseFrame.Sendable(code);
        Stop(new WsCloseInfo(code, reason ?? "", Remote: false), session => session.BeginClose(code, reason));
        using var registration = cancellationToken.UnsafeRegister(static state => ((WsClient)state!).Abort(), this);
        return await Completion.ConfigureAwait(false);
    }

    /// <summary>Drops the connection at once, without a close handshake, and ends the client for good.</summary>
    public void Abort() => Stop(new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false), static session => session.Abort());

    /// <summary>
    /// Closes the client for good, with 1000, and releases it. Calls in flight end with <see cref="WsConnectionLostException"/>.
    /// </summary>
    /// <returns>A task that completes when the connection has ended.</returns>
    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
    }

    void IClientRestorer.OnMessage(in WsEnvelope envelope)
    {
        if (envelope.Kind == WsEnvelopeKind.Notification)
        {
            Notifications.OnMessage(in envelope);
        }
        else
        {
            Volatile.Read(ref _channels)?.OnMessage(in envelope);
        }
    }

    async ValueTask IClientRestorer.RestoreAsync(RpcPeer peer, CancellationToken cancellationToken)
    {
        // The user first: what follows is done as that user.
        if (Volatile.Read(ref _notifications) is { } notifications)
        {
            await notifications.RestoreAsync(peer, cancellationToken).ConfigureAwait(false);
        }

        if (Volatile.Read(ref _channels) is { } channels)
        {
            await channels.RestoreAsync(peer, cancellationToken).ConfigureAwait(false);
        }
    }

    void IClientRestorer.OnDisconnected() => Volatile.Read(ref _channels)?.OnDisconnected();

    void IClientRestorer.OnClosed(WsConnectionLostException lost)
    {
        Volatile.Read(ref _channels)?.OnClosed(lost);
        lock (_gate)
        {
            _lost = lost;
        }

        Volatile.Read(ref _notifications)?.OnClosed(lost);
    }

    private ClientNotifications NewNotifications()
    {
        var made = new ClientNotifications(_logger, _options.MaxWaitingNotifications);
        lock (_gate)
        {
            if (_lost is not null)
            {
                made.OnClosed(_lost);
            }
        }

        return made;
    }

    // From here on no attempt is made.
    private void Stop(WsCloseInfo close, Action<WsSession> end)
    {
        ClientConnection? connection;
        lock (_gate)
        {
            _closing ??= close;
            connection = _connection;
        }

        try
        {
            // Before a login or restoring is cancelled, which would close the connection in its own words.
            if (connection is not null)
            {
                end(connection.Session);
            }
        }
        finally
        {
            // Whoever waits for this goes on with the application's code.
            _ = _stop.CancelAsync();
        }
    }

    private static RpcOptions Calls(WsClientOptions options) => new()
    {
        MaxCallsInFlight = options.MaxCallbacksInFlight,
        MaxConcurrentCalls = options.MaxConcurrentCallbacks,

        // A client may be a program with threads of its own, which a callback must not meet.
        BeginsOnReader = false,
        MaxPendingCalls = options.MaxCallsInFlight,
        MaxUnansweredCalls = Math.Min(options.MaxUnansweredCalls, options.Dialect.MaxUnansweredCalls ?? int.MaxValue),
        DefaultTimeout = options.CallTimeout,
        MaxCallDuration = TimeSpan.FromMinutes(5),
        StreamWindow = options.StreamWindow,
        StreamBuffer = options.Dialect.Features.HasFlag(WsDialectFeatures.Credit) ? options.StreamWindow : options.MaxBufferedStreamItems,
        NoArguments = (options.PayloadCodec ?? options.Dialect.PayloadCodec)?.NoArguments ?? WsPayloadCodec.EmptyObject,
        NoResult = (options.PayloadCodec ?? options.Dialect.PayloadCodec)?.NoResult ?? WsPayloadCodec.Null,
        MaxBufferedStreamBytes = options.MaxBufferedStreamBytes,
        MaxWaitingPayloadBytes = options.MaxMessageBytes * 4L,
        JsonMaxDepth = options.JsonMaxDepth,
        IncludeExceptionDetails = options.IncludeExceptionDetails,
    };
}
