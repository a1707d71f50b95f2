using WsToolkit;
using WsToolkit.Channels;

namespace StreamSample;

/// <summary>
/// Carries published messages, as the example's broker does: they are delivered when their publisher has got its answer, and where one cannot
/// be delivered, the connections of those who have subscribed are closed.
/// </summary>
/// <remarks>An application needs nothing of this kind: without a bus of its own, the toolkit's delivers at once.</remarks>
public sealed class LocalBroker(WsConnections connections) : IWsChannelBus, IWsCallFilter
{
    private readonly AsyncLocal<List<WsBusMessage>?> _published = new();
    private Func<WsBusMessage, ValueTask> _deliver = static _ => ValueTask.CompletedTask;

    public void Start(Func<WsBusMessage, ValueTask> receiver) => _deliver = receiver;

    /// <summary>Runs around every call: when the rest has run, its answer is on its way, and what it has published follows.</summary>
    public async ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next)
    {
        var published = _published.Value = [];
        try
        {
            await next(context);
        }
        finally
        {
            foreach (var message in published)
            {
                await DeliverAsync(message);
            }
        }
    }

    public ValueTask PublishAsync(WsBusMessage message, CancellationToken cancellationToken)
    {
        if (_published.Value is not { } published)
        {
            return DeliverAsync(message);
        }

        published.Add(message);
        return ValueTask.CompletedTask;
    }

    public ValueTask SubscribeAsync(string topic, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask UnsubscribeAsync(string topic) => ValueTask.CompletedTask;

    public ValueTask<bool> HasInterestAsync(string topic, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    private ValueTask DeliverAsync(WsBusMessage message)
    {
        if (!CannotBeDelivered(message.Data.Span))
        {
            return _deliver(message);
        }

        // A topic is the contract's name, a slash, and the channel's.
        var channel = message.Topic[(message.Topic.IndexOf('/') + 1)..];
        foreach (var connection in connections.All.Where(connection => connection.SubscribedChannels.Contains(channel)))
        {
            _ = connection.CloseAsync();
        }

        return ValueTask.CompletedTask;
    }

    private static bool CannotBeDelivered(ReadOnlySpan<byte> data)
        => data.SequenceEqual("\"error\""u8) || data.SequenceEqual("\"runtime_error\""u8);
}
