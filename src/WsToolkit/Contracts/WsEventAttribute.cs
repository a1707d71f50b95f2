namespace WsToolkit;

/// <summary>
/// Names the event that a type stands for: on a type derived from a channel's message type, the event under which it is published and by which
/// the receiver knows it again; on a partial type, the <c>type</c> of a notification, which walkers and <see cref="WsNotifier"/> send.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class WsEventAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="name">The event's name on the wire.</param>
    public WsEventAttribute(string name) => Name = name;

    /// <summary>The event's name on the wire.</summary>
    public string Name { get; }
}
