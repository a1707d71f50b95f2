using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WsToolkit;

namespace TradingSample;

/// <summary>An exchange with one account and prices that stand still. Thread-safe.</summary>
public sealed class Exchange
{
    private const int MaxOrders = 10_000;
    private const decimal FeeRate = 0.001m;

    private static readonly Dictionary<string, decimal> Prices = new() { ["USDT"] = 1m, ["ETH"] = 2500m, ["BTC"] = 60_000m };
    private static readonly string[] Pools = ["binance", "uniswap"];

    private readonly Lock _gate = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Dictionary<string, Holding> _holdings = new()
    {
        ["USDT"] = new Holding(250_000m, 0m),
        ["ETH"] = new Holding(1_000m, 0m),
        ["BTC"] = new Holding(10m, 0m),
    };

    private readonly Dictionary<string, Order> _orders = [];
    private readonly Queue<string> _orderIds = [];
    private int _count = 12_345_677;

    public Exchange() => Place(new SwapRequest("1", "ETH", "USDT"), settle: true);

    /// <summary>What the account holds.</summary>
    public IReadOnlyList<Balance> Balances
    {
        get
        {
            lock (_gate)
            {
                return [.. _holdings.Select(static pair => pair.Value.ToBalance(pair.Key))];
            }
        }
    }

    public Estimate Estimate(string amountIn, string assetIn, string assetOut)
    {
        var (amount, price) = Check(amountIn, assetIn, assetOut);
        var fee = amount * price * FeeRate;
        var amountOut = (amount * price) - fee;
        var expires = _time.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds();
        return new Estimate([new Hop(assetIn, assetOut, amountIn, Text(amountOut), Pools[0])], Text(price), Text(amountOut), Text(fee), expires);
    }

    /// <summary>Takes an order; what it costs is locked until it is filled.</summary>
    public OrderState Place(SwapRequest request) => Place(request, settle: false);

    /// <summary>The order is being worked on.</summary>
    public OrderState Begin(string orderId) => Change(orderId, static order => order.Status = OrderStatus.Processing);

    /// <summary>The order is filled: what was locked is gone, and what it has brought is there.</summary>
    public OrderState Fill(string orderId) => Change(orderId, order =>
    {
        var request = order.Request;
        var paid = _holdings[request.AssetIn];
        _holdings[request.AssetIn] = new Holding(paid.Total - order.AmountIn, paid.Locked - order.AmountIn);
        var got = _holdings[request.AssetOut];
        _holdings[request.AssetOut] = got with { Total = got.Total + order.AmountOut };
        order.Status = OrderStatus.Filled;
    });

    /// <summary>What has become of an order; null when there is none of that name.</summary>
    public OrderState? Find(string orderId)
    {
        lock (_gate)
        {
            return _orders.GetValueOrDefault(orderId)?.ToState();
        }
    }

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private static (decimal Amount, decimal Price) Check(string amountIn, string assetIn, string assetOut)
    {
        if (!decimal.TryParse(amountIn, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount is <= 0 or > 1e12m)
        {
            throw new WsException("invalid_amount", "Invalid amount");
        }

        return Prices.TryGetValue(assetIn, out var given) && Prices.TryGetValue(assetOut, out var wanted) && assetIn != assetOut
            ? (amount, given / wanted)
            : throw new WsException("unsupported_pair", "Unsupported asset pair");
    }

    private OrderState Place(SwapRequest request, bool settle)
    {
        var (amount, price) = Check(request.AmountIn, request.AssetIn, request.AssetOut);
        if (request.Filter is { Count: > 0 } filter && !filter.Intersect(Pools).Any())
        {
            throw new WsException("no_route", "No route");
        }

        lock (_gate)
        {
            var holding = _holdings[request.AssetIn];
            if (!settle && holding.Total - holding.Locked < amount)
            {
                throw new WsException("insufficient_balance", "Insufficient balance");
            }

            var order = new Order(FormattableString.Invariant($"ord_{++_count}"), request, amount, amount * price * (1 - FeeRate))
            {
                Status = settle ? OrderStatus.Filled : OrderStatus.Pending,
                UpdatedAt = _time.GetUtcNow(),
            };
            _holdings[request.AssetIn] = settle ? holding : holding with { Locked = holding.Locked + amount };
            _orders.Add(order.Id, order);
            _orderIds.Enqueue(order.Id);
            if (_orderIds.Count > MaxOrders)
            {
                _orders.Remove(_orderIds.Dequeue());
            }

            return order.ToState();
        }
    }

    private OrderState Change(string orderId, Action<Order> change)
    {
        lock (_gate)
        {
            var order = _orders[orderId];
            change(order);
            order.UpdatedAt = _time.GetUtcNow();
            return order.ToState();
        }
    }

    private sealed record Holding(decimal Total, decimal Locked)
    {
        public Balance ToBalance(string asset) => new(asset, Text(Total), Text(Locked));
    }

    private sealed class Order(string id, SwapRequest request, decimal amountIn, decimal amountOut)
    {
        public string Id => id;

        public SwapRequest Request => request;

        public decimal AmountIn => amountIn;

        public decimal AmountOut => amountOut;

        public OrderStatus Status { get; set; }

        public DateTimeOffset UpdatedAt { get; set; }

        public OrderState ToState()
        {
            var filled = Status == OrderStatus.Filled;
            var hash = filled ? "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id))) : "";
            return new OrderState(id, Status, filled ? Text(amountOut) : "0", hash, UpdatedAt.ToUnixTimeMilliseconds());
        }
    }
}
