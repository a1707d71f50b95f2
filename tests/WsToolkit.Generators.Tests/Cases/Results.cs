using WsToolkit;

namespace Shop;

public sealed partial class Answers
{
    [WsRpcMethod] public void Nothing() { }

    [WsRpcMethod] public int Number() => 1;

    [WsRpcMethod] public string? Text() => null;

    [WsRpcMethod] public Task Task() => System.Threading.Tasks.Task.CompletedTask;

    [WsRpcMethod] public Task<int> TaskOfNumber() => System.Threading.Tasks.Task.FromResult(1);

    [WsRpcMethod] public ValueTask ValueTask() => default;

    [WsRpcMethod] public ValueTask<string?> ValueTaskOfText() => default;

    [WsRpcMethod] public IAsyncEnumerable<byte[]> Stream() => throw new NotSupportedException();

    [WsRpcMethod(OneWay = true)] public void Post() { }

    [WsRpcMethod(OneWay = true)] public Task PostTaskAsync() => System.Threading.Tasks.Task.CompletedTask;

    [WsRpcMethod(OneWay = true)] public ValueTask PostValueTaskAsync(int number) => default;

    // An alias of the contract's result: not a task that the toolkit knows.
    [WsRpcMethod] public (int Count, string? Name) Pair() => default;
}
