using System.Security.Claims;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>What a channel's hook knows of the occasion, and the service instance that the hooks of one occasion share.</summary>
internal sealed class ChannelOccasion : WsChannelContext
{
    private readonly ServedChannel _channel;
    private readonly WsCall? _call;
    private readonly IServiceProvider? _services;
    private object? _service;
    private bool _owned;

    /// <summary>A client's call.</summary>
    public ChannelOccasion(ServedChannel channel, string name, string eventName, IReadOnlyList<string> values, WsCall call)
        : this(channel, name, eventName, values) => _call = call;

    /// <summary>Nobody's call.</summary>
    public ChannelOccasion(ServedChannel channel, string name, string eventName, IReadOnlyList<string> values, IServiceProvider services)
        : this(channel, name, eventName, values) => _services = services;

    private ChannelOccasion(ServedChannel channel, string name, string eventName, IReadOnlyList<string> values)
    {
        _channel = channel;
        Channel = name;
        Event = eventName;
        Values = values;
    }

    public override WsChannelDefinition Definition => _channel.Definition;

    public override string Channel { get; }

    public override string Event { get; }

    public override IReadOnlyList<string> Values { get; }

    public override WsConnection Connection
        => _call?.Connection ?? throw new InvalidOperationException(
            "No connection has led to this: the last subscriber has gone, or the application itself has subscribed.");

    public override ClaimsPrincipal User => _call?.Connection.User ?? new ClaimsPrincipal(new ClaimsIdentity());

    public override IServiceProvider Services => _call?.Services ?? _services!;

    public override CancellationToken CancellationToken => _call?.CancellationToken ?? CancellationToken.None;

    /// <summary>
    /// The instance whose methods the hooks are; created when it is first needed. That of a call lives as long as the call.
    /// </summary>
    public object Service => _service ??= Create();

    /// <summary>Disposes the instance, where no call does.</summary>
    public async ValueTask ReleaseAsync()
    {
        if (!_owned)
        {
            return;
        }

        if (_service is IAsyncDisposable asyncDisposable)
        {
            await asyncDisposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (_service as IDisposable)?.Dispose();
        }
    }

    private object Create()
    {
        var (service, owned) = _channel.CreateService(Services);
        if (owned && _call is not null)
        {
            _call.Own(service);
        }

        _owned = owned && _call is null;
        return service;
    }
}

/// <summary>A call to one of the toolkit's own methods, as an authorizer sees it: a call to the channel.</summary>
internal sealed class ChannelCallContext(WsCallContext call, WsMethod channel) : WsCallContext
{
    public override WsConnection Connection => call.Connection;

    public override string MethodName => call.MethodName;

    public override WsMethod? Method => channel;

    public override IServiceProvider Services => call.Services;

    public override DateTimeOffset Deadline => call.Deadline;

    public override CancellationToken CancellationToken => call.CancellationToken;
}
