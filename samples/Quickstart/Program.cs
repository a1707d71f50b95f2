using Quickstart;
using WsToolkit;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddWsToolkit();
builder.Services.AddSingleton<PriceBoard>().AddPriceAlerts();

var app = builder.Build();
app.MapWs<TradingService>("/ws");
await app.StartAsync();

var address = new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/ws" }.Uri;
await using var trading = await TradingServiceClient.ConnectAsync(address, new Trader());
SwapQuote quote = await trading.EstimateSwapAsync(100, "ETH", "USDT");

// `-- serve` keeps the server running for other clients; without it, every other shape of call follows.
if (args.Contains("serve"))
{
    Console.WriteLine($"Listening on {address}");
    await app.WaitForShutdownAsync();
    return;
}

await Tour.RunAsync(address, quote, breakConnections: () =>
{
    foreach (var connection in app.Services.GetRequiredService<WsConnections>().All)
    {
        connection.Abort();
    }
});
await trading.DisposeAsync();
await app.StopAsync();
