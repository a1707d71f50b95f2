using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WsToolkit.Client;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>The options of a client's connection. Copied when the client connects; later changes have no effect on it.</summary>
public sealed class WsClientOptions
{
    private List<IClientCallback> _callbacks = [];
    private int? _maxMessageBytes;
    private WsDialect? _dialect;

    /// <summary>Headers of the handshake request, such as <c>Authorization</c>. Never logged. Default: none.</summary>
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How payloads become JSON.</summary>
    public WsJsonOptions Json { get; set; } = new();

    /// <summary>The format of the payloads. Default: <see langword="null"/>, JSON by <see cref="Json"/>.</summary>
    public WsPayloadCodec? PayloadCodec { get; set; }

    /// <summary>
    /// The envelope around the payloads. Default: the toolkit's own JSON envelope, bounded by <see cref="JsonMaxDepth"/>; a dialect that is
    /// set here brings its own bounds.
    /// </summary>
    public WsDialect Dialect
    {
        get => _dialect ?? DefaultDialect.WithMaxDepth(JsonMaxDepth);
        set => _dialect = value;
    }

    /// <summary>Whether <see cref="Dialect"/> was set.</summary>
    internal bool HasDialect => _dialect is not null;

    /// <summary>
    /// The largest message that is received, in bytes; a larger one closes the connection with 1009. Default: what the dialect says, else 1 MiB.
    /// </summary>
    public int MaxMessageBytes
    {
        get => _maxMessageBytes ?? Dialect.MaxMessageBytes ?? 1024 * 1024;
        set => _maxMessageBytes = value;
    }

    /// <summary>The deepest nesting of JSON that is read, the envelope included; at most 1,000. Default: 64.</summary>
    public int JsonMaxDepth { get; set; } = 64;

    /// <summary>Own calls that may be in flight; one more fails with <see cref="WsErrorCodes.TooManyCalls"/>. Default: 1,000.</summary>
    public int MaxCallsInFlight { get; set; } = 1000;

    /// <summary>
    /// Own calls that are sent before earlier ones have been answered; further ones wait, and their deadlines run. Calls with streams
    /// do not wait. Default: 100, what a server takes by default.
    /// </summary>
    public int MaxUnansweredCalls { get; set; } = 100;

    /// <summary>
    /// Channels and patterns that may be subscribed to at a time, however many handlers and loops share them; one more fails with
    /// <see cref="WsErrorCodes.TooLarge"/>. Default: 100, what a server takes by default.
    /// </summary>
    public int MaxSubscriptions { get; set; } = 100;

    /// <summary>Notifications of walkers that wait for a handler or a loop; then the oldest are dropped. Default: 1,024.</summary>
    public int MaxWaitingNotifications { get; set; } = 1024;

    /// <summary>Bytes that may wait to be sent before further calls and stream items wait for room. Default: 1 MiB.</summary>
    public long SendQueueBytes { get; set; } = 1024 * 1024;

    /// <summary>Messages that may wait to be sent before further ones wait for room. Default: 1,024.</summary>
    public int SendQueueMessages { get; set; } = 1024;

    /// <summary>
    /// The deadline of a call that says nothing else, neither by attribute nor by <c>WithTimeout</c>. Calls with streams have none
    /// unless they say so. <see langword="null"/> for no deadline. Default: 30 s.
    /// </summary>
    public TimeSpan? CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long connecting may take, handshake included. Default: 15 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the other end may take to accept what is being sent, before the connection is dropped; may be infinite. Default: 30
    /// s.
    /// </summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the other end may take to answer a close frame, before the connection is dropped. Default: 5 s.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The time between keep-alive pings; <see cref="Timeout.InfiniteTimeSpan"/> for none. Default: 30 s.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take, before the connection is dropped. Default: 20 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the connection may be without a message in either direction, before this end gives it up and makes another; pings do not
    /// count. For feeds that are
    /// never silent for long. Found out up to a quarter of it late. Default: <see cref="Timeout.InfiniteTimeSpan"/>, for ever.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// When and how often to reconnect after a connection was lost; <see langword="null"/> for never. Has no effect on a client of a single
    /// transport. Default: with
    /// growing delays from 500 ms to 30 s, for ever.
    /// </summary>
    public WsReconnectOptions? Reconnect { get; set; } = new();

