using WsToolkit.Channels;
using WsToolkit.Rpc;

namespace WsToolkit;

/// <summary>
/// Publishes to the channels of a contract from anywhere: inject it into a background service or a controller. Its generated extension methods have the names of the
/// contract's channel members. Thread-safe.
/// </summary>
/// <typeparam name="TContract">The service class, or the contract interface.</typeparam>
public sealed class WsPublisher<TContract> : WsChannelSource
    where TContract : class, IWsContract<TContract>
{
    /// <inheritdoc/>
    public override WsChannel<T> Open<T>(WsChannelDefinition<T> channel, string name) => throw new NotImplementedException();
}
