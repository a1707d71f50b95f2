namespace WsToolkit;

/// <summary>
/// One channel, on either end: a place to publish messages and to hear those of others. On a client it reaches the server's channel and outlives
/// reconnects; on the server it is the channel itself. Cheap, thread-safe, and usable any number of times: each subscription, and each enumeration, is
/// one of its own.
/// </summary>
/// <remarks>
/// Enumerating the channel gives its messages only. Who has to know of messages that were missed reads <see cref="ReadMessagesAsync"/>, or hands
/// <see cref="WsSubscribeOptions.OnDiscontinuity"/> over.
/// </remarks>
/// <typeparam name="T">The type of the messages.</typeparam>
public abstract class WsChannel<T> : IAsyncEnumerable<T>
{
    /// <summary>The channel's name on the wire.</summary>
    public abstract string Name { get; }

    /// <summary>Publishes a message, under the event name of its type where <see cref="WsEventAttribute"/> gives it one, and else without.</summary>
    /// <param name="value">The message.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    /// <returns>A task that completes when the message has been accepted: on a client by the server.</returns>
    /// <exception cref="ArgumentException">
    /// The message type is abstract and the event is not that of the message's type, so nobody could read it.
    /// </exception>
    /// <exception cref="WsException">On a client: the server refused it.</exception>
    public abstract ValueTask PublishAsync(T value, CancellationToken cancellationToken = default);

    /// <summary>Publishes a message under an event name.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="value">The message.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    /// <returns>A task that completes when the message has been accepted: on a client by the server.</returns>
    /// <exception cref="ArgumentException">
    /// The message type is abstract and the event is not that of the message's type, so nobody could read it.
    /// </exception>
    /// <exception cref="WsException">On a client: the server refused it.</exception>
    public abstract ValueTask PublishAsync(string eventName, T value, CancellationToken cancellationToken = default);

    /// <summary>
    /// On the server: makes a change and publishes it as one step. No snapshot for a new subscriber is taken in between, so that the subscriber finds
    /// the change in its snapshot or receives it as a message, and never both or neither.
    /// </summary>
    /// <param name="change">Makes the change and returns the message that tells of it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the message has been accepted.</returns>
    /// <exception cref="NotSupportedException">This is a client's end.</exception>
    public abstract ValueTask PublishChangeAsync(Func<T> change, CancellationToken cancellationToken = default);

    /// <summary>Subscribes with a handler. Handlers run one message after the other, each subscription by itself.</summary>
    /// <param name="handler">Handles a message, or a notice that messages may have been missed. An exception is logged.</param>
    /// <param name="options">The subscription's options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting; not the subscription.</param>
    /// <returns>The subscription, once the server has accepted it. Disposing it unsubscribes.</returns>
    /// <exception cref="WsException">The server refused it; <see cref="WsException.Errors"/> names the field.</exception>
    public abstract ValueTask<WsSubscription> SubscribeMessagesAsync(
        Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler, WsSubscribeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Subscribes and enumerates messages and notices that some may have been missed. Leaving the enumeration unsubscribes.</summary>
    /// <param name="options">The subscription's options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The messages.</returns>
    public abstract IAsyncEnumerable<WsChannelMessage<T>> ReadMessagesAsync(WsSubscribeOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Subscribes with an asynchronous handler; the next message waits until it has ended.</summary>
    /// <param name="handler">Handles a message. An exception is logged.</param>
    /// <param name="options">The subscription's options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting; not the subscription.</param>
    /// <returns>The subscription, once the server has accepted it. Disposing it unsubscribes.</returns>
    /// <exception cref="WsException">The server refused it; <see cref="WsException.Errors"/> names the field.</exception>
    public ValueTask<WsSubscription> SubscribeAsync(
        Func<T, CancellationToken, ValueTask> handler, WsSubscribeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return SubscribeMessagesAsync(
            (message, token) => message.Discontinuity is null ? handler(message.Value, token) : ValueTask.CompletedTask, options, cancellationToken);
    }

    /// <summary>Subscribes with a handler.</summary>
    /// <param name="handler">Handles a message. An exception is logged.</param>
    /// <param name="options">The subscription's options; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the waiting; not the subscription.</param>
    /// <returns>The subscription, once the server has accepted it. Disposing it unsubscribes.</returns>
    /// <exception cref="WsException">The server refused it; <see cref="WsException.Errors"/> names the field.</exception>
    public ValueTask<WsSubscription> SubscribeAsync(
        Action<T> handler, WsSubscribeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return SubscribeMessagesAsync(Run, options, cancellationToken);

        ValueTask Run(WsChannelMessage<T> message, CancellationToken token)
        {
            if (message.Discontinuity is null)
            {
                handler(message.Value);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Subscribes and enumerates the messages. Leaving the enumeration unsubscribes.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The messages.</returns>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var message in ReadMessagesAsync(null, cancellationToken).ConfigureAwait(false))
        {
            if (message.Discontinuity is null)
            {
                yield return message.Value;
            }
        }
    }
}
