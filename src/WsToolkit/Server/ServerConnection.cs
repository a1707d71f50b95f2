using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Sessions;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>One live connection of an endpoint.</summary>
internal sealed class ServerConnection : WsConnection
{
    private readonly CodecCache _codecs;

    // Made when they are first needed: most connections need none of them.
    private ConcurrentDictionary<object, object?>? _items;
    private ConcurrentDictionary<Type, object>? _callbacks;
    private ConnectionChannels? _channels;
    private ClaimsPrincipal _user;

    public ServerConnection(WsEndpoint endpoint, EndpointDialect dialect, WsTransport transport, ClaimsPrincipal user, ILogger logger)
    {
        // 128 random bits: an id that was told to one client must not let it guess another's.
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        Id = Base64Url.EncodeToString(random);
        _user = user;
        Session = new WsSession(transport, dialect.Dialect, WsDialectRole.Server, endpoint.Limits, endpoint.Options.TimeProvider, logger);
        Host = new ServerHost(endpoint, dialect.Methods, this);
        Peer = new RpcPeer(Session, Host, dialect.Calls, logger);
        _codecs = dialect.Codecs;
        Endpoint = endpoint;
    }

    public override string Id { get; }

    public override ClaimsPrincipal User => Volatile.Read(ref _user);

    public override IDictionary<object, object?> Items
        => LazyInitializer.EnsureInitialized(ref _items, static () => new(concurrencyLevel: 1, capacity: 1));

    public override bool? IsCompressed => Session.IsCompressed;

    public override CancellationToken Closed => Session.Closed;

    public override IReadOnlyList<string> SubscribedChannels => [.. Channels.Snapshot().Select(static entry => entry.Channel)];

    public WsEndpoint Endpoint { get; }

    /// <summary>The channels that the client has subscribed to.</summary>
    public ConnectionChannels Channels => LazyInitializer.EnsureInitialized(ref _channels, () => new ConnectionChannels(this));

    public WsSession Session { get; }

    public ServerHost Host { get; }

    /// <summary>What walkers know of the connection; null where the endpoint has none, and before the connection is let in.</summary>
    public WalkerConnection? Walker { get; private set; }

    public RpcPeer Peer { get; }

    public override TCallback GetCallback<TCallback>()
    {
        var callbacks = LazyInitializer.EnsureInitialized(ref _callbacks, static () => new(concurrencyLevel: 1, capacity: 1));
        return (TCallback)callbacks.GetOrAdd(
            typeof(TCallback), static (_, connection) => TCallback.CreateClient(connection.CreateCaller()), this);
    }

    private CallbackCaller CreateCaller() => new(Peer, _codecs);

    /// <summary>The client has authenticated itself, before its first call, or goes on as another user.</summary>
    public void SetUser(ClaimsPrincipal user) => Volatile.Write(ref _user, user);

    /// <summary>Makes the connection one of walkers, which is told who it is.</summary>
    public void JoinWalkers(WsWalkerHub hub)
    {
        var options = Endpoint.Options;
        var channelId = _items?.GetValueOrDefault(WsWalkerItems.ChannelId) as string;
        var walker = new WalkerConnection(hub, Session, options.Walkers, options.TimeProvider, User, channelId, SetUser);
        Walker = walker;
        walker.Join(_items?.GetValueOrDefault(WsWalkerItems.UserExpires) as DateTimeOffset?);
    }

    public override Task CloseAsync(WsCloseCode code = WsCloseCode.Normal, string? reason = null, CancellationToken cancellationToken = default)
        => Session.CloseAsync(code, reason, cancellationToken);

    public override void Abort() => Session.Abort();

    /// <summary>Tells the client that the server shuts down, lets calls in flight end for a while, and closes.</summary>
    public async Task ShutDownAsync()
    {
        var timeout = Endpoint.Options.ShutdownTimeout;

        // During a login there is nothing in flight, and no envelope would be understood.
        if (timeout != TimeSpan.Zero && !Session.IsAuthenticating)
        {
            Host.ShutDown();
            var idle = Peer.WaitUntilIdleAsync().WaitAsync(OptionCheck.ForTimer(timeout), Endpoint.Options.TimeProvider, Session.Closed);
            var milliseconds = timeout == Timeout.InfiniteTimeSpan ? int.MaxValue : (long)timeout.TotalMilliseconds;
            if (Session.Dialect.Features.HasFlag(WsDialectFeatures.ServerNotices))
            {
                Session.Queue.Send(new WsEnvelope { Kind = WsEnvelopeKind.GoingAway, TimeoutMilliseconds = milliseconds, Credit = -1 });
            }

            await idle.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Session.BeginClose(WsCloseCode.GoingAway, "The server shuts down.");
    }

    /// <summary>Reaches the callbacks of the client. The connection is not its own: disposing it does nothing.</summary>
    private sealed class CallbackCaller(RpcPeer peer, CodecCache codecs) : WsCaller
    {
        public override CancellationToken Closed => peer.Session.Closed;

        public override Task<WsCloseInfo> Completion => peer.Session.Completion;

        protected override WsDialect Dialect => peer.Session.Dialect;

        public override WsPayloadCodec GetCodec(WsContract contract, IJsonTypeInfoResolver resolver)
            => codecs.Get(contract.Naming, contract.Enums, resolver);

        public override WsOutgoingCall CreateCall(WsMethod method, TimeSpan? timeout = null) => new(peer, method, timeout);

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
