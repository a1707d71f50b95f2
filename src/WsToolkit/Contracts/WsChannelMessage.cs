namespace WsToolkit;

/// <summary>What a subscriber receives: a message, or the notice that it may have missed some.</summary>
/// <typeparam name="T">The channel's message type.</typeparam>
public readonly record struct WsChannelMessage<T>
{
    /// <summary>Creates a message.</summary>
    /// <param name="eventName">The event's name; empty when it was published without one.</param>
    /// <param name="value">The message.</param>
    public WsChannelMessage(string eventName, T value)
    {
        Event = eventName;
        Value = value;
    }

    /// <summary>Creates a notice.</summary>
    /// <param name="discontinuity">What may have been missed.</param>
    public WsChannelMessage(WsDiscontinuity discontinuity)
    {
        Event = "";
        Value = default!;
        Discontinuity = discontinuity;
    }

    /// <summary>The event's name; empty when it was published without one, and in a notice.</summary>
    public string Event { get; }

    /// <summary>The message; the default of its type in a notice.</summary>
    public T Value { get; }

    /// <summary>What may have been missed at this place, or <see langword="null"/> when this is a message.</summary>
    public WsDiscontinuity? Discontinuity { get; }
}
