using System.Threading.Channels;
using WsToolkit;

namespace TradingSample;

/// <summary>Fills orders, one after the other, and tells everybody.</summary>
public sealed class Settlement(Exchange exchange, WsPublisher<ITrading> publisher) : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(30);

    private readonly Channel<string> _orders = Channel.CreateBounded<string>(1_000);

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
        => await _orders.Writer.WaitToWriteAsync(cancellationToken);

    public ValueTask AddAsync(string orderId) => _orders.Writer.WriteAsync(orderId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var orderId in _orders.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Step, stoppingToken);
            await TellAsync(exchange.Begin(orderId), stoppingToken);
            await Task.Delay(Step, stoppingToken);
            await TellAsync(exchange.Fill(orderId), stoppingToken);
        }
    }

    private async Task TellAsync(OrderState order, CancellationToken cancellationToken)
    {
        await publisher.Orders(order.OrderId).PublishAsync(order, cancellationToken);
        await publisher.BalanceChanges().PublishAsync(exchange.Balances, cancellationToken);
    }
}
