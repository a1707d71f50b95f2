using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>A service with something for every kind of bad input to hit.</summary>
[WsService("probe", Callback = typeof(IProbeCallback))]
public partial class ProbeService(ProbeState state) : IWsConnectionHandler
{
    public ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close)
    {
        state.OnDisconnected();
        return ValueTask.CompletedTask;
    }

    [WsRpcMethod]
    public string Echo(string text) => text;

    [WsRpcMethod]
    public int Add(int a, int b = 10) => a + b;

    [WsRpcMethod]
    public int WholeOrFive([WsPayload] int number = 5) => number;

    [WsRpcMethod]
    public string Optional(string? text = "nothing given") => text ?? "null";

    [WsRpcMethod]
    public double Double(double value) => value;

    [WsRpcMethod]
    public decimal Price(decimal value) => value;

    [WsRpcMethod]
    public string Place([WsPayload] ProbeOrder order) => $"{order.Amount} {order.Symbol}";

    [WsRpcMethod]
    public string Tagged([WsPayload] string tag) => tag;

    [WsRpcMethod(OneWay = true)]
    public void Note(string text) => state.Notes.Writer.TryWrite(text);

    /// <summary>Stays until <see cref="ProbeState.Release"/>.</summary>
    [WsRpcMethod]
    public async Task<string> HoldAsync(string? text = null, CancellationToken cancellationToken = default)
    {
        using var running = state.Run();
        state.Held.Writer.TryWrite(text ?? "");
        await state.Released.WaitAsync(cancellationToken);
        return text ?? "";
    }

    [WsRpcMethod]
    public int Fail() => throw new InvalidOperationException(ProbeState.Secret);

    [WsRpcMethod]
    public async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var running = state.Run();
        for (var i = 1; i <= to; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return i;
        }

        await Task.CompletedTask;
    }

    /// <summary>Produces kilobytes without end.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<string> FloodAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var running = state.Run();
        var kilobyte = new string('x', 1024);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.Produced++;
            yield return kilobyte;
            await Task.Yield();
        }
    }

    [WsRpcMethod]
    public async Task<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken)
    {
        using var running = state.Run();
        var sum = 0;
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Takes its stream and does not look at it until <see cref="ProbeState.Release"/>.</summary>
    [WsRpcMethod]
    public async Task<int> SumLateAsync(IAsyncEnumerable<string> values, CancellationToken cancellationToken)
    {
        using var running = state.Run();
        await state.Released.WaitAsync(cancellationToken);
        var sum = 0;
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            sum += value.Length;
        }

        return sum;
    }

    [WsRpcMethod]
    public void Import(int count, IProgress<int> progress)
    {
        for (var i = 1; i <= count; i++)
        {
            progress.Report(i);
        }
    }

    [WsRpcMethod]
    public async Task<string> AskAsync(string question, IProbeCallback caller, CancellationToken cancellationToken)
    {
        using var running = state.Run();
        return await caller.AnswerAsync(question, cancellationToken);
    }
}

[WsService]
public partial interface IProbeCallback
{
    Task<string> AnswerAsync(string question, CancellationToken cancellationToken = default);
}

public sealed record ProbeOrder(string Symbol, decimal Amount);

/// <summary>What a test shares with the services of its host.</summary>
public sealed class ProbeState
{
    public const string Secret = "the password is swordfish";
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    public Task Released => _released.Task;

    /// <summary>The calls that are being held.</summary>
    public Channel<string> Held { get; } = Channel.CreateUnbounded<string>();

    public Channel<string> Notes { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Completes when a connection has ended, and all its handlers with it.</summary>
    public Task Disconnected => _disconnected.Task;

    /// <summary>How many handlers run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many items <c>flood</c> has produced.</summary>
    public int Produced { get; set; }

    public void OnDisconnected() => _disconnected.TrySetResult();

    public IDisposable Run()
    {
        Interlocked.Increment(ref _running);
        return new Runner(this);
    }

    public void Release() => _released.TrySetResult();

    private sealed class Runner(ProbeState state) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref state._running);
    }
}
