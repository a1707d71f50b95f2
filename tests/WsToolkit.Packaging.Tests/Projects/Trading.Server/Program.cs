using System.Runtime.CompilerServices;
using Trading.Contracts;
using WsToolkit;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddWsToolkit();
var app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.MapWs<ITrading, TradingDesk>("/ws");
await app.StartAsync();
Console.WriteLine(new UriBuilder(app.Urls.First()) { Scheme = "ws", Path = "/ws" }.Uri);

// Runs until its input ends.
await Console.In.ReadToEndAsync();
await app.StopAsync();

[WsService(typeof(ITrading))]
internal sealed partial class TradingDesk : ITrading
{
    public Task<SwapQuote> EstimateSwapAsync(decimal amountIn, string assetIn, string assetOut, CancellationToken cancellationToken)
        => Task.FromResult(new SwapQuote(amountIn * 3_200, $"{assetIn} -> {assetOut}"));

    public async IAsyncEnumerable<Price> PricesAsync(string asset, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new Price { Asset = asset, Value = 3_200 + i };
        }
    }
}
