using System.Text.Json.Serialization;
using WsToolkit;

namespace Shop;

public abstract record OrderUpdate(string OrderId)
{
    [WsEvent("noted")] public sealed record Noted(string OrderId, string Text) : OrderUpdate(OrderId);
}

[WsEvent("filled")] public record Filled(string OrderId, decimal Price) : OrderUpdate(OrderId);

[WsEvent("filled-partly")] public sealed record PartlyFilled(string OrderId, decimal Price, decimal Rest) : Filled(OrderId, Price);

public sealed record Unnamed(string OrderId) : OrderUpdate(OrderId);

[WsEvent("nothing to do with it")] public sealed record Stranger(int Number);

[WsEvent("said")]
[JsonDerivedType(typeof(Elsewhere.Shouted), "shouted")]
public class Said
{
    public string? Text { get; set; }

    public DateTimeOffset? At { get; set; }
}

public interface IMove
{
    int Id { get; }
}

[WsEvent("step")] public readonly record struct Step(int Id) : IMove;

public partial class OrderFeed
{
    [WsChannel("orders:{id}", Key = nameof(OrderUpdate.OrderId))] public partial WsChannel<OrderUpdate> Orders(long id);

    [WsChannel("talk", Key = "At")] public partial WsChannel<Said?> Talk();

    [WsChannel("moves", Key = "Id")] public partial WsChannel<IMove> Moves();

    [WsChannel("steps", Key = "Id")] public partial WsChannel<Step> Steps();
}

// file: Elsewhere.cs
using WsToolkit;

namespace Shop.Elsewhere;

[WsEvent("shouted")] public sealed class Shouted : Said;
