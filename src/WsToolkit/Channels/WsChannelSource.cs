namespace WsToolkit.Channels;

/// <summary>The server's channels of one contract. Generated channel members open theirs here. Thread-safe.</summary>
public abstract class WsChannelSource
{
    /// <summary>Opens a channel.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="channel">The channel's description, one of the contract's.</param>
    /// <param name="name">Its name, with the parameters' values.</param>
    /// <returns>The channel.</returns>
    public abstract WsChannel<T> Open<T>(WsChannelDefinition<T> channel, string name);

    /// <summary>What a generated channel member of a service class returns.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="source">Where the toolkit has put the service's channels; <see langword="null"/> outside a call.</param>
    /// <param name="channel">The channel's description.</param>
    /// <param name="name">Its name, with the parameters' values.</param>
    /// <param name="publisher">What to inject instead, such as <c>WsPublisher&lt;TradingService&gt;</c>.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="InvalidOperationException">The service was not created by the toolkit.</exception>
    public static WsChannel<T> Open<T>(WsChannelSource? source, WsChannelDefinition<T> channel, string name, string publisher)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return source?.Open(channel, name) ?? throw new InvalidOperationException(
            $"{channel.MemberName} works in instances that the toolkit has created or taken from the services, for a call or a hook. Elsewhere, inject {publisher}.");
    }
}

/// <summary>A service class that has channels. Implemented by generated code; the toolkit attaches them before it uses an instance.</summary>
public interface IWsChannelService
{
    /// <summary>Attaches the channels. Called at each use of an instance, with the same object.</summary>
    /// <param name="channels">The channels of the service's contract.</param>
    void Attach(WsChannelSource channels);
}
