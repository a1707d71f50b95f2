using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>What surrounds the server's calls to a client: the callback implementations.</summary>
internal sealed class ClientHost : RpcHost
{
    private static readonly MethodTable None = new([]);
    private readonly Action<WsException>? _onError;

    public ClientHost(WsClientOptions options, WsClient client)
    {
        _onError = options.OnUnattributedError;
        Methods = options.Callbacks.Count == 0 ? None : new MethodTable(options.Callbacks.Select(callback =>
        {
            client.Require(callback.Contract);
            return new ServedContract(callback.CreateDispatcher(client.GetCodec(callback.Contract, callback.Resolver)), []);
        }));
    }

    public override MethodTable Methods { get; }

    public override bool WarnsOfMalformedMessages => true;

    public override WsConnection Connection => throw new NotSupportedException("A client's callback has no server connection.");

    public override IServiceProvider Services => throw new NotSupportedException("A client's callback has no services of its own.");

    public override void OnUnattributedError(WsException error) => _onError?.Invoke(error);
}
