namespace WsToolkit;

/// <summary>What a service's methods with <see cref="WsChannelHookAttribute"/> do for one of its channels. Created by generated code.</summary>
/// <remarks>Each takes the service's instance and the occasion.</remarks>
public abstract class WsChannelHooks
{
    private protected WsChannelHooks(WsChannelDefinition channel) => Channel = channel;

    /// <summary>The channel.</summary>
    public WsChannelDefinition Channel { get; }

    /// <summary>Whether a client may subscribe.</summary>
    public Func<object, WsChannelContext, ValueTask<bool>>? MaySubscribe { get; init; }

    /// <summary>Runs after the first subscriber has come.</summary>
    public Func<object, WsChannelContext, ValueTask>? FirstSubscriber { get; init; }

    /// <summary>Runs after the last subscriber has gone.</summary>
    public Func<object, WsChannelContext, ValueTask>? LastSubscriber { get; init; }
}

/// <summary>What a service's methods with <see cref="WsChannelHookAttribute"/> do for one of its channels. Created by generated code.</summary>
/// <typeparam name="T">The channel's message type.</typeparam>
public sealed class WsChannelHooks<T> : WsChannelHooks
{
    /// <summary>Creates the description.</summary>
    /// <param name="channel">The channel.</param>
    public WsChannelHooks(WsChannelDefinition<T> channel)
        : base(channel)
    {
    }

    /// <summary>Whether a client may publish a message.</summary>
    public Func<object, WsChannelContext, T, ValueTask<bool>>? MayPublish { get; init; }

    /// <summary>What a new subscriber receives first.</summary>
    public Func<object, WsChannelContext, IAsyncEnumerable<T>>? Snapshot { get; init; }
}
