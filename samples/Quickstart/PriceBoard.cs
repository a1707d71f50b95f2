using System.Collections.Concurrent;
using WsToolkit;

namespace Quickstart;

/// <summary>The prices, in US dollars, and the desk's notes: what a service gets by constructor injection.</summary>
public sealed class PriceBoard
{
    private readonly Dictionary<string, decimal> _prices = new() { ["BTC"] = 64_000m, ["ETH"] = 3_200m, ["USDT"] = 1m };
    private readonly ConcurrentQueue<string> _notes = new();

    public decimal this[string asset] => _prices.TryGetValue(asset, out var price)
        ? price
        : throw new WsException("unknown_asset", $"There is no price for {asset}.");

    public void Note(string text) => _notes.Enqueue(text);
}
