using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>
/// The toolkit's own methods through which clients reach the channels of an endpoint: <c>subscribe</c>, <c>unsubscribe</c>, <c>publish</c>
/// and <c>server_info</c>. Their
/// calls are those of any methods, one after the other for each connection. Thread-safe.
/// </summary>
internal sealed class ChannelDoor : WsDispatcher
{
    private const int Subscribe = 0;
    private const int Unsubscribe = 1;
    private const int Publish = 2;

    private readonly ChannelTable<ServedChannel> _channels;
    private readonly HashSet<WsChannelDefinition> _definitions;
    private readonly WsChannelHub _hub;
    private readonly WsServerOptions _options;
    private readonly bool _hasChannels;
    private readonly bool _compat;

    /// <exception cref="InvalidOperationException">A template cannot work, or two have the same shape.</exception>
    public ChannelDoor(IReadOnlyList<ServedChannel> channels, WsChannelHub hub, WsServerOptions options, WsDialect dialect)
    {
        _channels = new ChannelTable<ServedChannel>(channels, static channel => channel.Definition);
        _definitions = [.. channels.Select(static channel => channel.Definition)];
        _hub = hub;
        _options = options;
        _hasChannels = channels.Count > 0;
        _compat = dialect is DefaultDialect { IsCompat: true };
        Contract = new WsContract("channels", WsNaming.AsIs, [Method("subscribe"), Method("unsubscribe"), Method("publish"), Method("server_info")]);
    }

    /// <inheritdoc/>
    public override WsContract Contract { get; }

    /// <inheritdoc/>
    public override int Find(ReadOnlySpan<byte> name)
    {
        if (!_hasChannels || name.SequenceEqual("server_info"u8))
        {
            return _options.ServerInfo && name.SequenceEqual("server_info"u8) ? 3 : -1;
        }

        return name.SequenceEqual("subscribe"u8) ? Subscribe
            : name.SequenceEqual("unsubscribe"u8) ? Unsubscribe
            : name.SequenceEqual("publish"u8) ? Publish
            : -1;
    }

    /// <inheritdoc/>
    public override ValueTask InvokeAsync(int method, WsCall call) => method switch
    {
        Subscribe => SubscribeAsync(call),
        Unsubscribe => UnsubscribeAsync(call),
        Publish => PublishAsync(call),
        _ => TellAsync(call),
    };

    private static WsMethod Method(string name) => new(name, $"WsToolkit.{name}", WsMethodShape.NamedArguments) { Ordered = true };

    private static ServerConnection ConnectionOf(WsCall call) => (ServerConnection)call.Connection;

    private async ValueTask SubscribeAsync(WsCall call)
    {
        var arguments = Read(call, publishes: false);
        var name = arguments.Channel;
        await call.EnterAsync().ConfigureAwait(false);
        var (channel, values) = Find(name, ChannelErrors.InvalidChannel);
        if (!EventPattern.TryParse(PatternOf(arguments), out var pattern))
        {
            throw ChannelErrors.BadPattern();
        }

        await AuthorizeAsync(call, channel, ChannelErrors.InvalidChannel).ConfigureAwait(false);
        var occasion = new ChannelOccasion(channel, name, pattern.Text, values, call);
        if (!await AskAsync(() => channel.MaySubscribeAsync(occasion), ChannelErrors.InvalidChannel).ConfigureAwait(false))
        {
            throw ChannelErrors.Forbidden(ChannelErrors.InvalidChannel);
        }

        var connection = ConnectionOf(call);
        var subscriber = await connection.Channels.SubscribeAsync(channel, occasion, pattern, _hub, call.CancellationToken).ConfigureAwait(false);
        try
        {
            await call.ReplyAsync(connection.Channels.Snapshot(), ChannelPayloads.Subscribed).ConfigureAwait(false);
        }
        finally
        {
            subscriber?.Begin();
        }
    }

    private async ValueTask UnsubscribeAsync(WsCall call)
    {
        var arguments = Read(call, publishes: false);
        await call.EnterAsync().ConfigureAwait(false);
        var channels = ConnectionOf(call).Channels;
        if (!channels.TryUnsubscribe(arguments.Channel, PatternOf(arguments)) && !(_compat && HasSubscribers(arguments.Channel)))
        {
            throw ChannelErrors.NoChannel(ChannelErrors.InvalidChannel);
        }

        await call.ReplyAsync(channels.Snapshot(), ChannelPayloads.Subscribed).ConfigureAwait(false);
    }

