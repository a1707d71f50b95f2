using WsToolkit;

namespace Shop;

internal sealed record Hidden(int Id);

internal partial class InternalService
{
    [WsRpcMethod] public Hidden Show(Hidden hidden) => hidden;
}

// Public itself, but its client would show an internal type.
[WsService]
public partial class MixedService
{
    [WsRpcMethod] internal List<Hidden[]>? Show(int id) => null;

    [WsRpcMethod] protected internal void Also() { }
}

[WsService]
internal partial interface IInternalCallback
{
    Task NotifyAsync(Hidden hidden);
}

[WsService(Callback = typeof(IInternalCallback))]
public partial class PublicService
{
    [WsRpcMethod] public void Show(int id) { }
}
