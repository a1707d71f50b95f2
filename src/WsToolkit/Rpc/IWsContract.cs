using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// How an endpoint finds what was generated for a contract: no registry, no reflection. Implemented by generated code on the
/// annotated class or interface itself.
/// </summary>
/// <typeparam name="TSelf">The annotated type.</typeparam>
public interface IWsContract<TSelf>
    where TSelf : class, IWsContract<TSelf>
{
    /// <summary>The description of the contract.</summary>
    static abstract WsContract Contract { get; }

    /// <summary>The JSON metadata of every type in the contract.</summary>
    static abstract IJsonTypeInfoResolver JsonTypeInfoResolver { get; }

    /// <summary>Creates the dispatch table. Resolves every payload type at once, so that a gap shows here and not at a call.</summary>
    /// <param name="services">Gives the service that runs a call.</param>
    /// <param name="codec">The format of the payloads.</param>
    /// <returns>The table; it serves any number of connections.</returns>
    /// <exception cref="NotSupportedException">The codec does not know a payload type.</exception>
    static abstract WsDispatcher CreateDispatcher(WsServiceProvider<TSelf> services, WsPayloadCodec codec);
}

/// <summary>A contract interface: a proxy that implements it can be created for any connection.</summary>
/// <typeparam name="TSelf">The annotated interface.</typeparam>
public interface IWsCallableContract<TSelf> : IWsContract<TSelf>
    where TSelf : class, IWsCallableContract<TSelf>
{
    /// <summary>Creates a proxy.</summary>
    /// <param name="caller">The connection to call over.</param>
    /// <returns>The proxy.</returns>
    static abstract TSelf CreateClient(WsCaller caller);
}

/// <summary>A service class of which the toolkit can create instances. Implemented by generated code.</summary>
/// <typeparam name="TSelf">The annotated class.</typeparam>
public interface IWsService<TSelf>
    where TSelf : class, IWsService<TSelf>
{
    /// <summary>Creates an instance, with its constructor's arguments from the services.</summary>
    /// <param name="services">The services of the call's scope.</param>
    /// <returns>The instance.</returns>
    static abstract TSelf Create(IServiceProvider services);

    /// <summary>
    /// What the attributes of a class that implements a contract interface add to the contract. Empty for a class that is its own contract.
    /// </summary>
    static virtual IReadOnlyList<WsServiceDemand> Demands => [];

    /// <summary>What the class's methods with <see cref="WsChannelHookAttribute"/> do. Empty when it has none.</summary>
    static virtual IReadOnlyList<WsChannelHooks> ChannelHooks => [];
}

/// <summary>A generated client that can be created over any connection.</summary>
/// <typeparam name="TSelf">The client.</typeparam>
public interface IWsClient<TSelf>
    where TSelf : class, IWsClient<TSelf>
{
    /// <summary>Creates the client.</summary>
    /// <param name="connection">The connection to call over. Disposing the client disposes it.</param>
    /// <returns>The client.</returns>
    static abstract TSelf Create(WsCaller connection);
}
