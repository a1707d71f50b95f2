using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>A contract in interface form, as it would stand in an assembly of its own.</summary>
[WsService("calculator", Naming = WsNaming.SnakeCase, Prefix = "calculator.")]
public partial interface ICalculator
{
    Task<int> AddUpAsync(int firstValue, int secondValue = 10, CancellationToken cancellationToken = default);

    ValueTask<int> NegateAsync(int value);

    Task ResetAsync();

    [WsRpcMethod("forget", OneWay = true)]
    ValueTask ForgetEverythingAsync(string reason);

    IAsyncEnumerable<int> RangeAsync(int count, CancellationToken cancellationToken = default);

    Task<int> SumAsync(IAsyncEnumerable<int> values, IProgress<int>? progress = null, CancellationToken cancellationToken = default);
}

[WsService(typeof(ICalculator))]
public partial class Calculator(Probe probe) : ICalculator
{
    public Task<int> AddUpAsync(int firstValue, int secondValue, CancellationToken cancellationToken)
        => Task.FromResult(firstValue + secondValue);

    public ValueTask<int> NegateAsync(int value) => new(-value);

    public Task ResetAsync()
    {
        probe.Mark("reset");
        return Task.CompletedTask;
    }

    public ValueTask ForgetEverythingAsync(string reason)
    {
        probe.Mark("forget:" + reason);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<int> RangeAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    public async Task<int> SumAsync(IAsyncEnumerable<int> values, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var sum = 0;
        await foreach (var value in values.WithCancellation(cancellationToken))
        {
            progress?.Report(sum += value);
        }

        return sum;
    }
}
