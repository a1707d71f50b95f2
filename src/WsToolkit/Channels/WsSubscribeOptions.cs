namespace WsToolkit;

/// <summary>The options of one subscription.</summary>
public sealed record WsSubscribeOptions
{
    /// <summary>
    /// The events wanted, by name or by pattern: <c>*</c> stands for any text, <c>?</c> for any character, <c>[ab]</c>, <c>[a-z]</c> and <c>[^a]</c> for one of, in or not in a set;
    /// every other character stands for itself. Default: <c>*</c>, all of them.
    /// </summary>
    public string Events { get; init; } = "*";

    /// <summary>The messages that may wait for this subscription's consumer. Default: 256.</summary>
    public int QueueLength { get; init; } = 256;

    /// <summary>
    /// What happens when they are more. <see cref="WsSlowConsumer.Disconnect"/> ends the subscription with a <see cref="WsException"/>. On a client
    /// <see cref="WsSlowConsumer.Wait"/> is refused, because everything else that arrives would wait, too. Default: <see cref="WsSlowConsumer.DropOldest"/>.
    /// </summary>
    public WsSlowConsumer SlowConsumer { get; init; }

    /// <summary>Called where messages may have been missed, before the next one. Default: nobody; the client logs it all the same.</summary>
    public Action<WsDiscontinuity>? OnDiscontinuity { get; init; }
}
