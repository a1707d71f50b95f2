using WsToolkit;

namespace Shop;

public partial class BaseService
{
    [WsRpcMethod] public virtual int Shared(int number) => number;
}

// A contract of its own: what the base declares belongs to the base.
public partial class DerivedService : BaseService
{
    [WsRpcMethod("shared2")] public override int Shared(int number) => number + 1;

    [WsRpcMethod] public new string ToString() => "";

    [WsRpcMethod] public int Own() => 1;
}
