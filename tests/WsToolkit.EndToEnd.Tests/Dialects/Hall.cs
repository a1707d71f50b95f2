using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>What the methods of <see cref="Hall"/> take.</summary>
public sealed record Words(string Text, int Count = 0);

/// <summary>What the test says to <see cref="Hall"/>, and hears of it.</summary>
public sealed class HallState
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    internal Support.Inbox<string> Heard { get; } = new();

    /// <summary>Calls that wait go on when it is opened.</summary>
    public TaskCompletionSource Gate(string name)
        => _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    internal void Count() => Interlocked.Increment(ref _calls);

    internal void Hear(string what) => Heard.Add(what);
}

/// <summary>Calls that every dialect can carry: each takes one payload. Names of four letters, for headers of that width.</summary>
[WsService("hall")]
public partial class Hall(HallState state)
{
    [WsRpcMethod("echo")]
    public Task<Words> EchoAsync([WsPayload] Words words)
    {
        state.Count();
        return Task.FromResult(words);
    }

    [WsRpcMethod("hold")]
    public async Task<Words> HoldAsync([WsPayload] Words words, CancellationToken cancellationToken)
    {
        state.Count();
        state.Hear($"holding {words.Text}");
        try
        {
            await state.Gate(words.Text).Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            state.Hear($"cancelled {words.Text}");
            throw;
        }

        return words;
    }

    [WsRpcMethod("soon", TimeoutMilliseconds = 1000)]
    public Task<Words> HoldForASecondAsync([WsPayload] Words words, CancellationToken cancellationToken) => HoldAsync(words, cancellationToken);

    [WsRpcMethod("fail")]
    public Task<Words> FailAsync([WsPayload] Words words) => words.Text switch
    {
        "coded" => throw new WsException("sold_out", "No more of these.", new Dictionary<string, string> { ["sku"] = "gone" }),
        _ => throw new InvalidOperationException("A secret detail."),
    };

    [WsRpcMethod("noop")]
    public Task NoOpAsync()
    {
        state.Count();
        return Task.CompletedTask;
    }
}

/// <summary>Arguments by name.</summary>
[WsService("names")]
public partial class Names
{
    [WsRpcMethod("subt")]
    public Task<int> SubtractAsync(int minuend, int subtrahend) => Task.FromResult(minuend - subtrahend);

    [WsRpcMethod("desc")]
    public Task<string> DescribeAsync(string name, int count = 3, string? label = "none") => Task.FromResult($"{name}|{count}|{label ?? "null"}");

    [WsRpcMethod("plus")]
    public Task<long> PlusAsync([WsPayload] long number) => Task.FromResult(number + 1);

    [WsRpcMethod("size")]
    public Task<int> SizeAsync([WsPayload] int[] numbers) => Task.FromResult(numbers.Length);
}

/// <summary>A stream of results.</summary>
[WsService("rows")]
public partial class Rows(HallState state)
{
    [WsRpcMethod("rows")]
    public async IAsyncEnumerable<Words> ReadAsync([WsPayload] Words words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        state.Hear($"streaming {words.Text}");
        try
        {
            for (var i = 0; i < Math.Abs(words.Count); i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new Words(words.Text, i);
            }

            if (words.Count < 0)
            {
                throw new WsException("no_more", "The source is dry.");
            }

            if (words.Text == "endless")
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
        finally
        {
            state.Hear($"streamed {words.Text}");
        }
    }
}

/// <summary>A call without an answer.</summary>
[WsService("told")]
public partial class Told(HallState state)
{
    [WsRpcMethod("tell", OneWay = true)]
    public Task TellAsync([WsPayload] Words words)
    {
        state.Hear($"told {words.Text}");
        return words.Text == "fail" ? throw new WsException("deaf", "Nobody hears of this.") : Task.CompletedTask;
    }
}

/// <summary>Channels.</summary>
[WsService("board")]
public partial class HallBoard
{
    [WsChannel("news:{topic}", ClientsMayPublish = true)]
    public partial WsChannel<Words> News(string topic);
}

/// <summary>A service that asks its clients back.</summary>
[WsService("asks", Callback = typeof(IHallCallback))]
public partial class Asks
{
    [WsRpcMethod("asks")]
    public async Task<Words> AskAsync([WsPayload] Words words, IHallCallback caller) => await caller.ReplyAsync(words);
}

/// <summary>What a client of <see cref="Asks"/> answers.</summary>
[WsService]
public partial interface IHallCallback
{
    [WsRpcMethod("repl")]
    Task<Words> ReplyAsync([WsPayload] Words words, CancellationToken cancellationToken = default);
}

/// <summary>What few dialects carry.</summary>
[WsService("rare")]
public partial class Rare
{
    [WsRpcMethod("sums")]
    public Task<int> SumAsync(IAsyncEnumerable<int> values) => Task.FromResult(0);
}

/// <summary>What few dialects carry.</summary>
[WsService("slow")]
public partial class Slow
{
    [WsRpcMethod("slow")]
    public Task WorkAsync(IProgress<int> progress) => Task.CompletedTask;
}