    private async ValueTask PublishAsync(WsCall call)
    {
        var arguments = Read(call, publishes: true);
        var (name, eventName, data) = (arguments.Channel, arguments.Event, arguments.Data);
        await call.EnterAsync().ConfigureAwait(false);
        var (channel, values) = Find(name, ChannelErrors.CannotPublish);
        await AuthorizeAsync(call, channel, ChannelErrors.CannotPublish).ConfigureAwait(false);
        var occasion = new ChannelOccasion(channel, name, eventName ?? "", values, call);
        if (!channel.Definition.ClientsMayPublish
            || await AskAsync(() => channel.AdmitAsync(occasion, data), ChannelErrors.CannotPublish).ConfigureAwait(false) is not { } message)
        {
            throw ChannelErrors.Forbidden(ChannelErrors.CannotPublish);
        }

        if (_hub.Find(channel.Definition, name) is { } topic)
        {
            await topic.WaitForRoomAsync(call.CancellationToken).ConfigureAwait(false);
        }

        // The answer comes before the publisher's own copy.
        var own = ConnectionOf(call).Channels.FindSubscriber(name);
        own?.Hold();
        try
        {
            await _hub.PublishAsync(channel.Definition, message, call.CancellationToken).ConfigureAwait(false);
            await call.ReplyAsync((name, eventName, message.Data), ChannelPayloads.Published).ConfigureAwait(false);
        }
        finally
        {
            own?.Unhold();
        }
    }

    private async ValueTask TellAsync(WsCall call)
    {
        await call.EnterAsync().ConfigureAwait(false);
        var channels = new OrderedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var topic in Topics.OrderBy(static topic => topic.Number))
        {
            var patterns = new Dictionary<string, int>(StringComparer.Ordinal);
            topic.ForEach(subscriber =>
            {
                foreach (var pattern in subscriber is ConnectionSubscriber { IsClosing: false } ? subscriber.Patterns : [])
                {
                    patterns[pattern.Text] = patterns.GetValueOrDefault(pattern.Text) + 1;
                }
            });
            if (patterns.Count > 0)
            {
                channels[topic.Name] = patterns;
            }
        }

        await call.ReplyAsync((ConnectionOf(call).Endpoint.OpenConnections, channels), ChannelPayloads.Info).ConfigureAwait(false);
    }

    private IEnumerable<Topic> Topics => _hub.Topics.Where(topic => _definitions.Contains(topic.Definition));

    private ChannelArguments Read(WsCall call, bool publishes)
        => ChannelArguments.Read(call, publishes, _compat, _options.MaxChannelNameLength);

    // Where an empty pattern is none, it stands for all events, as does none at all.
    private string PatternOf(in ChannelArguments arguments)
        => arguments.Event is null || (_compat && arguments.Event.Length == 0) ? "*" : arguments.Event;

    private bool HasSubscribers(string name)
    {
        var any = false;
        foreach (var topic in Topics.Where(topic => topic.Name == name))
        {
            topic.ForEach(subscriber => any |= subscriber is ConnectionSubscriber { IsClosing: false });
        }

        return any;
    }

    private (ServedChannel Channel, string[] Values) Find(string name, string refusal)
        => _channels.Find(name) is ({ } channel, var values) ? (channel, values) : throw ChannelErrors.NoChannel(refusal);

    private static async ValueTask AuthorizeAsync(WsCall call, ServedChannel channel, string refusal)
    {
        if (!channel.Method.RequiresAuthorization)
        {
            return;
        }

        var context = new ChannelCallContext(call.Context, channel.Method);
        var result = await ConnectionOf(call).Endpoint.Authorizer!.AuthorizeAsync(context).ConfigureAwait(false);
        if (result != WsAuthorizationResult.Allowed)
        {
            throw result == WsAuthorizationResult.Unauthorized ? ChannelErrors.Unauthorized(refusal) : ChannelErrors.Forbidden(refusal);
        }
    }

    // What the application throws to refuse is an error of the channel, too.
    private static async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask, string refusal)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (WsException exception) when (exception.Code != WsErrorCodes.InvalidArguments || exception.Errors.Count == 0)
        {
            throw ChannelErrors.Refused(exception, refusal);
        }
    }
}
