using WsToolkit;

namespace Shop;

// What cannot be generated is left out, and the rest is there.
public partial class Patchy
{
    [WsRpcMethod] public int Good(int number) => number;

    [WsRpcMethod] public void Generic<T>(T value) { }

    [WsRpcMethod] public void ByReference(ref int value) { }

    [WsRpcMethod] public void Out(out int value) => value = 0;

    [WsRpcMethod] public void In(in int value) { }

    [WsRpcMethod] public void Span(ReadOnlySpan<byte> bytes) { }

    [WsRpcMethod] public void Function(Func<int> function) { }

    [WsRpcMethod] public void InsideOut(Task<int> task) { }

    [WsRpcMethod] public Task<IAsyncEnumerable<int>> TaskOfStream() => throw new NotSupportedException();

    [WsRpcMethod] public Task<Task> TaskOfTask() => throw new NotSupportedException();

    [WsRpcMethod] public ref int Reference() => throw new NotSupportedException();

    [WsRpcMethod] public dynamic Dynamic() => 1;

    [WsRpcMethod] public static int Static() => 1;

    [WsRpcMethod] public int Good(string sameName) => 1;

    [WsRpcMethod("good2")] public Task<int> GoodAsync(int sameSignature) => Task.FromResult(1);

    [WsRpcMethod("")] public void NoName() { }

    [WsRpcMethod(OneWay = true)] public int OneWayResult() => 1;

    [WsRpcMethod(OneWay = true)] public void OneWayStream(IAsyncEnumerable<int> numbers) { }

    [WsRpcMethod] public void TwoPayloads([WsPayload] int one, [WsPayload] int two) { }

    [WsRpcMethod] public void PayloadAndMore([WsPayload] int one, int two) { }

    [WsRpcMethod] public void TwoProgresses(IProgress<int> one, IProgress<int> two) { }

    [WsRpcMethod] public void TwoTokens(CancellationToken one, CancellationToken two) { }

    [WsRpcMethod] public void Connection() { }

    [WsRpcMethod] private void Private() { }

    [WsRpcMethod] public void AlsoGood() { }
}

public class NotPartial
{
    [WsRpcMethod] public void Run() { }
}

public class NotPartialOutside
{
    public partial class Inside
    {
        [WsRpcMethod] public void Run() { }
    }
}

[WsService]
public partial interface ITattered
{
    Task GoodAsync();

    int Bad { get; }
}

[WsService]
public static partial class StaticService;

file partial class FileLocal
{
    [WsRpcMethod] public void Run() { }
}
