using System.Threading.RateLimiting;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>
/// The options of an endpoint. Those given to <c>AddWsToolkit</c> are the starting point of every endpoint; each may change its own
/// copy. Every bound is per connection.
/// </summary>
public sealed class WsServerOptions
{
    private int? _maxMessageBytes;
    private WsDialect? _dialect;

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
    /// Further dialects, for clients that ask for the subprotocol of one of them (<see cref="WsDialect.Subprotocol"/>); the others get
    /// <see cref="Dialect"/>. Every dialect has to carry all contracts of the endpoint. Default: none.
    /// </summary>
    public IList<WsDialect> FurtherDialects { get; private set; } = [];

    /// <summary>
    /// The values of the <c>Origin</c> header, besides the server's own, with which browsers may connect, such as
    /// <c>https://app.example.com</c>; <c>*</c> allows all. Requests without the header do not come from browsers and are not
    /// concerned. Default: none. (WebSockets are not covered by CORS.)
    /// </summary>
    public ISet<string> AllowedOrigins { get; private set; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The largest message that is received, in bytes; a larger one closes the connection with 1009. Default: what the dialect of the connection
    /// says, else 1 MiB.
    /// </summary>
    public int MaxMessageBytes
    {
        get => MaxMessageBytesOf(Dialect);
        set => _maxMessageBytes = value;
    }

    /// <summary>The deepest nesting of JSON that is read, the envelope included; at most 1,000. Default: 64.</summary>
    public int JsonMaxDepth { get; set; } = 64;

    /// <summary>Calls that may be in flight; one more is answered with <see cref="WsErrorCodes.TooManyCalls"/>. Default: 100.</summary>
    public int MaxCallsInFlight { get; set; } = 100;

    /// <summary>
    /// Calls whose handlers run at once; further ones wait. A call that streams its results no longer counts. Default: 16.
    /// </summary>
    public int MaxConcurrentCalls { get; set; } = 16;

    /// <summary>
    /// Whether the calls of a connection run one after the other, those of all its services, and everything is answered in the order in which
    /// it came. A client that is <see cref="MaxCallsInFlight"/> calls or <see cref="MaxWaitingPayloadBytes"/> ahead is not refused but not
    /// read from, and its calls may have equal ids. Default: <see langword="false"/>.
    /// </summary>
    public bool OrderedCalls { get; set; }

    /// <summary>
    /// Tells of an exception of a handler whether it closes the connection, with 1000 and no answer to the call. Not asked for a
    /// <see cref="WsException"/>, nor after the call was cancelled. Default: <see langword="null"/>, none does: the call is answered with an
    /// error.
    /// </summary>
    public Func<Exception, bool>? ClosesConnection { get; set; }

    /// <summary>
    /// How long a call may run, whatever its caller asks for. Calls with streams are bounded only by what the caller or the contract
    /// says. <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Default: 5 min.
    /// </summary>
    public TimeSpan MaxCallDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of arguments that are kept for calls that wait for a filter or an authorization. Default: 4 MiB.</summary>
    public long MaxWaitingPayloadBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Calls to the client that may be in flight. Default: 100.</summary>
    public int MaxCallbacksInFlight { get; set; } = 100;

    /// <summary>The deadline of a call to the client that says nothing else. Default: 30 s.</summary>
    public TimeSpan? CallbackTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that may wait to be sent before results and stream items wait for room. Default: 1 MiB.</summary>
    public long SendQueueBytes { get; set; } = 1024 * 1024;

    /// <summary>Messages that may wait to be sent before further ones wait for room. Default: 1,024.</summary>
    public int SendQueueMessages { get; set; } = 1024;

    /// <summary>
    /// How long the client may take to accept what is being sent, before the connection is dropped; may be infinite. Default: 30 s.
    /// </summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the client may take to answer a close frame, before the connection is dropped. Default: 5 s.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The code with which a client's close frame is answered. Default: <see langword="null"/>, the client's own (RFC 6455, section 5.5.1).
    /// </summary>
    public WsCloseCode? CloseAnswer { get; set; }

    /// <summary>The time between keep-alive pings; <see cref="Timeout.InfiniteTimeSpan"/> for none. Default: 30 s.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take, before the connection is dropped. Default: 20 s.</summary>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a connection may be without a message in either direction, before it is closed with 1001; pings do not count. Found out up
    /// to a quarter of it late.
    /// Default: <see cref="Timeout.InfiniteTimeSpan"/>, for ever.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// The server's end of a login in messages of the connection, before everything else. Default: <see langword="null"/>, none.
    /// </summary>
    public IWsAuthenticator? Authenticator { get; set; }

    /// <summary>How long the <see cref="Authenticator"/> may take, before the connection is closed with 1013. Default: 10 s.</summary>
    public TimeSpan AuthenticationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What carries the messages of connections over HTTP. Default: <see cref="WsTransportKind.Frames"/>.</summary>
    public WsTransportKind Transport { get; set; } = WsTransportKind.Frames;

    /// <summary>
    /// Compresses messages for clients that offer it (RFC 7692). Compressing secrets together with what an attacker chose can reveal
    /// them to who sees
    /// the length of the encrypted messages (CRIME, BREACH). Default: <see langword="null"/>, no compression.
    /// </summary>
    public PerMessageDeflateOptions? Compression { get; set; }

    /// <summary>
    /// How long a client may take for the opening handshake, where the toolkit does it itself (<c>UseWs</c>); elsewhere the web server has
    /// a limit of its own. Default: 10 s.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Items of an argument stream that the client may be ahead of the handler; at least the protocol's 32. Default: 32.</summary>
    public int StreamWindow { get; set; } = 32;

    /// <summary>Bytes of received stream items that may be buffered for slow handlers, over all streams. Default: 8 MiB.</summary>
    public long MaxBufferedStreamBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Subscriptions to channels, each pattern of events counted; one more is answered with <see cref="WsErrorCodes.TooLarge"/>. Default: 100.
    /// </summary>
    public int MaxSubscriptionsPerConnection { get; set; } = 100;

    /// <summary>
    /// Messages in the snapshot that a channel's hook gives for one subscription; a subscriber whose snapshot is larger is answered with
    /// <see cref="WsErrorCodes.TooLarge"/>. Default: 1,024.
    /// </summary>
    public int MaxSnapshotMessages { get; set; } = 1024;

    /// <summary>
    /// Bytes of such a snapshot, as it goes over the wire; it is held until the connection's send queue has taken it. Default: 1 MiB.
    /// </summary>
    public long MaxSnapshotBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest name of a channel, of an event, and pattern of events that is taken from a client, in UTF-16 characters. Default: 256.</summary>
    public int MaxChannelNameLength { get; set; } = 256;

    /// <summary>
    /// Whether clients may call <c>server_info</c>, which tells how many connections the endpoint has, and the names and numbers of subscribers of its channels. It
    /// tells strangers about others. Default: <see langword="false"/>.
    /// </summary>
    public bool ServerInfo { get; set; }

    /// <summary>
    /// How long calls in flight may go on when the server shuts down. Clients are told, new calls are answered with <see cref="WsErrorCodes.ShuttingDown"/>, and
    /// when nothing is in flight any more, or the time has passed, connections are closed with 1001. Zero closes them at once. Default: 5 s.
    /// </summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Creates the rate limiter of a connection, of which every call takes one permit; a call without one is answered with
    /// <see cref="WsErrorCodes.RateLimited"/>. The limiter is disposed with its connection: for a limit that several
    /// connections share, return a limiter of your own around the shared one whose disposal does nothing. Default:
    /// <see langword="null"/>, no limit.
    /// </summary>
    public Func<WsConnection, RateLimiter>? RateLimiter { get; set; }

    /// <summary>
    /// Whether callers are told the type and message of a handler's unknown exception. For development only. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool IncludeExceptionDetails { get; set; }

    /// <summary>The options of walkers.</summary>
    public WsWalkerOptions Walkers { get; private set; } = new();

    /// <summary>The clock of deadlines and timeouts. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A copy that can be changed without changing these options.</summary>
    /// <returns>The copy.</returns>
    public WsServerOptions Clone()
    {
        var copy = (WsServerOptions)MemberwiseClone();
        copy.Json = Json.Clone();
        copy.FurtherDialects = [.. FurtherDialects];
        copy.Walkers = Walkers.Clone();
        copy.AllowedOrigins = new HashSet<string>(AllowedOrigins, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    /// <summary>The largest message that is received over a connection with a dialect.</summary>
    internal int MaxMessageBytesOf(WsDialect dialect) => _maxMessageBytes ?? dialect.MaxMessageBytes ?? 1024 * 1024;

    /// <summary>Refuses values that cannot work.</summary>
    internal void Validate()
    {
        OptionCheck.AtLeast(_maxMessageBytes ?? 1, 1, nameof(MaxMessageBytes));
        OptionCheck.AtLeast(JsonMaxDepth, 1, nameof(JsonMaxDepth));
        OptionCheck.AtLeast(MaxCallsInFlight, 1, nameof(MaxCallsInFlight));
        OptionCheck.AtLeast(MaxConcurrentCalls, 1, nameof(MaxConcurrentCalls));
        OptionCheck.AtLeast(MaxWaitingPayloadBytes, 1, nameof(MaxWaitingPayloadBytes));
        OptionCheck.AtLeast(MaxCallbacksInFlight, 1, nameof(MaxCallbacksInFlight));
        OptionCheck.AtLeast(SendQueueBytes, 1, nameof(SendQueueBytes));
        OptionCheck.AtLeast(SendQueueMessages, 1, nameof(SendQueueMessages));
        OptionCheck.AtLeast(StreamWindow, 1, nameof(StreamWindow));
        OptionCheck.AtLeast(MaxBufferedStreamBytes, 1, nameof(MaxBufferedStreamBytes));
        OptionCheck.AtLeast(MaxSubscriptionsPerConnection, 1, nameof(MaxSubscriptionsPerConnection));
        OptionCheck.AtLeast(MaxSnapshotMessages, 1, nameof(MaxSnapshotMessages));
        OptionCheck.AtLeast(MaxSnapshotBytes, 1, nameof(MaxSnapshotBytes));
        OptionCheck.AtLeast(MaxChannelNameLength, 1, nameof(MaxChannelNameLength));
        Walkers.Validate();
        OptionCheck.Duration(ShutdownTimeout, nameof(ShutdownTimeout), zero: true);
        OptionCheck.Duration(MaxCallDuration, nameof(MaxCallDuration));
        OptionCheck.Duration(CallbackTimeout, nameof(CallbackTimeout));
        OptionCheck.Duration(HandshakeTimeout, nameof(HandshakeTimeout));
        OptionCheck.Duration(SendTimeout, nameof(SendTimeout));
        OptionCheck.Duration(CloseTimeout, nameof(CloseTimeout), zero: true);
        OptionCheck.Duration(KeepAliveInterval, nameof(KeepAliveInterval), zero: true);
        OptionCheck.Duration(KeepAliveTimeout, nameof(KeepAliveTimeout), zero: true);
        OptionCheck.Duration(IdleTimeout, nameof(IdleTimeout));
        OptionCheck.Duration(AuthenticationTimeout, nameof(AuthenticationTimeout));
        ValidateDialects();
    }

    private void ValidateDialects()
    {
        var names = new HashSet<string?>(StringComparer.Ordinal) { Dialect.Subprotocol };
        foreach (var dialect in FurtherDialects)
        {
            if (dialect.Subprotocol is null)
            {
                throw new InvalidOperationException(
                    $"The dialect '{dialect.Name}' has no subprotocol by which a client could ask for it, " +
                    $"as {nameof(JsonRpcOptions)}.{nameof(JsonRpcOptions.Subprotocol)} would name one.");
            }

            if (!names.Add(dialect.Subprotocol))
            {
                throw new InvalidOperationException($"Two dialects have the subprotocol '{dialect.Subprotocol}'.");
            }
        }
    }
}
