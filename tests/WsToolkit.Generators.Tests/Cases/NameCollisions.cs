using WsToolkit;

namespace Shop;

public partial class Collisions
{
    [WsRpcMethod] public int Locals(int call, int arguments, int parameter, int service, int result, int cancellationToken, CancellationToken token) => call;

    [WsRpcMethod] public string Members(string _payloads, string _services, string _timeout, string Connection, string services, string codec) => _payloads;

    [WsRpcMethod] public IAsyncEnumerable<int> Items(int item, int call2, int Call, int call) => throw new NotSupportedException();

    [WsRpcMethod] public int Find(int name) => name;

    [WsRpcMethod("find_text")] public int FindAsync(string name) => name.Length;

    [WsRpcMethod("find_parameters")] public int FindParameters(int name) => name;

    [WsRpcMethod] public void Contract() { }

    [WsRpcMethod] public void Instance() { }

    [WsRpcMethod] public void Invoke() { }

    [WsRpcMethod("invoke_number")] public void InvokeAsync(int number) { }

    [WsRpcMethod] public void String(string text) { }

    [WsRpcMethod] public void CollisionsContract() { }

    [WsRpcMethod] public void CollisionsPayloads() { }
}
