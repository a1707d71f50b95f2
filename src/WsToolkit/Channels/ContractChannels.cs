using WsToolkit.Json;

namespace WsToolkit.Channels;

/// <summary>The server's channels of a contract, with what reads and writes their messages. Thread-safe.</summary>
internal sealed class ContractChannels : WsChannelSource
{
    private readonly WsChannelHub _hub;
    private readonly Dictionary<WsChannelDefinition, WsChannelType> _types;

    /// <exception cref="NotSupportedException">The codec does not know the type of a channel's messages.</exception>
    public ContractChannels(WsChannelHub hub, IReadOnlyList<WsChannelDefinition> definitions, WsPayloadCodec codec)
    {
        _hub = hub;
        _types = definitions.ToDictionary(static definition => definition, definition => WsChannelType.Create(definition, codec));
    }

    public override WsChannel<T> Open<T>(WsChannelDefinition<T> channel, string name)
    {
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ServerChannel<T>(_hub, TypeOf(channel), name);
    }

    /// <summary>What reads and writes the messages of a channel.</summary>
    public WsChannelType<T> TypeOf<T>(WsChannelDefinition<T> channel)
        => _types.TryGetValue(channel, out var type)
            ? (WsChannelType<T>)type
            : throw new ArgumentException($"{channel.MemberName} is not a channel of this contract.", nameof(channel));
}
