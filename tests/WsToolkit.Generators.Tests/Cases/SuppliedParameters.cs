using WsToolkit;

namespace Shop;

[WsService(Callback = typeof(IWatcher))]
public partial class Supplies
{
    [WsRpcMethod]
    public Task FirstAsync(CancellationToken cancellationToken, WsCallContext context, string text, WsConnection connection, int number, IWatcher watcher)
        => watcher.SeenAsync(text, cancellationToken);

    [WsRpcMethod] public void OnlyContext(WsCallContext context) { }

    [WsRpcMethod] public Task OnlyTokenAsync(CancellationToken stopping = default) => Task.CompletedTask;

    [WsRpcMethod] public Task<int> OnlyCallbackAsync(IWatcher watcher) => Task.FromResult(1);
}

public partial interface IWatcher
{
    [WsRpcMethod(OneWay = true)]
    Task SeenAsync(string text, CancellationToken cancellationToken = default);
}
