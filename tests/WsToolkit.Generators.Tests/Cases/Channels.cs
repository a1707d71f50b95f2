using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using WsToolkit;

namespace Shop;

public enum Side
{
    Buy,
    Sell,
}

public sealed record Tick(string Symbol, decimal Price);

public sealed class MarkAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>Sells and tells.</summary>
[WsService("trading")]
[Mark("service")]
public partial class TradingService(TimeProvider time)
{
    [WsRpcMethod(Idempotent = true)] public long Now() => time.GetTimestamp();

    /// <summary>What becomes of an order.</summary>
    /// <param name="orderId">The order's <c>id</c>, as <see cref="Now"/> and <paramref name="orderId"/> say.</param>
    /// <returns>Nothing that matters.</returns>
    [WsChannel("orders:{orderId}")]
    public partial WsChannel<Tick> Orders(string orderId);

    [WsChannel("book/{side}:{level},{book}", SlowConsumer = WsSlowConsumer.KeepLatest, QueueLength = 16, ClientsMayPublish = true, Key = nameof(Tick.Symbol))]
    [Authorize("traders"), Mark("channel")]
    internal partial WsChannel<Tick> Book(Guid book, Side side, ulong level = 3);

    [WsChannel("all", SlowConsumer = WsSlowConsumer.Wait)]
    protected internal virtual partial WsChannel<string?> Everything();

    [WsChannel("{name}", Key = null)]
    private protected partial WsChannel<JsonElement> Any(string name);

    [WsChannel("odd:{Connection}:{class}:{publisher}")]
    [Obsolete("Soon gone.")]
    public partial WsChannel<int> @event(string Connection, short @class, string publisher);

    [WsChannel("overload")] public partial WsChannel<int> Orders();

    private partial WsChannel<int> Hidden();

    private partial WsChannel<int> Hidden() => Orders();
}

// Nothing but a channel.
public partial class Ticker
{
    [WsChannel("ticks")] public partial WsChannel<Tick> Ticks();
}
