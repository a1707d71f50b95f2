using System.Runtime.CompilerServices;
using WsToolkit.Channels;
using WsToolkit.Sessions;

namespace WsToolkit.Client;

/// <summary>A channel, as a client sees it.</summary>
internal sealed class ClientChannel<T>(ClientChannels channels, WsChannelType<T> type, string name) : WsChannel<T>
{
    public override string Name => name;

    public override ValueTask PublishAsync(T value, CancellationToken cancellationToken = default)
        => PublishAsync(type.EventOf(value), value, cancellationToken);

    public override ValueTask PublishAsync(string eventName, T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        type.Check(eventName, value);
        return new ValueTask(ChannelCalls.PublishAsync(channels.Client.CreateCall(ChannelCalls.Publish), type, name, eventName, value, cancellationToken));
    }

    public override ValueTask PublishChangeAsync(Func<T> change, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("Changes and snapshots are kept apart on the server. A client publishes with PublishAsync.");

    public override async ValueTask<WsSubscription> SubscribeMessagesAsync(
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler,
        WsSubscribeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscriber = Subscriber(options);
        await channels.JoinAsync(type, name, subscriber, cancellationToken).ConfigureAwait(false);
        return new ChannelSubscription<T>(name, subscriber, handler, () => LeaveAsync(subscriber), channels.Logger);
    }

    public override async IAsyncEnumerable<WsChannelMessage<T>> ReadMessagesAsync(
        WsSubscribeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscriber = Subscriber(options);
        await channels.JoinAsync(type, name, subscriber, cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var message in subscriber.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return message;
            }
        }
        finally
        {
            await LeaveAsync(subscriber).ConfigureAwait(false);
        }
    }

    private ChannelSubscriber<T> Subscriber(WsSubscribeOptions? options)
    {
        options ??= new WsSubscribeOptions();
        OptionCheck.AtLeast(options.QueueLength, 1, nameof(options.QueueLength));
        if (options.SlowConsumer == WsSlowConsumer.Wait)
        {
            throw new ArgumentException("A client cannot let the server wait for one subscription; everything else that arrives would wait, too.", nameof(options));
        }

        if (!EventPattern.TryParse(options.Events, out var events))
        {
            throw new ArgumentException($"'{options.Events}' is not a pattern of events: a set is empty or not closed.", nameof(options));
        }

        return new ChannelSubscriber<T>(name, events, type.Channel.Key, options, discontinuity => OnDiscontinuity(discontinuity, options));
    }

    private void OnDiscontinuity(WsDiscontinuity discontinuity, WsSubscribeOptions options)
    {
        channels.Logger.ChannelDiscontinuity(name, discontinuity.Reason, discontinuity.Missed);
        try
        {
            options.OnDiscontinuity?.Invoke(discontinuity);
        }
        catch (Exception exception)
        {
            channels.Logger.DiscontinuityHandlerFailed(exception, name);
        }
    }

    private ValueTask LeaveAsync(ChannelSubscriber<T> subscriber) => channels.LeaveAsync(name, subscriber, subscriber.Pattern);
}
