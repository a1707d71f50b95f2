namespace Quickstart;

/// <summary>The client's side of the callbacks: what the server may call.</summary>
public sealed class Trader : ITradingCallback
{
    private readonly TaskCompletionSource<string> _priceReached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the server has told that a price was reached.</summary>
    public Task<string> PriceReached => _priceReached.Task;

    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken = default) => Task.FromResult(question.StartsWith("Buy", StringComparison.Ordinal));

    public Task PriceReachedAsync(string symbol, decimal price, CancellationToken cancellationToken = default)
    {
        _priceReached.TrySetResult($"{symbol} has reached {price}");
        return Task.CompletedTask;
    }
}
