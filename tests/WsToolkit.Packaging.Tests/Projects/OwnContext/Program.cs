using System.Text.Json.Serialization;
using WsToolkit;
using WsToolkit.Testing;

await using var host = WsTestHost.Create<Desk>(options: options => options.Json.TypeInfoResolvers.Add(OwnContext.Default));
var desk = await host.ConnectAsync<DeskClient>(new WsClientOptions { Json = { TypeInfoResolvers = { OwnContext.Default } } });
Console.WriteLine(await desk.PlaceAsync(new Order("ETH", 2)));
Console.WriteLine(typeof(Desk).Assembly.GetTypes().Any(type => type.Name == "WsJsonContext") ? "generated" : "own");

[WsService]
internal sealed partial class Desk
{
    [WsRpcMethod]
    public Placed Place([WsPayload] Order order) => new(order.Symbol, order.Count * 3_200m);
}

internal sealed record Order(string Symbol, int Count);

internal sealed record Placed(string Symbol, decimal Price);

[JsonSerializable(typeof(Order))]
#if !FORGOTTEN
[JsonSerializable(typeof(Placed))]
#endif
internal sealed partial class OwnContext : JsonSerializerContext;
