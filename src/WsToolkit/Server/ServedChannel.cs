using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>
/// A channel of an endpoint: its description, who reads and writes its messages, and what the service has to say to it. Immutable.
/// </summary>
internal abstract class ServedChannel : IChannelLifecycle
{
    private readonly WsChannelHooks? _hooks;
    private readonly ServiceActivator _activator;
    private readonly IServiceProvider _services;

    protected ServedChannel(
        WsChannelDefinition definition, WsMethod method, WsChannelHooks? hooks, ServiceActivator activator, IServiceProvider services)
    {
        Definition = definition;
        Method = method;
        _hooks = hooks;
        _activator = activator;
        _services = services;
    }

    public WsChannelDefinition Definition { get; }

    /// <summary>What an authorizer sees of the channel: its name and attributes.</summary>
    public WsMethod Method { get; }

    /// <summary>Puts together the channels of a contract.</summary>
    public static IEnumerable<ServedChannel> Create(
        IReadOnlyList<WsChannelDefinition> definitions,
        ContractChannels channels,
        IReadOnlyList<WsServiceDemand> demands,
        IReadOnlyList<WsChannelHooks> hooks,
        ServiceActivator activator,
        IServiceProvider services,
        WsChannelHub hub)
    {
        foreach (var definition in definitions)
        {
            var method = new WsMethod(definition.Template, definition.MemberName)
            {
                RequiresAuthorization = definition.RequiresAuthorization,
                Metadata = definition.Metadata,
            };
            method = demands.Aggregate(method, static (known, demand) => demand.AddTo(known));
            var own = hooks.FirstOrDefault(candidate => ReferenceEquals(candidate.Channel, definition));
            var served = definition.Accept(new Creation(channels, method, own, activator, services));
            hub.Register(definition, served);
            yield return served;
        }
    }

    /// <summary>Gives the instance whose methods are the hooks.</summary>
    public (object Service, bool Owned) CreateService(IServiceProvider scope) => _activator.Create(scope);

    public ValueTask<bool> MaySubscribeAsync(ChannelOccasion occasion)
        => _hooks?.MaySubscribe is { } hook ? hook(occasion.Service, occasion) : ValueTask.FromResult(true);

    /// <summary>Reads what a client wants to publish, and asks whether it may.</summary>
    /// <returns>The message in the server's own spelling; null when the client may not publish it.</returns>
    /// <exception cref="WsException">It is no message of this channel.</exception>
    public abstract ValueTask<WsBusMessage?> AdmitAsync(ChannelOccasion occasion, ReadOnlyMemory<byte> data);

    /// <summary>What takes the snapshot for a new subscriber, or one that has got a further pattern; null when there is none.</summary>
    public abstract Func<CancellationToken, ValueTask>? SnapshotFor(
        ChannelOccasion occasion, ConnectionSubscriber subscriber, WsServerOptions options);

    async ValueTask IChannelLifecycle.OnFirstAsync(string name, object? occasion)
    {
        if (_hooks?.FirstSubscriber is not { } hook)
        {
            return;
        }

        if (occasion is ChannelOccasion known)
        {
            await hook(known.Service, known).ConfigureAwait(false);
        }
        else
        {
            await RunAsync(hook, name).ConfigureAwait(false);
        }
    }

    ValueTask IChannelLifecycle.OnLastAsync(string name)
        => _hooks?.LastSubscriber is { } hook ? RunAsync(hook, name) : ValueTask.CompletedTask;

    // In a scope of its own: no call has led here.
    private async ValueTask RunAsync(Func<object, WsChannelContext, ValueTask> hook, string name)
    {
        var scope = _services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var occasion = new ChannelOccasion(this, name, "*", new ChannelTemplate(Definition).Match(name) ?? [], scope.ServiceProvider);
            try
            {
                await hook(occasion.Service, occasion).ConfigureAwait(false);
            }
            finally
            {
                await occasion.ReleaseAsync().ConfigureAwait(false);
            }
        }
    }

    private sealed class Creation(
        ContractChannels channels, WsMethod method, WsChannelHooks? hooks, ServiceActivator activator, IServiceProvider services)
        : IWsChannelVisitor<ServedChannel>
    {
        public ServedChannel Visit<T>(WsChannelDefinition<T> definition)
            => new ServedChannel<T>(channels.TypeOf(definition), method, (WsChannelHooks<T>?)hooks, activator, services);
    }
}

/// <summary>A channel of an endpoint.</summary>
internal sealed class ServedChannel<T>(
    WsChannelType<T> type, WsMethod method, WsChannelHooks<T>? hooks, ServiceActivator activator, IServiceProvider services)
    : ServedChannel(type.Definition, method, hooks, activator, services)
{
    public override async ValueTask<WsBusMessage?> AdmitAsync(ChannelOccasion occasion, ReadOnlyMemory<byte> data)
    {
        T value;
        try
        {
            value = type.Read(occasion.Event, data);
        }
        catch (Exception exception) when (RpcErrors.IsBindingFailure(exception))
        {
            throw RpcErrors.InvalidArguments("data", "not valid type", exception);
        }

        if (value is null)
        {
            throw RpcErrors.InvalidArguments("data", "must not be null");
        }

        if (hooks?.MayPublish is { } hook && !await hook(occasion.Service, occasion, value).ConfigureAwait(false))
        {
            return null;
        }

        return new WsBusMessage(
            WsChannelHub.KeyOf(Definition, occasion.Channel),
            occasion.Event,
            type.Channel.Key?.Invoke(value),
            type.Encode(occasion.Event, value));
    }

    public override Func<CancellationToken, ValueTask>? SnapshotFor(
        ChannelOccasion occasion, ConnectionSubscriber subscriber, WsServerOptions options)
    {
        return hooks?.Snapshot is { } hook && !subscriber.WantsAll ? TakeAsync : null;

        async ValueTask TakeAsync(CancellationToken cancellationToken)
        {
            var messages = EncodeAsync(hook(occasion.Service, occasion), cancellationToken);
            if (!await subscriber
                .TrySnapshotAsync(messages, options.MaxSnapshotMessages, options.MaxSnapshotBytes, cancellationToken).ConfigureAwait(false))
            {
                throw ChannelErrors.SnapshotTooLarge();
            }
        }
    }

    private async IAsyncEnumerable<(string Event, ReadOnlyMemory<byte> Data)> EncodeAsync(
        IAsyncEnumerable<T> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var value in values.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var name = type.EventOf(value);
            yield return (name, type.Encode(name, value));
        }
    }
}
