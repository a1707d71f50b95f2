using Trading.Contracts;

await using var trading = await TradingClient.ConnectAsync(new Uri(args[0]));
Console.WriteLine(await trading.EstimateSwapAsync(100, "ETH"));
await foreach (var price in trading.PricesAsync("ETH", 2))
{
    Console.WriteLine($"{price.Asset} {price.Value}");
}
