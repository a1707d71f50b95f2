using System.Globalization;
using System.Numerics;
using Quickstart;

namespace WsToolkit.AotSmoke;

/// <summary>Makes a call of every shape over one kind of connection.</summary>
internal static class EveryCall
{
    public static async Task RunAsync(string connection, Uri address, WsClientOptions options, Checks checks)
    {
        var trader = new Trader();
        await using var trading = await TradingServiceClient.ConnectAsync(address, trader, options);

        await checks.EqualAsync(Name("request and response"), new SwapQuote(10m, 20m, "BTC -> ETH"),
            () => trading.EstimateSwapAsync(0.5m, "BTC", "ETH"));
        await checks.EqualAsync(Name("parameter with a default"), new SwapQuote(3_200m, 3_200m, "ETH -> USDT"),
            () => trading.EstimateSwapAsync(1, "ETH"));
        await checks.EqualAsync(Name("one way"), true, async () =>
        {
            await trading.NoteAsync("lunch at noon");
            return true;
        });
        await checks.EqualAsync(Name("stream of results, left early"), "3196.8 3196.8 3199.9968",
            async () => string.Join(' ', await FirstAsync(trading.CandlesAsync("ETH"), 3)));
        await checks.EqualAsync(Name("stream of arguments"), 30m, () => trading.AverageAsync(Values(10, 20, 60)));
        await checks.EqualAsync(Name("duplex"), "64000 128000", async () =>
        {
            var converted = new List<decimal>();
            await foreach (var amount in trading.ConvertAsync(Values(1, 2), "BTC", "USDT"))
            {
                converted.Add(amount);
            }

            return string.Join(' ', converted);
        });
        await checks.EqualAsync(Name("progress"), "25 50 75 100: BacktestReport { Days = 4, Return = 0.042 }", async () =>
        {
            var seen = new Percentages();
            var report = await trading.BacktestAsync(4, seen);
            return $"{string.Join(' ', seen)}: {report}";
        });
        await checks.EqualAsync(Name("callback during a call"), new OrderReceipt("ord_1", OrderStatus.Open),
            () => trading.PlaceOrderAsync(new Order { Symbol = "ETH", Limit = 3_000 }));
        await checks.EqualAsync(Name("callback after the call"), "ETH has reached 3200", async () =>
        {
            await trading.WatchAsync("ETH", 3_200);
            return await trader.PriceReached;
        });
        await checks.ThrowsAsync<WsException>(Name("error"), "not_confirmed: The order was not confirmed.",
            () => trading.PlaceOrderAsync(new Order { Symbol = "ETH", Side = Side.Sell }), error => $"{error.Code}: {error.Message}");
        await checks.ThrowsAsync<WsDeadlineExceededException>(Name("deadline"), WsErrorCodes.DeadlineExceeded,
            () => trading.WithTimeout(TimeSpan.FromMilliseconds(50)).SettleAsync(), error => error.Code);
        await checks.ThrowsAsync<OperationCanceledException>(Name("cancelling"), "cancelled", async () =>
        {
            using var cancellation = new CancellationTokenSource();
            var settling = trading.SettleAsync(cancellation.Token);
            await cancellation.CancelAsync();
            await settling;
        }, _ => "cancelled");

        await PayloadsAsync(connection, PayloadsClient.Create(trading.Connection), checks);

        string Name(string call) => $"{connection}: {call}";
    }

    private static async Task PayloadsAsync(string connection, PayloadsClient payloads, Checks checks)
    {
        await checks.EqualAsync($"{connection}: payload of many kinds",
            "there here 123456789012345678901234567890 AQID Book { Price = 9.90, Title = ü } Vase { Price = 1, Size = Small } 7 a=00:00:01,b=",
            async () => Print(await payloads.EchoAsync(new Parcel
            {
                To = "there",
                Weight = BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture),
                Label = [1, 2, 3],
                Items = [new Book(9.90m, "ü"), new Vase(1m)],
                Stamps = [7],
                Stops = new() { ["a"] = TimeSpan.FromSeconds(1), ["b"] = null },
            })));
        await checks.EqualAsync($"{connection}: enumerations as keys, generic type", "Small 1,2;Large  ",
            () => payloads.DescribeAsync(new Dictionary<Size, int[]> { [Size.Small] = [1, 2], [Size.Large] = [] }));
        await checks.EqualAsync($"{connection}: generic type",
            " Pair { First = 00000000-0000-0000-0000-000000000000, Second = 11/21/2026 }",
            () => payloads.DescribeAsync(new Dictionary<Size, int[]>(), new Pair<Guid, DateOnly>(Guid.Empty, new DateOnly(2026, 11, 21))));
    }

    private static string Print(Parcel parcel) => string.Create(CultureInfo.InvariantCulture,
        $"{parcel.To} {parcel.From} {parcel.Weight} {Convert.ToBase64String(parcel.Label!)} {string.Join(' ', parcel.Items)} "
        + $"{string.Join(' ', parcel.Stamps)} {string.Join(',', parcel.Stops!.Select(stop => $"{stop.Key}={stop.Value}"))}");

    private static async Task<List<decimal>> FirstAsync(IAsyncEnumerable<Candle> candles, int count)
    {
        var closes = new List<decimal>();
        await foreach (var candle in candles)
        {
            closes.Add(candle.Close);
            if (closes.Count == count)
            {
                break;
            }
        }

        return closes;
    }

    private static async IAsyncEnumerable<decimal> Values(params decimal[] values)
    {
        foreach (var value in values)
        {
            await Task.Yield();
            yield return value;
        }
    }

    private sealed class Percentages : List<int>, IProgress<int>
    {
        public void Report(int value) => Add(value);
    }
}
