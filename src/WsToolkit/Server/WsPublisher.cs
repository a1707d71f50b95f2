using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit;

/// <summary>
/// Publishes to the channels of a contract from anywhere: inject it into a background service or a controller. Its generated extension
/// methods have the names of the
/// contract's channel members. Messages are written as the options of <c>AddWsToolkit</c> say. Thread-safe.
/// </summary>
/// <typeparam name="TContract">The service class, or the contract interface.</typeparam>
public sealed class WsPublisher<TContract> : WsChannelSource
    where TContract : class, IWsContract<TContract>
{
    private readonly ContractChannels _channels;

    /// <summary>Creates the publisher.</summary>
    /// <param name="hub">The channels of the process.</param>
    /// <exception cref="NotSupportedException">The type of a channel's messages has no metadata.</exception>
    public WsPublisher(WsChannelHub hub)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var contract = TContract.Contract;
        _channels = new ContractChannels(hub, contract.Channels, hub.Codecs.Get(contract.Naming, contract.Enums, TContract.JsonTypeInfoResolver));
    }

    /// <inheritdoc/>
    public override WsChannel<T> Open<T>(WsChannelDefinition<T> channel, string name) => _channels.Open(channel, name);
}
