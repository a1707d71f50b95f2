using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

public enum Mode
{
    Slow,
    Fast,
}

public sealed record Point(int X, int Y, string? Label = null);

public sealed record Step(int Done, int Total);

public sealed record CallFacts(string Method, string ConnectionId, DateTimeOffset Deadline, bool Authenticated);

/// <summary>One method for every shape that a call can have.</summary>
[WsService("shapes", Callback = typeof(IShapesCallback))]
public partial class ShapesService(Probe probe)
{
    [WsRpcMethod]
    public async Task<int> AddLaterAsync(int a, int b)
    {
        await Task.Yield();
        return a + b;
    }

    [WsRpcMethod]
    public int Add(int a, int b) => a + b;

    [WsRpcMethod]
    public ValueTask<string> EchoAsync(string text) => new(text);

    [WsRpcMethod]
    public async Task TouchAsync(string key)
    {
        await Task.Yield();
        probe.Mark(key);
    }

    [WsRpcMethod]
    public ValueTask TouchValueAsync(string key)
    {
        probe.Mark(key);
        return ValueTask.CompletedTask;
    }

    [WsRpcMethod]
    public void TouchNow(string key) => probe.Mark(key);

    [WsRpcMethod(OneWay = true)]
    public void Log(string text)
    {
        probe.Write(text);
        probe.Mark("log:" + text);
    }

    [WsRpcMethod(OneWay = true)]
    public Task LogLaterAsync(string text)
    {
        Log(text);
        throw new InvalidOperationException("Nobody is to hear of this.");
    }

    [WsRpcMethod]
    public async IAsyncEnumerable<int> CountAsync(int from, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return from + i;
        }
    }

    [WsRpcMethod]
    public async IAsyncEnumerable<Point> FailingStreamAsync(int good)
    {
        for (var i = 0; i < good; i++)
        {
            await Task.Yield();
            yield return new Point(i, i);
        }

        throw new WsException("no_more", "The source is dry.");
    }

    [WsRpcMethod]
    public async Task<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken)
    {
        var sum = 0;
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            sum += value;
        }

        return sum;
    }

    [WsRpcMethod]
    public async Task<string> ZipAsync(string separator, IAsyncEnumerable<string> left, IAsyncEnumerable<int> right)
    {
        var parts = new List<string>();
        await using var numbers = right.GetAsyncEnumerator();
        await foreach (var text in left)
        {
            parts.Add(await numbers.MoveNextAsync() ? $"{text}{numbers.Current}" : text);
        }

        return string.Join(separator, parts);
    }

    [WsRpcMethod]
    public async IAsyncEnumerable<int> ScaleAsync(
        int factor, IAsyncEnumerable<int> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            yield return value * factor;
        }
    }

    [WsRpcMethod]
    public async Task<int> ImportAsync(int count, IProgress<Step> progress)
    {
        for (var i = 1; i <= count; i++)
        {
            await Task.Yield();
            progress.Report(new Step(i, count));
        }

        return count;
    }

    [WsRpcMethod]
    public Task<Point> MirrorAsync([WsPayload] Point point) => Task.FromResult(point with { X = point.Y, Y = point.X });

    [WsRpcMethod]
    public Task<string> DescribeAsync(
        string name, int count = 3, string? label = "none", Mode mode = Mode.Fast, double? ratio = null, Point? at = null)
        => Task.FromResult($"{name}|{count}|{label ?? "null"}|{mode}|{ratio?.ToString() ?? "null"}|{at?.X.ToString() ?? "null"}");

    [WsRpcMethod]
    public Task<string?> MaybeAsync(string? text) => Task.FromResult(text);

    [WsRpcMethod("who")]
    public Task<CallFacts> FactsAsync(WsCallContext context, WsConnection connection)
        => Task.FromResult(new CallFacts(
            context.MethodName, connection.Id, context.Deadline, context.User.Identity?.IsAuthenticated == true));

    [WsRpcMethod]
    public Task<int> FailAsync(string how) => how switch
    {
        "coded" => throw new WsException("sold_out", "No more of these.", new Dictionary<string, string> { ["sku"] = "gone" }),
        "cancelled" => throw new OperationCanceledException("Changed my mind."),
        _ => throw new InvalidOperationException("A secret detail."),
    };
}

/// <summary>What the clients of the shapes implement.</summary>
[WsService]
public partial interface IShapesCallback
{
    Task<string> AnswerAsync(string question, CancellationToken cancellationToken = default);

    Task NotifyAsync(string text, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> CountdownAsync(int from, CancellationToken cancellationToken = default);
}