    /// <summary>
    /// Runs before every attempt to connect, the first one included: computes the address, headers or a token afresh. Its time counts
    /// towards
    /// <see cref="ConnectTimeout"/>. An exception is a failed attempt; a <see cref="WsAuthenticationException"/> ends the client. Default:
    /// <see langword="null"/>.
    /// </summary>
    public Func<WsConnectAttempt, CancellationToken, ValueTask>? ConfigureAttempt { get; set; }

    /// <summary>
    /// The client's end of a login in messages of the connection, at the start of each connection. Default: <see langword="null"/>, none.
    /// </summary>
    public IWsAuthenticator? Authenticator { get; set; }

    /// <summary>How long the <see cref="Authenticator"/> may take, before the attempt to connect has failed. Default: 10 s.</summary>
    public TimeSpan AuthenticationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Items of a result stream that the server may be ahead of the consumer. Default: 32.</summary>
    public int StreamWindow { get; set; } = 32;

    /// <summary>
    /// Items of a result stream that are buffered for a slow consumer where the dialect has no credit, so that the server cannot be held back; one
    /// more ends the stream with <see cref="WsErrorCodes.StreamOverflow"/>. Default: 4,096.
    /// </summary>
    public int MaxBufferedStreamItems { get; set; } = 4096;

    /// <summary>Bytes of received stream items that may be buffered for slow consumers, over all streams. Default: 8 MiB.</summary>
    public long MaxBufferedStreamBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Calls of the server to this client that may be in flight. Default: 100.</summary>
    public int MaxCallbacksInFlight { get; set; } = 100;

    /// <summary>Calls of the server to this client that run at once. Default: 16.</summary>
    public int MaxConcurrentCallbacks { get; set; } = 16;

    /// <summary>
    /// Whether the server is told the type and message of an unknown exception in a callback. Default: <see langword="false"/>.
    /// </summary>
    public bool IncludeExceptionDetails { get; set; }

    /// <summary>
    /// Sends the handshake request, and with that decides about proxies, TLS, cookies and the version of HTTP. Not disposed by the
    /// client. Default: <see langword="null"/>, the platform's default.
    /// </summary>
    public HttpMessageInvoker? HttpInvoker { get; set; }

    /// <summary>
    /// The version of HTTP to connect with. With 2.0 the connection is one stream of an HTTP/2 connection (RFC 8441), if the server
    /// offers that; <see cref="HttpVersionPolicy"/> says what else will do. Default: 1.1.
    /// </summary>
    public Version HttpVersion { get; set; } = System.Net.HttpVersion.Version11;

    /// <summary>
    /// Which other versions of HTTP will do. A <c>ws</c> address gets HTTP/2 only with an exact or higher version, because without TLS
    /// there is nothing to negotiate it with. Default: <see cref="HttpVersionPolicy.RequestVersionOrLower"/>.
    /// </summary>
    public HttpVersionPolicy HttpVersionPolicy { get; set; } = HttpVersionPolicy.RequestVersionOrLower;

    /// <summary>What carries the messages. Default: <see cref="WsTransportKind.Frames"/>.</summary>
    public WsTransportKind Transport { get; set; } = WsTransportKind.Frames;

    /// <summary>
    /// Offers the server to compress messages (RFC 7692). Compressing secrets together with what an attacker chose can reveal them
    /// to who sees the
    /// length of the encrypted messages (CRIME, BREACH). Default: <see langword="null"/>, no compression.
    /// </summary>
    public PerMessageDeflateOptions? Compression { get; set; }

    /// <summary>The clock of deadlines and timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the client logs. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>
    /// Receives error messages of the server that answer no particular call, such as to a failed one-way call. Must not block.
    /// </summary>
    public Action<WsException>? OnUnattributedError { get; set; }

    /// <summary>What the client keeps beyond single connections.</summary>
    internal Func<WsClient, IClientRestorer>? Restorer { get; set; }

    internal IReadOnlyList<IClientCallback> Callbacks => _callbacks;

    /// <summary>Lets the server call this client through a callback interface.</summary>
    /// <typeparam name="TCallback">The callback interface of the service's contract.</typeparam>
    /// <param name="implementation">Runs the calls; it may be called concurrently.</param>
    /// <returns>These options.</returns>
    public WsClientOptions AddCallback<TCallback>(TCallback implementation)
        where TCallback : class, IWsCallableContract<TCallback>
    {
        ArgumentNullException.ThrowIfNull(implementation);
        _callbacks.Add(new ClientCallback<TCallback>(implementation));
        return this;
    }

