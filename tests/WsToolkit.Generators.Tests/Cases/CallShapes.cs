using System.Runtime.CompilerServices;
using WsToolkit;

namespace Shop;

public enum Side
{
    Buy,
    Sell,
}

public sealed record Order(string Symbol, decimal Amount, Side Side = Side.Buy);

public sealed record SwapQuote(string AmountOut, double Rate);

public readonly record struct Candle(DateTimeOffset Time, decimal Open, decimal Close);

public interface IOrderBook
{
    Task<SwapQuote> QuoteAsync(string amount, string from, string? to, CancellationToken cancellationToken);
}

[WsService("trading", Callback = typeof(ITradingCallback))]
public partial class TradingService(IOrderBook book)
{
    /// <summary>Estimates a swap.</summary>
    [WsRpcMethod("estimate_swap")]
    public Task<SwapQuote> EstimateSwapAsync(string amountIn, string assetIn, string? assetOut = "USDT", CancellationToken ct = default)
        => book.QuoteAsync(amountIn, assetIn, assetOut, ct);

    [WsRpcMethod]
    public int Add(int a, int b) => a + b;

    [WsRpcMethod(OneWay = true)]
    public void Log(string text) => Console.WriteLine(text);

    [WsRpcMethod]
    public async IAsyncEnumerable<Candle> CandlesAsync(string symbol, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Delay(symbol.Length, ct);
        yield return default;
    }

    [WsRpcMethod]
    public async Task<int> SumAsync(IAsyncEnumerable<int> values, CancellationToken ct)
    {
        var sum = 0;
        await foreach (var value in values.WithCancellation(ct))
        {
            sum += value;
        }

        return sum;
    }

    [WsRpcMethod]
    public Task ImportAsync(int count, IProgress<int> progress, WsCallContext context)
    {
        progress.Report(count);
        return Task.FromResult(context);
    }

    [WsRpcMethod]
    public Task<bool> PlaceAsync([WsPayload] Order order, ITradingCallback caller) => caller.ConfirmAsync(order);

    public string NotAnnotated() => "no part of the contract";
}

[WsService]
public partial interface ITradingCallback
{
    Task<bool> ConfirmAsync(Order order, CancellationToken cancellationToken = default);
}
