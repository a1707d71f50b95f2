using WsToolkit;

namespace Shop;

public partial class Overloaded
{
    [WsRpcMethod] public int Add(int a, int b) => a + b;

    [WsRpcMethod("addText")] public string Add(string a, string b) => a + b;

    [WsRpcMethod("addAsync")] public Task<int> AddAsync(int a, int b, int c) => Task.FromResult(a + b + c);

    [WsRpcMethod("Add")] public int Add(int a) => a;

    [WsRpcMethod] public void Parse(List<string> texts) { }

    [WsRpcMethod("parse2")] public void Parse(List<int> numbers) { }
}