    /// <summary>A copy of the options with one more callback. Called by generated code.</summary>
    /// <typeparam name="TCallback">The callback interface of the service's contract.</typeparam>
    /// <param name="options">The options to copy; <see langword="null"/> for the defaults.</param>
    /// <param name="implementation">Runs the calls.</param>
    /// <returns>The copy.</returns>
    public static WsClientOptions WithCallback<TCallback>(WsClientOptions? options, TCallback implementation)
        where TCallback : class, IWsCallableContract<TCallback>
        => (options ?? new WsClientOptions()).Clone().AddCallback(implementation);

    /// <summary>
    /// Speaks to servers of aio-openapi, and to endpoints with <c>UseCompat()</c>: sets the compatible profile of the dialect, messages of up
    /// to 4 MiB, and GUIDs as 32 hexadecimal digits. Options can be changed afterwards.
    /// </summary>
    /// <returns>These options.</returns>
    public WsClientOptions UseCompat()
    {
        Dialect = DefaultDialect.CompatWithMaxDepth(JsonMaxDepth);
        MaxMessageBytes = 4 * 1024 * 1024;
        CompatConverters.AddTo(Json);
        return this;
    }

    internal WsClientOptions Clone()
    {
        var copy = (WsClientOptions)MemberwiseClone();
        copy.Json = Json.Clone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.Reconnect = Reconnect?.Clone();
        copy._callbacks = [.. _callbacks];
        return copy;
    }

    /// <summary>The options of one attempt, with headers of its own.</summary>
    internal WsClientOptions With(IDictionary<string, string> headers)
    {
        var copy = (WsClientOptions)MemberwiseClone();
        copy.Headers = headers;
        return copy;
    }

    /// <summary>Refuses values that cannot work.</summary>
    internal void Validate()
    {
        OptionCheck.AtLeast(MaxMessageBytes, 1, nameof(MaxMessageBytes));
        OptionCheck.AtLeast(JsonMaxDepth, 1, nameof(JsonMaxDepth));
        OptionCheck.AtLeast(MaxCallsInFlight, 1, nameof(MaxCallsInFlight));
        OptionCheck.AtLeast(MaxUnansweredCalls, 1, nameof(MaxUnansweredCalls));
        OptionCheck.AtLeast(MaxSubscriptions, 1, nameof(MaxSubscriptions));
        OptionCheck.AtLeast(MaxWaitingNotifications, 1, nameof(MaxWaitingNotifications));
        OptionCheck.AtLeast(SendQueueBytes, 1, nameof(SendQueueBytes));
        OptionCheck.AtLeast(SendQueueMessages, 1, nameof(SendQueueMessages));
        OptionCheck.AtLeast(StreamWindow, 1, nameof(StreamWindow));
        OptionCheck.AtLeast(MaxBufferedStreamItems, 1, nameof(MaxBufferedStreamItems));
        OptionCheck.AtLeast(MaxBufferedStreamBytes, 1, nameof(MaxBufferedStreamBytes));
        OptionCheck.AtLeast(MaxCallbacksInFlight, 1, nameof(MaxCallbacksInFlight));
        OptionCheck.AtLeast(MaxConcurrentCallbacks, 1, nameof(MaxConcurrentCallbacks));
        OptionCheck.Duration(CallTimeout, nameof(CallTimeout));
        OptionCheck.Duration(ConnectTimeout, nameof(ConnectTimeout));
        OptionCheck.Duration(SendTimeout, nameof(SendTimeout));
        OptionCheck.Duration(CloseTimeout, nameof(CloseTimeout), zero: true);
        OptionCheck.Duration(KeepAliveInterval, nameof(KeepAliveInterval), zero: true);
        OptionCheck.Duration(KeepAliveTimeout, nameof(KeepAliveTimeout), zero: true);
        OptionCheck.Duration(IdleTimeout, nameof(IdleTimeout));
        OptionCheck.Duration(AuthenticationTimeout, nameof(AuthenticationTimeout));
        Reconnect?.Validate();
    }
}
