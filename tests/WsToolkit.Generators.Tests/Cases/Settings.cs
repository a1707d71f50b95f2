using WsToolkit;

namespace Shop;

[WsService(Ordered = true)]
public partial class OrderedService
{
    [WsRpcMethod] public void First() { }

    [WsRpcMethod(Ordered = false)] public void Concurrent() { }

    [WsRpcMethod(TimeoutMilliseconds = 1500)] public Task SlowAsync(int seconds) => Task.Delay(seconds);
}

public partial class UnorderedService
{
    [WsRpcMethod(Ordered = true, TimeoutMilliseconds = int.MaxValue)] public void First() { }

    [WsRpcMethod(TimeoutMilliseconds = 0)] public void Concurrent() { }
}
