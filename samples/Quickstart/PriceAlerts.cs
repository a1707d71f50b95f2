using System.Threading.Channels;
using WsToolkit;

namespace Quickstart;

/// <summary>A background service that was told a connection's id, and calls that client later.</summary>
public sealed class PriceAlerts(WsConnections connections, ILogger<PriceAlerts> logger) : BackgroundService
{
    private readonly Channel<(string ConnectionId, string Symbol, decimal Price)> _watches = Channel.CreateBounded<(string, string, decimal)>(100);

    public void Watch(string connectionId, string symbol, decimal price)
    {
        if (!_watches.Writer.TryWrite((connectionId, symbol, price)))
        {
            throw new WsException("too_many_watches", "Too many prices are being watched.");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (id, symbol, price) in _watches.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (connections.TryGet(id, out var connection))
                {
                    await connection.GetCallback<ITradingCallback>().PriceReachedAsync(symbol, price, stoppingToken);
                }
            }
            catch (WsException exception)
            {
                logger.LogInformation("The client could not be told: {Code}", exception.Code);
            }
        }
    }
}

internal static class PriceAlertsExtensions
{
    public static IServiceCollection AddPriceAlerts(this IServiceCollection services)
        => services.AddSingleton<PriceAlerts>().AddHostedService(provider => provider.GetRequiredService<PriceAlerts>());
}
