namespace WsToolkit.Channels;

/// <summary>
/// Carries published messages to every process whose connections want them. The one built in serves a single process; one of the application's own,
/// registered in its services, may reach others. Thread-safe.
/// </summary>
public interface IWsChannelBus
{
    /// <summary>Takes the receiver for messages of the topics that this process has subscribed to. Called once, before anything else.</summary>
    /// <param name="receiver">
    /// Takes a message; messages of one topic in their order. The bus waits for the task where it can slow its publishers down.
    /// </param>
    void Start(Func<WsBusMessage, ValueTask> receiver);

    /// <summary>Publishes a message to every process that has subscribed to its topic, this one included.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when the message has been accepted.</returns>
    ValueTask PublishAsync(WsBusMessage message, CancellationToken cancellationToken);

    /// <summary>This process wants a topic: it has got its first subscriber.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes when every message that is published from now on will arrive.</returns>
    ValueTask SubscribeAsync(string topic, CancellationToken cancellationToken);

    /// <summary>This process does not want a topic any more.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>A task that completes when that is known.</returns>
    ValueTask UnsubscribeAsync(string topic);

    /// <summary>Whether any process wants a topic. A publisher whose messages are expensive to make may ask first.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether there is interest, as far as is known.</returns>
    ValueTask<bool> HasInterestAsync(string topic, CancellationToken cancellationToken);
}

/// <summary>A published message on its way to its subscribers.</summary>
/// <param name="Topic">The channel's scope and name: what subscribers of a bus are told apart by.</param>
/// <param name="Event">The event's name; empty when there is none.</param>
/// <param name="Key">The key for <see cref="WsSlowConsumer.KeepLatest"/>, or <see langword="null"/>.</param>
/// <param name="Data">The encoded message. Must not be changed.</param>
public sealed record WsBusMessage(string Topic, string Event, string? Key, ReadOnlyMemory<byte> Data);
