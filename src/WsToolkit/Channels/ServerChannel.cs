using System.Runtime.CompilerServices;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Channels;

/// <summary>A channel on the server.</summary>
internal sealed class ServerChannel<T>(WsChannelHub hub, WsChannelType<T> type, string name) : WsChannel<T>
{
    private readonly string _topic = WsChannelHub.KeyOf(type.Channel, name);

    public override string Name => name;

    public override ValueTask PublishAsync(T value, CancellationToken cancellationToken = default)
        => PublishAsync(type.EventOf(value), value, cancellationToken);

    public override ValueTask PublishAsync(string eventName, T value, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        type.Check(eventName, value);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled(cancellationToken)
            : hub.IsFutile(_topic) ? ValueTask.CompletedTask
            : hub.PublishAsync(type.Channel, Encode(eventName, value), cancellationToken);
    }

    public override async ValueTask PublishChangeAsync(Func<T> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var topic = hub.Use(type.Channel, name);
        try
        {
            await topic.ChangeAsync(MakeAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            topic.Release();
        }

        ValueTask MakeAsync(CancellationToken token)
        {
            // Once the change is made, its message goes out, whatever becomes of the one who waits.
            var value = change();
            type.Check(type.EventOf(value), value);
            return hub.SendAsync(type.Channel, Encode(type.EventOf(value), value), CancellationToken.None);
        }
    }

    public override async ValueTask<WsSubscription> SubscribeMessagesAsync(
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler,
        WsSubscribeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var subscriber = await JoinAsync(options, cancellationToken).ConfigureAwait(false);
        return new HandlerSubscription<T>(subscriber, handler, options?.OnDiscontinuity, hub.Logger);
    }

    public override async IAsyncEnumerable<WsChannelMessage<T>> ReadMessagesAsync(
        WsSubscribeOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var subscriber = await JoinAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            while (await subscriber.NextAsync(cancellationToken).ConfigureAwait(false) is { } message)
            {
                if (message.Discontinuity is { } discontinuity)
                {
                    options?.OnDiscontinuity?.Invoke(discontinuity);
                }

                yield return message;
            }
        }
        finally
        {
            subscriber.Leave();
        }
    }

    private async ValueTask<LocalSubscriber<T>> JoinAsync(WsSubscribeOptions? options, CancellationToken cancellationToken)
    {
        options ??= new WsSubscribeOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.QueueLength, 1, nameof(options));
        if (!EventPattern.TryParse(options.Events, out var pattern))
        {
            throw new WsException(
                WsErrorCodes.InvalidArguments,
                $"'{options.Events}' is not a valid pattern of events.",
                new Dictionary<string, string> { ["event"] = "not a valid pattern" });
        }

        var topic = hub.Use(type.Channel, name);
        var subscriber = new LocalSubscriber<T>(topic, type, options);
        try
        {
            await topic.JoinAsync(subscriber, pattern, null, null, cancellationToken).ConfigureAwait(false);
            return subscriber;
        }
        catch
        {
            topic.Release();
            throw;
        }
    }

    private WsBusMessage Encode(string eventName, T value)
        => new(_topic, eventName, type.Channel.Key?.Invoke(value), type.Encode(eventName, value));
}

internal static class ChannelTypeExtensions
{
    /// <summary>Writes a message by itself.</summary>
    public static byte[] Encode<T>(this WsChannelType<T> type, string eventName, T value)
        => SharedEncoder.Encode(
            (Type: type, Event: eventName, Value: value), static (output, message) => message.Type.Write(output, message.Event, message.Value));
}
