namespace WsToolkit;

/// <summary>
/// Marks a partial method or property of a service, or a member of a contract interface, as a channel: messages that are published to
/// everybody who has subscribed. Its type is <see cref="WsChannel{T}"/>; its parameters are those of the template, by name.
/// </summary>
/// <remarks>
/// Not to be confused with the channel ids of walkers, which name groups of connections. Parameters are <see cref="string"/>,
/// <see cref="Guid"/>, integers or enums. What a string holds is escaped in the channel's name, so that no value can make another channel
/// of it; only a template that is one string parameter and nothing else takes any name as it is.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WsChannelAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="template">The channel's name on the wire, with parameters in braces, such as <c>orders:{orderId}</c>.</param>
    public WsChannelAttribute(string template) => Template = template;

    /// <summary>The channel's name on the wire, with parameters in braces.</summary>
    public string Template { get; }

    /// <summary>What happens to subscribers that are too slow. Default: <see cref="WsSlowConsumer.DropOldest"/>.</summary>
    public WsSlowConsumer SlowConsumer { get; set; }

    /// <summary>The messages that may wait for one subscriber. Default: 256.</summary>
    public int QueueLength { get; set; } = 256;

    /// <summary>Whether clients may publish, if the service's hook lets them. Default: <see langword="false"/>.</summary>
    public bool ClientsMayPublish { get; set; }

    /// <summary>The member of the message type by which <see cref="WsSlowConsumer.KeepLatest"/> tells messages apart. Default: none, the event's name.</summary>
    public string? Key { get; set; }
}
