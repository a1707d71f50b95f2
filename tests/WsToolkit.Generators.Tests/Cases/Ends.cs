using WsToolkit;

namespace Shop;

[WsService(Ends = WsEnds.Client)]
public partial class ClientOnly
{
    [WsRpcMethod] public Task<int> CountAsync(string name) => Task.FromResult(0);
}

[WsService(Ends = WsEnds.Server)]
public partial class ServerOnly
{
    [WsRpcMethod] public Task<int> CountAsync(string name) => Task.FromResult(0);
}

[WsService(Ends = WsEnds.Client)]
public partial interface IClientSide
{
    Task<int> CountAsync(string name);
}

[WsService(Ends = WsEnds.Server)]
public partial interface IServerSide
{
    Task<int> CountAsync(string name);
}
