using Quickstart;
using WsToolkit;

// The server.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddWsToolkit();
builder.Services.AddSingleton<PriceBoard>().AddSingleton<PriceAlerts>().AddHostedService(services => services.GetRequiredService<PriceAlerts>());
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var app = builder.Build();
app.MapWs<TradingService>("/ws");
if (args.Contains("serve"))
{
    await app.RunAsync();
    return;
}
app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();

// The client, generated from the same class.
var address = new Uri(app.Urls.First().Replace("http", "ws") + "/ws");
await using var trading = await TradingServiceClient.ConnectAsync(address, new Trader());
SwapQuote quote = await trading.EstimateSwapAsync(100, "ETH", "USDT");

// Every other shape of call, with the messages that travel.
await Tour.RunAsync(address, quote);
await trading.DisposeAsync();
await app.StopAsync();
