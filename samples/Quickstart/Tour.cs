using System.Net.WebSockets;
using WsToolkit;
using WsToolkit.Sessions;

namespace Quickstart;

/// <summary>Makes a call of every shape, listens to a channel, loses its connection, and shows what was written, what travelled and what came back.</summary>
internal static class Tour
{
    public static async Task RunAsync(Uri address, SwapQuote first, Action breakConnections)
    {
        var story = new Story();
        story.Title($"WsToolkit quickstart: server and client in one process, over {address}");
        story.Line($"The first typed call has already answered: {first}");

        var trader = new Trader();
        await using var trading = await ConnectAsync(address, trader, story);

        await story.ShowAsync("Request and response", """await trading.EstimateSwapAsync(0.5m, "BTC", "ETH")""",
            async () => await trading.EstimateSwapAsync(0.5m, "BTC", "ETH"));

        await story.ShowAsync("One way: nobody answers", """await trading.NoteAsync("lunch at noon")""",
            async () =>
            {
                await trading.NoteAsync("lunch at noon");
                return "sent";
            });

        await story.ShowAsync("The server streams; leaving the loop cancels it", """await foreach (var candle in trading.CandlesAsync("ETH")) { … break; }""",
            async () =>
            {
                var closes = new List<decimal>();
                await foreach (var candle in trading.CandlesAsync("ETH"))
                {
                    closes.Add(candle.Close);
                    if (closes.Count == 3)
                    {
                        break;
                    }
                }

                return string.Join(", ", closes);
            },
            lastMessage: "\"error\"");

        await story.ShowAsync("The client streams", "await trading.AverageAsync(Values(10, 20, 60))",
            async () => await trading.AverageAsync(Values(10, 20, 60)));

        await story.ShowAsync("Both stream: duplex", """await foreach (var usd in trading.ConvertAsync(Values(1, 2), "BTC", "USDT")) …""",
            async () =>
            {
                var converted = new List<decimal>();
                await foreach (var amount in trading.ConvertAsync(Values(1, 2), "BTC", "USDT"))
                {
                    converted.Add(amount);
                }

                return string.Join(", ", converted);
            });

        await story.ShowAsync("Progress", "await trading.BacktestAsync(4, progress)",
            async () =>
            {
                var seen = new Percentages();
                var report = await trading.BacktestAsync(4, seen);
                return $"{string.Join(" % ", seen)} %, then {report}";
            });

        await story.ShowAsync("The server calls the client, from inside a call", """await trading.PlaceOrderAsync(new Order { Symbol = "ETH", Limit = 3_000 })""",
            async () => await trading.PlaceOrderAsync(new Order { Symbol = "ETH", Limit = 3_000 }));

        await story.ShowAsync("The server calls the client, later, from a background service", """await trading.WatchAsync("ETH", 3_200)""",
            async () =>
            {
                await trading.WatchAsync("ETH", 3_200);
                return await trader.PriceReached;
            });

        await story.ShowAsync("A typed error", """await trading.EstimateSwapAsync(1, "DOGE")""",
            async () =>
            {
                try
                {
                    return (await trading.EstimateSwapAsync(1, "DOGE")).ToString();
                }
                catch (WsException exception)
                {
                    return $"{nameof(WsException)} {exception.Code}: {exception.Message}";
                }
            });

        await story.ShowAsync("A deadline", "await trading.WithTimeout(TimeSpan.FromMilliseconds(50)).SettleAsync()",
            async () =>
            {
                try
                {
                    await trading.WithTimeout(TimeSpan.FromMilliseconds(50)).SettleAsync();
                    return "settled";
                }
                catch (WsDeadlineExceededException exception)
                {
                    return $"{nameof(WsDeadlineExceededException)}: {exception.Message}";
                }
            },
            lastMessage: "\"error\"");

        await story.ShowAsync("Cancelling", "cancellation.Cancel() while trading.SettleAsync(cancellation.Token) runs",
            async () =>
            {
                using var cancellation = new CancellationTokenSource();
                var settling = trading.SettleAsync(cancellation.Token);
                await cancellation.CancelAsync();
                try
                {
                    await settling;
                    return "settled";
                }
                catch (OperationCanceledException)
                {
                    return $"{nameof(OperationCanceledException)}, here and on the server";
                }
            },
            lastMessage: "\"error\"");

        var news = new News();
        WsSubscription? subscription = null;
        await story.ShowAsync("A channel: everybody who listens hears what becomes of the order", """await trading.Orders("ord_1").SubscribeMessagesAsync(…)""",
            async () =>
            {
                subscription = await trading.Orders("ord_1").SubscribeMessagesAsync(news.AddAsync);
                await trading.PlaceOrderAsync(new Order { Symbol = "ETH" });
                return await news.TakeAsync(2);
            });

        await story.ShowAsync("The connection breaks. The client takes the next one, and nobody is left in the dark", "connection.Abort() at the server, and nothing at all here",
            async () =>
            {
                var client = (WsClient)trading.Connection;
                client.StateChanged += (_, change) => news.Add($"{change.OldState} -> {change.NewState}");
                breakConnections();
                var recovery = await news.TakeAsync(3);
                await trading.PlaceOrderAsync(new Order { Symbol = "BTC" });
                return $"{recovery}, {await news.TakeAsync(2)}";
            });

        await subscription!.DisposeAsync();
        story.Title("All of it is generated from TradingService.cs.");
    }

    // As TradingServiceClient.ConnectAsync does, with a transport in between that shows every message.
    private static async Task<TradingServiceClient> ConnectAsync(Uri address, Trader trader, Story story)
    {
        var options = new WsClientOptions().AddCallback<ITradingCallback>(trader);
        return TradingServiceClient.Create(await WsClient.ConnectAsync(OpenAsync, options));

        async ValueTask<WsTransport> OpenAsync(CancellationToken cancellationToken)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(address, cancellationToken);
            return new WireTap(new WebSocketTransport(socket, options.MaxMessageBytes), story);
        }
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
