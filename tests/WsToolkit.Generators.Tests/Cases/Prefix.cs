using WsToolkit;

namespace Shop;

[WsService(Naming = WsNaming.AsIs, Prefix = "shop.")]
public partial class PrefixedService
{
    [WsRpcMethod] public Task<int> CountItemsAsync(int MinimumPrice) => Task.FromResult(0);

    [WsRpcMethod("plain")] public void Explicit() { }
}

[WsService(Prefix = "cb/", Naming = WsNaming.CamelCase)]
public partial interface IPrefixedCallback
{
    Task URLChangedAsync(string newURL);
}
