namespace WsToolkit;

/// <summary>
/// Marks a method of a service that the toolkit asks or tells about one of its channels. The method takes the channel's parameters by name and
/// type, any of them, and where it wants them a <see cref="WsChannelContext"/> and a <see cref="CancellationToken"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false, AllowMultiple = true)]
public sealed class WsChannelHookAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="channel">The C# name of the channel's member; <c>nameof</c> gives it.</param>
    /// <param name="hook">When the method runs.</param>
    public WsChannelHookAttribute(string channel, WsChannelHook hook)
    {
        Channel = channel;
        Hook = hook;
    }

    /// <summary>The C# name of the channel's member.</summary>
    public string Channel { get; }

    /// <summary>When the method runs.</summary>
    public WsChannelHook Hook { get; }
}

/// <summary>When a method with <see cref="WsChannelHookAttribute"/> runs, and what it returns.</summary>
public enum WsChannelHook
{
    /// <summary>
    /// Before a client subscribes: returns whether it may, as <see cref="bool"/>, <c>Task&lt;bool&gt;</c> or <c>ValueTask&lt;bool&gt;</c>. A refusal, also by
    /// a <see cref="WsException"/>, is an error of the field <c>channel</c>.
    /// </summary>
    MaySubscribe,

    /// <summary>
    /// Before a client publishes, where <see cref="WsChannelAttribute.ClientsMayPublish"/> is set: returns as <see cref="MaySubscribe"/> does. It may also take the
    /// message, as a parameter of the channel's message type.
    /// </summary>
    MayPublish,

    /// <summary>
    /// For a new subscriber, which receives what the method returns before the first live message: the message type, an
    /// <see cref="IEnumerable{T}"/> of it, either of them in a <see cref="Task"/> or <see cref="ValueTask"/>, or an <see cref="IAsyncEnumerable{T}"/>. Publishing to the
    /// channel waits meanwhile.
    /// </summary>
    Snapshot,

    /// <summary>After the channel has got its first subscriber in this process. Returns nothing, <see cref="Task"/> or <see cref="ValueTask"/>.</summary>
    FirstSubscriber,

    /// <summary>After the channel has lost its last subscriber in this process. Returns nothing, <see cref="Task"/> or <see cref="ValueTask"/>.</summary>
    LastSubscriber,
}
