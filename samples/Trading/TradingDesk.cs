using WsToolkit;

namespace TradingSample;

/// <summary>The broker's end of the contract.</summary>
/// <remarks>
/// There is one account, so its changes may go to everybody who has logged in. With several, each would need a channel of its own.
/// </remarks>
[WsService(typeof(ITrading))]
public sealed partial class TradingDesk(Exchange exchange, Settlement settlement) : ITrading
{
    public Task<Estimate> EstimateAsync(string amountIn, string assetIn, string assetOut, CancellationToken cancellationToken)
        => Task.FromResult(exchange.Estimate(amountIn, assetIn, assetOut));

    public async Task<SwapReceipt> SwapAsync(SwapRequest request, CancellationToken cancellationToken)
    {
        // Who has a place in the queue is served, and who has none is told before anything has happened.
        await settlement.WaitForRoomAsync(cancellationToken);
        var order = exchange.Place(request);
        await settlement.AddAsync(order.OrderId);
        return new SwapReceipt(order.OrderId, order.Status);
    }

    public Task<OrderState> OrderStatusAsync(string id, CancellationToken cancellationToken)
        => Task.FromResult(exchange.Find(id) ?? throw new WsException("no_order", "Order not found"));

    public Task<Account> BalancesAsync(CancellationToken cancellationToken) => Task.FromResult(new Account(exchange.Balances));

    // Who subscribes to an order that has long been filled hears of it, too.
    [WsChannelHook(nameof(Orders), WsChannelHook.Snapshot)]
    private OrderState? Latest(string orderId) => exchange.Find(orderId);
}
