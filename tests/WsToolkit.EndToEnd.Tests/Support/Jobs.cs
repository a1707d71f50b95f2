using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Handlers that take as long as a test wants, and tell it how they end: <c>key:started</c>, <c>key:cancelled</c>.</summary>
[WsService("jobs", Callback = typeof(IShapesCallback))]
public partial class JobsService(Probe probe) : IWsConnectionHandler
{
    /// <summary>Runs until the test marks <c>key</c>, or the call is cancelled.</summary>
    [WsRpcMethod]
    public async Task<string> HoldAsync(string key, CancellationToken cancellationToken)
    {
        await HoldUntilAsync(key, cancellationToken);
        return key;
    }

    [WsRpcMethod(TimeoutMilliseconds = 2000)]
    public Task HoldBrieflyAsync(string key, CancellationToken cancellationToken) => HoldUntilAsync(key, cancellationToken);

    [WsRpcMethod]
    public async Task<DateTimeOffset> HoldUntilDeadlineAsync(string key, WsCallContext context)
    {
        probe.Write(context.Deadline.ToString("O"));
        await HoldUntilAsync(key, context.CancellationToken);
        return context.Deadline;
    }

    [WsRpcMethod]
    public DateTimeOffset Deadline(WsCallContext context) => context.Deadline;

    /// <summary>Takes no notice of its token.</summary>
    [WsRpcMethod]
    public async Task<string> InsistAsync(string key)
    {
        probe.Mark(key + ":started");
        await probe.WaitAsync(key, CancellationToken.None);
        probe.Mark(key + ":ended");
        return key;
    }

    /// <summary>Yields so many numbers and then waits.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<int> TickAsync(string key, int first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < first; i++)
            {
                yield return i;
            }

            await HoldUntilAsync(key, cancellationToken);
        }
        finally
        {
            probe.Mark(key + ":left");
        }
    }

    /// <summary>Yields numbers for ever.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<int> RunAsync(string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return i;
            }
        }
        finally
        {
            probe.Mark(key + ":left");
        }
    }

    /// <summary>Counts <c>key:items</c> as they come.</summary>
    [WsRpcMethod]
    public async Task<int> DrainAsync(string key, IAsyncEnumerable<int> values, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            await foreach (var unused in values.WithCancellation(cancellationToken))
            {
                count++;
                probe.Add(key + ":items");
            }
        }
        catch (Exception exception)
        {
            probe.Write(exception.GetType().Name);
            probe.Mark(key + ":cancelled");
            throw;
        }

        return count;
    }

    /// <summary>Reads its stream without ever looking at its token.</summary>
    [WsRpcMethod]
    public async Task<int> DrainBlindlyAsync(string key, IAsyncEnumerable<int> values)
    {
        try
        {
            await foreach (var unused in values)
            {
                probe.Add(key + ":items");
            }
        }
        finally
        {
            probe.Mark(key + ":left");
        }

        return 0;
    }

    [WsRpcMethod]
    public async IAsyncEnumerable<int> EchoAsync(
        string key, IAsyncEnumerable<int> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var value in values.WithCancellation(cancellationToken))
            {
                probe.Add(key + ":items");
                yield return value;
            }
        }
        finally
        {
            probe.Mark(key + ":left");
        }
    }

    [WsRpcMethod]
    public async Task<string> AskAsync(string key, IShapesCallback caller, CancellationToken cancellationToken)
    {
        probe.Mark(key + ":started");
        try
        {
            return await caller.AnswerAsync(key, cancellationToken);
        }
        catch (Exception exception)
        {
            probe.Write(exception.GetType().Name);
            probe.Mark(key + ":cancelled");
            throw;
        }
    }

    /// <summary>The first argument stream item is enough for it: it answers while the caller could send more.</summary>
    [WsRpcMethod]
    public async Task<int> FirstAsync(IAsyncEnumerable<int> values)
    {
        await foreach (var value in values)
        {
            return value;
        }

        return -1;
    }

    [WsRpcMethod]
    public int Add(int a, int b) => a + b;

    [WsRpcMethod]
    public Task CloseAsync(WsConnection connection) => connection.CloseAsync(WsCloseCode.PolicyViolation, "Enough of this.");

    public ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken)
    {
        probe.Add("connected");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close)
    {
        probe.Write($"disconnected {(int)close.Code} {(close.Remote ? "by the client" : "by the server")}");
        probe.Add("disconnected");
        return ValueTask.CompletedTask;
    }

    private async Task HoldUntilAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            probe.Mark(key + ":started");
            await probe.WaitAsync(key, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            probe.Mark(key + ":cancelled");
            throw;
        }
    }
}
