namespace WsToolkit;

/// <summary>Tells a subscriber that it may have missed messages at this place, and why.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Missed">How many messages were missed; <see langword="null"/> when nobody knows.</param>
public sealed record WsDiscontinuity(string Channel, WsDiscontinuityReason Reason, long? Missed);

/// <summary>Why a subscriber may have missed messages.</summary>
public enum WsDiscontinuityReason
{
    /// <summary>The connection was lost; the subscription has been restored over a new one.</summary>
    Reconnected,

    /// <summary>The server dropped messages because this subscriber did not take them fast enough.</summary>
    DroppedByServer,

    /// <summary>This end dropped messages because the consumer did not take them fast enough.</summary>
    DroppedHere,

    /// <summary>A message arrived that cannot be read as the channel's message type.</summary>
    Unreadable,
}
