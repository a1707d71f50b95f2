using System.Threading.Channels;
using WsToolkit;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;

namespace TradingSample;

/// <summary>A client of the broker: all that the original's introduction does, and a connection that is lost on the way.</summary>
internal static class Walk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Uri address, string key, string secret, bool rawSecret, CancellationToken stop)
    {
        var description = SignedDialect.Description;
        if (rawSecret)
        {
            description = description with { Signing = description.Signing! with { KeyDerivation = WsKeyDerivation.None } };
        }

        using var line = new Line();
        await using var trading = await TradingClient.ConnectAsync(
            address,
            new WsClientOptions
            {
                // With money at stake it is to be certain which call an error belongs to.
                Dialect = DescribedDialect.ForClient(
                    description, new WsDescribedClientOptions { Credentials = new WsCredentials(key, secret), OneCallInFlight = true }),
                HttpInvoker = line.Invoker,
                Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.FromMilliseconds(200), MaxAttempts = 5 },
            },
            stop);
        Say($"connected to {address}");

        // Kept for as long as the client: it subscribes again by itself after the connection was lost.
        var news = Channel.CreateUnbounded<string>();
        await using var balances = await trading.BalanceChanges.SubscribeAsync(
            changes => news.Writer.TryWrite($"balances: {string.Join(", ", changes.Select(Spell))}"), cancellationToken: stop);
        Say("subscribed to balances");
        await using var example = await ListenAsync(trading, "ord_12345678", news.Writer, stop);

        Say($"balances are {string.Join(", ", (await trading.BalancesAsync(stop)).Balances.Select(Spell))}");
        var estimate = await trading.EstimateAsync("100", "ETH", "USDT", stop);
        Say($"100 ETH would give {estimate.ExpectedOut} USDT at {estimate.Price}, less {estimate.Fee}");

        await SwapAsync(trading, new SwapRequest("100", "ETH", "USDT") { Filter = ["binance"] }, news, stop);

        var connection = (WsClient)trading.Connection;
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.StateChanged += (_, change) =>
        {
            Say($"{change.OldState} -> {change.NewState}");
            if (change.NewState == WsClientState.Connected)
            {
                back.TrySetResult();
            }
        };
        line.Cut();
        await back.Task.WaitAsync(Patience, stop);
        await SwapAsync(trading, new SwapRequest("1", "ETH", "USDT"), news, stop);

        await trading.DisposeAsync();
        Say("closed");
    }

    private static async Task SwapAsync(TradingClient trading, SwapRequest request, Channel<string> news, CancellationToken stop)
    {
        var receipt = await trading.SwapAsync(request, stop);
        Say($"swap of {request.AmountIn} {request.AssetIn} is order {receipt.OrderId}, {receipt.Status}");
        await using var order = await ListenAsync(trading, receipt.OrderId, news.Writer, stop);

        var state = await trading.OrderStatusAsync(receipt.OrderId, stop);
        Say($"status of {state.OrderId} is {state.Status}");
        await HearAsync(news.Reader, [$"order {receipt.OrderId}: Filled", "balances:"], stop);
    }

    private static async Task<IAsyncDisposable> ListenAsync(
        TradingClient trading, string orderId, ChannelWriter<string> news, CancellationToken stop)
    {
        var subscription = await trading.Orders(orderId).SubscribeAsync(
            state => news.TryWrite($"order {state.OrderId}: {state.Status} {state.FilledOut}"), cancellationToken: stop);
        Say($"subscribed to {orderId}");
        return subscription;
    }

    // In whatever order they come. A broker need not push everything that the sample's does.
    private static async Task HearAsync(ChannelReader<string> news, List<string> awaited, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            while (awaited.Count > 0)
            {
                var text = await news.ReadAsync(limit.Token);
                Say(text);
                awaited.RemoveAll(beginning => text.StartsWith(beginning, StringComparison.Ordinal));
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Say("nothing more was heard");
        }
    }

    private static string Spell(Balance balance) => $"{balance.Total} {balance.Asset} ({balance.Locked} locked)";

    private static void Say(string text) => Console.WriteLine(text);
}
