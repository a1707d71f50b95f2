using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using WsToolkit.Json;
using WsToolkit.Sessions;

namespace WsToolkit.Channels;

/// <summary>
/// The channels of this process: whoever publishes and whoever has subscribed meet here, whatever their endpoints. One per application,
/// among its services;
/// <c>AddWsToolkit</c> registers it. Thread-safe.
/// </summary>
public sealed class WsChannelHub
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Scope, string Template), IChannelLifecycle> _lifecycles = new();
    private readonly InProcessBus? _inProcess;
    private readonly int _jsonMaxDepth;

    /// <summary>Creates the hub.</summary>
    /// <param name="services">The application's services; an <see cref="IWsChannelBus"/> among them carries the messages.</param>
    /// <param name="options">
    /// How messages are written that are not published over an endpoint, but by <see cref="WsPublisher{TContract}"/>.
    /// </param>
    public WsChannelHub(IServiceProvider services, WsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options = options.Clone();
        _jsonMaxDepth = options.JsonMaxDepth;
        Codecs = new CodecCache(options.Json, options.PayloadCodec, options.JsonMaxDepth);
        Logger = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateGuarded<WsChannelHub>();
        Bus = services.GetService<IWsChannelBus>() ?? (_inProcess = new InProcessBus(ReceiveAsync, IsWanted));
        Bus.Start(message => ReceiveAsync(message, CancellationToken.None));
    }

    internal IWsChannelBus Bus { get; }

    internal ILogger Logger { get; }

    internal CodecCache Codecs { get; }

    /// <summary>How deep the JSON of messages may be nested that others may have written; null where nobody else writes any.</summary>
    internal int? ForeignDepth => _inProcess is null ? _jsonMaxDepth : null;

    /// <summary>The topics that anybody in this process uses.</summary>
    internal IEnumerable<Topic> Topics => _topics.Values;

    internal static string KeyOf(WsChannelDefinition definition, string name) => $"{definition.Scope}/{name}";

    /// <summary>What runs for the first and the last subscriber of a definition's channels. The first to say so has it.</summary>
    internal void Register(WsChannelDefinition definition, IChannelLifecycle lifecycle)
        => _lifecycles.TryAdd((definition.Scope, definition.Template), lifecycle);

    internal IChannelLifecycle? LifecycleOf(WsChannelDefinition definition)
        => _lifecycles.GetValueOrDefault((definition.Scope, definition.Template));

    /// <summary>Takes a topic into use, until its <see cref="Topic.Release"/>.</summary>
    internal Topic Use(WsChannelDefinition definition, string name)
    {
        while (true)
        {
            var topic = _topics.GetOrAdd(
                KeyOf(definition, name),
                static (_, known) => new Topic(known.Hub, known.Definition, known.Name),
                (Hub: this, Definition: definition, Name: name));
            if (topic.TryUse())
            {
                return topic;
            }
        }
    }

    internal Topic? Find(WsChannelDefinition definition, string name) => _topics.GetValueOrDefault(KeyOf(definition, name));

    internal void Remove(Topic topic) => _topics.TryRemove(new KeyValuePair<string, Topic>(topic.Key, topic));

    /// <summary>Whether it is certain that nobody would get a message, so that it need not be written.</summary>
    internal bool IsFutile(string topic) => _inProcess is not null && !IsWanted(topic);

    /// <summary>Publishes an encoded message, when no snapshot is just being taken.</summary>
    internal async ValueTask PublishAsync(WsChannelDefinition definition, WsBusMessage message, CancellationToken cancellationToken)
    {
        if (_topics.TryGetValue(message.Topic, out var topic))
        {
            await topic.WaitForChangeAsync(cancellationToken).ConfigureAwait(false);
        }

        await SendAsync(definition, message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes an encoded message.</summary>
    internal ValueTask SendAsync(WsChannelDefinition definition, WsBusMessage message, CancellationToken cancellationToken)
    {
        ChannelMetrics.Published(definition.Template);
        return Bus.PublishAsync(message, cancellationToken);
    }

    private bool IsWanted(string topic) => _topics.ContainsKey(topic);

    private ValueTask ReceiveAsync(WsBusMessage message, CancellationToken cancellationToken)
        => _topics.TryGetValue(message.Topic, out var topic) ? topic.AcceptAsync(message, cancellationToken) : ValueTask.CompletedTask;
}
