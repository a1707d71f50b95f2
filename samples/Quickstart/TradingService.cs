using System.Runtime.CompilerServices;
using WsToolkit;

namespace Quickstart;

/// <summary>A small trading desk: one method for every shape that a call can have.</summary>
[WsService("trading", Callback = typeof(ITradingCallback))]
public partial class TradingService(PriceBoard prices, PriceAlerts alerts)
{
    /// <summary>Estimates what a swap would give.</summary>
    /// <param name="amountIn">How much is given.</param>
    /// <param name="assetIn">What is given.</param>
    /// <param name="assetOut">What is wanted.</param>
    [WsRpcMethod("estimate_swap")]
    public SwapQuote EstimateSwap(decimal amountIn, string assetIn, string assetOut = "USDT")
    {
        var rate = prices[assetIn] / prices[assetOut];
        return new SwapQuote(amountIn * rate, rate, $"{assetIn} -> {assetOut}");
    }

    /// <summary>Notes something in the desk's log. Nobody waits for an answer.</summary>
    [WsRpcMethod(OneWay = true)]
    public void Note(string text) => prices.Note(text);

    /// <summary>Streams candles, as fast as the caller takes them.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<Candle> CandlesAsync(string symbol, [EnumeratorCancellation] CancellationToken ct)
    {
        var price = prices[symbol];
        for (var minute = 0; ; minute++)
        {
            ct.ThrowIfCancellationRequested();
            var close = price + (minute % 3 - 1) * price / 1000;
            yield return new Candle(new TimeOnly(9, 30).AddMinutes(minute), price, close);
            price = close;
            await Task.Yield();
        }
    }

    /// <summary>Takes a stream of prices and gives their average.</summary>
    [WsRpcMethod]
    public async Task<decimal> AverageAsync(IAsyncEnumerable<decimal> values, CancellationToken ct)
    {
        var (sum, count) = (0m, 0);
        await foreach (var value in values.WithCancellation(ct))
        {
            (sum, count) = (sum + value, count + 1);
        }

        return count == 0 ? 0 : sum / count;
    }

    /// <summary>Converts amounts while they come in.</summary>
    [WsRpcMethod]
    public async IAsyncEnumerable<decimal> ConvertAsync(
        IAsyncEnumerable<decimal> amounts, string from, string to, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var amount in amounts.WithCancellation(ct))
        {
            yield return amount * prices[from] / prices[to];
        }
    }

    /// <summary>Tries a strategy on past days and reports progress in per cent.</summary>
    [WsRpcMethod]
    public async Task<BacktestReport> BacktestAsync(int days, IProgress<int> progress, CancellationToken ct)
    {
        for (var day = 1; day <= days; day++)
        {
            ct.ThrowIfCancellationRequested();
            await Task.Yield();
            progress.Report(day * 100 / days);
        }

        return new BacktestReport(days, 0.042m);
    }

    /// <summary>Places an order, after asking the caller to confirm it.</summary>
    [WsRpcMethod]
    public async Task<OrderReceipt> PlaceOrderAsync([WsPayload] Order order, ITradingCallback caller, CancellationToken ct)
    {
        if (!await caller.ConfirmAsync($"{order.Side} {order.Quantity} {order.Symbol}?", ct))
        {
            throw new WsException("not_confirmed", "The order was not confirmed.");
        }

        var receipt = new OrderReceipt("ord_1", order.Limit is null ? OrderStatus.Filled : OrderStatus.Open);
        await Orders(receipt.Id).PublishAsync(new OrderPlaced(receipt.Id, order.Symbol, order.Side), ct);
        if (receipt.Status == OrderStatus.Filled)
        {
            await Orders(receipt.Id).PublishAsync(new OrderFilled(receipt.Id, prices[order.Symbol]), ct);
        }

        return receipt;
    }

    /// <summary>What becomes of an order, for everybody who listens to it.</summary>
    /// <param name="orderId">The order.</param>
    [WsChannel("orders:{orderId}")]
    public partial WsChannel<OrderUpdate> Orders(string orderId);

    /// <summary>Asks to be called when a price is reached; a background service does that, later.</summary>
    [WsRpcMethod]
    public void Watch(string symbol, decimal price, WsCallContext context) => alerts.Watch(context.Connection.Id, symbol, price);

    /// <summary>Settles the day, which takes longer than anybody wants to wait.</summary>
    [WsRpcMethod]
    public Task SettleAsync(CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);
}

/// <summary>What the desk asks of its clients.</summary>
[WsService]
public partial interface ITradingCallback
{
    /// <summary>Asks the client to confirm something.</summary>
    Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken = default);

    /// <summary>Tells the client that a price has been reached.</summary>
    Task PriceReachedAsync(string symbol, decimal price, CancellationToken cancellationToken = default);
}

public sealed record SwapQuote(decimal AmountOut, decimal Rate, string Route);

public sealed record Candle(TimeOnly At, decimal Open, decimal Close);

public sealed record BacktestReport(int Days, decimal Return);

public sealed record OrderReceipt(string Id, OrderStatus Status);

/// <summary>Something that has become of an order. Each kind of it is an event of its own.</summary>
public abstract record OrderUpdate(string OrderId);

[WsEvent("placed")]
public sealed record OrderPlaced(string OrderId, string Symbol, Side Side) : OrderUpdate(OrderId);

[WsEvent("filled")]
public sealed record OrderFilled(string OrderId, decimal Price) : OrderUpdate(OrderId);

public sealed class Order
{
    public required string Symbol { get; init; }

    public Side Side { get; init; } = Side.Buy;

    public decimal Quantity { get; init; } = 1;

    public decimal? Limit { get; init; }
}

public enum Side
{
    Buy,
    Sell,
}

public enum OrderStatus
{
    Open,
    Filled,
}
