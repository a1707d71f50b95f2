namespace WsToolkit;

/// <summary>What happens to a subscriber of a channel whose queue is full because it takes messages more slowly than they come.</summary>
public enum WsSlowConsumer
{
    /// <summary>The oldest message is dropped; the subscriber is told how many it has missed before it gets the next one.</summary>
    DropOldest,

    /// <summary>Publishing waits for the subscriber, until its connection is given up for being too slow. Nothing is dropped.</summary>
    Wait,

    /// <summary>
    /// A waiting message is replaced by a newer one with the same key: the value of <see cref="WsChannelAttribute.Key"/>, or else the event's name.
    /// When the queue is full of different keys, the oldest message is dropped, as with <see cref="DropOldest"/>.
    /// </summary>
    KeepLatest,

    /// <summary>The subscriber's connection is closed with <see cref="WsCloseCode.TryAgainLater"/>.</summary>
    Disconnect,
}
