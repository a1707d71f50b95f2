using WsToolkit;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddWsToolkit();
builder.Services.AddSingleton<PriceBoard>();
await using var app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapWs<TradingService>("/ws");
await app.StartAsync();

var address = new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/ws" }.Uri;
await using var trading = await TradingServiceClient.ConnectAsync(address);
Console.WriteLine(await trading.EstimateSwapAsync(100, Asset.Eth));

/// <summary>The service, from which both ends are generated.</summary>
[WsService]
public partial class TradingService(PriceBoard prices)
{
    /// <summary>Estimates what a swap would give.</summary>
    [WsRpcMethod]
    public SwapQuote EstimateSwap(decimal amountIn, Asset asset) => new(amountIn * prices[asset], asset);
}

/// <summary>What the service is created with.</summary>
public sealed class PriceBoard
{
    /// <summary>The price of an asset.</summary>
    public decimal this[Asset asset] => asset == Asset.Eth ? 3_200 : 64_000;
}

/// <summary>The result.</summary>
public sealed record SwapQuote(decimal AmountOut, Asset Of);

/// <summary>What is traded.</summary>
public enum Asset
{
    /// <summary>Bitcoin.</summary>
    Btc,

    /// <summary>Ether.</summary>
    Eth,
}
