using WsToolkit;

namespace Shop;

[WsService(Naming = WsNaming.SnakeCase)]
public partial class SnakeService
{
    [WsRpcMethod] public Task<int> GetHTTPStatusAsync(string requestURL, int retryCount2, bool isOK) => Task.FromResult(0);

    [WsRpcMethod] public void IOStream(IAsyncEnumerable<byte[]> rawChunks) { }

    [WsRpcMethod] public void Version2Beta() { }

    [WsRpcMethod] public void Already_snake() { }

    [WsRpcMethod("asGiven")] public void Explicit(int someNumber) { }

    [WsRpcMethod] public void Async() { }
}
