using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>The client's end of channels. Generated channel members open theirs here.</summary>
public static class WsClientChannels
{
    /// <summary>Opens a channel over a client's connection. Nothing is sent before the first subscription.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="channel">The channel, with its readers and writers.</param>
    /// <param name="name">Its name, with the parameters' values.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="NotSupportedException">The connection is not a client's.</exception>
    public static WsChannel<T> Open<T>(WsCaller connection, WsChannelType<T> channel, string name)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return connection is IChannelClient client
            ? client.Channels.Open(channel, name)
            : throw new NotSupportedException($"{channel.Definition.MemberName}: channels are open to clients; this connection is a server's.");
    }
}

/// <summary>A connection that has channels.</summary>
internal interface IChannelClient
{
    ClientChannels Channels { get; }
}
