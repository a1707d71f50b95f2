using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Handlers whose speed and order a test controls.</summary>
[WsService("flows")]
public partial class FlowsService(Probe probe)
{
    /// <summary>Yields texts of a size for ever, and counts <c>key:produced</c>.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<string> PourAsync(string key, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                probe.Add(key + ":produced");
                yield return $"{i}".PadRight(size, '.');
            }
        }
        finally
        {
            probe.Mark(key + ":left");
        }
    }

    /// <summary>Reads one item, waits for the test, and reads the rest.</summary>
    [WsRpcMethod]
    public async Task<long> SipAsync(string key, IAsyncEnumerable<int> values, CancellationToken cancellationToken)
    {
        var sum = 0L;
        var first = true;
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            sum += value;
            if (first)
            {
                first = false;
                probe.Mark(key + ":sipped");
                await probe.WaitAsync(key, cancellationToken);
            }
        }

        return sum;
    }

    [WsRpcMethod]
    public int Ping(int value) => value;

    /// <summary>Counts the handlers that run at once: <c>running</c> and, as an event, each <c>key:started</c>.</summary>
    [WsRpcMethod]
    public async Task<string> OccupyAsync(string key, CancellationToken cancellationToken)
    {
        probe.Add("running");
        try
        {
            probe.Mark(key + ":started");
            await probe.WaitAsync(key, cancellationToken);
            return key;
        }
        finally
        {
            probe.Subtract("running");
        }
    }

    /// <summary>Yields one item and waits.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<int> LingerAsync(string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 1;
        await probe.WaitAsync(key, cancellationToken);
    }

    /// <summary>Blocks its thread, as handlers should not.</summary>
    [WsRpcMethod]
    public void Block(string key, CancellationToken cancellationToken)
    {
        probe.Mark(key + ":started");
        probe.WaitAsync(key, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();
    }

    [WsRpcMethod(Ordered = true)]
    public Task<int> InOrderAsync(int number, CancellationToken cancellationToken) => Lane.RunAsync(probe, number, cancellationToken);

    [WsRpcMethod(Ordered = true)]
    public async IAsyncEnumerable<int> StreamInOrderAsync(int number, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await Lane.RunAsync(probe, number, cancellationToken);
    }
}

/// <summary>All of its calls run one after the other.</summary>
[WsService("ordered", Ordered = true, Prefix = "ordered.")]
public sealed partial class OrderedService(Probe probe) : IAsyncDisposable
{
    [WsRpcMethod]
    public Task<int> OneAsync(int number, CancellationToken cancellationToken) => Lane.RunAsync(probe, number, cancellationToken);

    [WsRpcMethod]
    public async Task<int> OtherAsync(int number, CancellationToken cancellationToken)
        => await Lane.RunAsync(probe, number, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Still part of the call: the next one must not see it.
        probe.Add("lane");
        await Task.Yield();
        probe.Subtract("lane");
    }
}

/// <summary>Checks that it is entered by one at a time; the call with number 0 waits for the event <c>go</c>.</summary>
internal static class Lane
{
    public static async Task<int> RunAsync(Probe probe, int number, CancellationToken cancellationToken)
    {
        if (probe.Add("lane") != 1)
        {
            probe.Mark("two at once");
        }

        probe.Write($"{number}");
        probe.Mark($"{number}:started");
        if (number == 0)
        {
            await probe.WaitAsync("go", cancellationToken);
        }

        await Task.Yield();
        probe.Subtract("lane");
        return number;
    }
}
