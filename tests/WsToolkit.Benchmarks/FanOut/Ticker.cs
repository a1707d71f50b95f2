using Microsoft.AspNetCore.SignalR;

namespace WsToolkit.Benchmarks.FanOut;

/// <summary>What is published: about 100 bytes of JSON.</summary>
public sealed record Tick(int Number, string Symbol, decimal Bid, decimal Ask, string Note)
{
    public static Tick Create(int number) => new(number, "BTC/USDT", 64_000.25m, 64_000.75m, "a word or two about it");
}

/// <summary>The toolkit's end: one channel.</summary>
public partial class Ticker
{
    [WsChannel("ticks", SlowConsumer = WsSlowConsumer.Wait)]
    public partial WsChannel<Tick> Ticks();
}

/// <summary>SignalR's end: one group, which everybody joins.</summary>
public sealed class TickHub : Hub
{
    public const string Group = "ticks";
    public const string Target = "tick";

    public override Task OnConnectedAsync() => Groups.AddToGroupAsync(Context.ConnectionId, Group);
}
