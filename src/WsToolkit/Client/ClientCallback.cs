using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>A callback implementation of the client, for the server's calls.</summary>
internal interface IClientCallback
{
    WsContract Contract { get; }

    IJsonTypeInfoResolver Resolver { get; }

    WsDispatcher CreateDispatcher(WsPayloadCodec codec);
}

internal sealed class ClientCallback<TCallback>(TCallback implementation) : IClientCallback
    where TCallback : class, IWsContract<TCallback>
{
    public WsContract Contract => TCallback.Contract;

    public IJsonTypeInfoResolver Resolver => TCallback.JsonTypeInfoResolver;

    public WsDispatcher CreateDispatcher(WsPayloadCodec codec) => TCallback.CreateDispatcher(_ => implementation, codec);
}
