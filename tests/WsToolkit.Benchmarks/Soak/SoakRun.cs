using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsToolkit.Benchmarks.Soak;

/// <summary>
/// Publishes numbered messages to clients whose connections are cut at random, for as long as it is told to, and counts what was lost without a notice, what came
/// twice and what memory is held.
/// </summary>
internal static class SoakRun
{
    private const int Feeds = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "seconds", "clients", "rate", "cuts", "pauses", "seed");
        var seconds = arguments.Number("seconds", 600, 24 * 3600);
        var clients = arguments.Number("clients", 40, 1000);
        var rate = arguments.Number("rate", 500, 100_000);
        var cutsPerMinute = arguments.Number("cuts", 60, 10_000);
        var pausePermille = arguments.Number("pauses", 1, 1000);
        var random = new Random(arguments.Number("seed", 20261121, int.MaxValue));
        await using var app = await StartAsync();
        using var relay = new CuttingRelay(Port(app));
        using var end = new CancellationTokenSource();
        var connected = new List<FeedsClient>();
        var watchers = new List<FeedWatcher>();
        var options = new WsClientOptions { Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromSeconds(1) } };
        for (var client = 0; client < clients; client++)
        {
            var feeds = await FeedsClient.ConnectAsync(new Uri($"ws://127.0.0.1:{relay.Port}/ws"), options);
            connected.Add(feeds);
            watchers.AddRange(Enumerable.Range(0, Feeds).Select(feed => new FeedWatcher(feeds.Feed(feed), random.Next(), pausePermille)));
        }

        var watching = watchers.Select(watcher => Task.Run(() => watcher.RunAsync(end.Token))).ToArray();
        var publishing = PublishAsync(app.Services.GetRequiredService<WsPublisher<Feeds>>(), rate, end.Token);
        var cuts = 0;
        var started = TimeProvider.System.GetTimestamp();
        var reported = -1;
        Console.WriteLine("| minute | received | cuts | reconnects seen | dropped and told of | faults | managed memory |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        while (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed.TotalSeconds < seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(60.0 / cutsPerMinute) * 2 * random.NextDouble());
            cuts += relay.Cut(random) ? 1 : 0;
            if ((int)elapsed.TotalMinutes > reported)
            {
                reported = (int)elapsed.TotalMinutes;
                Report(reported, watchers, cuts);
            }
        }

        await end.CancelAsync();
        await publishing;
        await Task.WhenAll(watching);
        Report((int)Math.Round(seconds / 60.0), watchers, cuts);
        foreach (var client in connected)
        {
            await client.DisposeAsync();
        }

        var faults = watchers.SelectMany(watcher => watcher.Faults).ToList();
        faults.ForEach(Console.WriteLine);
        var received = watchers.Sum(watcher => watcher.Received);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{received} messages received, {cuts} cuts, {faults.Count} faults"));
        return faults.Count == 0 && received > 0 && cuts > 0 ? 0 : 1;
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWsToolkit();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapWs<Feeds>("/ws");
        await app.StartAsync();
        return app;
    }

    private static int Port(WebApplication app)
        => new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;

    private static async Task PublishAsync(WsPublisher<Feeds> publisher, int rate, CancellationToken cancellationToken)
    {
        var channels = Enumerable.Range(0, Feeds).Select(feed => publisher.Feed(feed)).ToArray();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            for (long number = 0; ;)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                for (var last = number + Math.Max(1, rate / 100); number < last; number++)
                {
                    foreach (var channel in channels)
                    {
                        await channel.PublishAsync(new Numbered(number, "as good as any other"), cancellationToken);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the soak.
        }
    }

    private static void Report(int minute, List<FeedWatcher> watchers, int cuts)
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024.0;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {minute} | {watchers.Sum(w => w.Received)} | {cuts} | {watchers.Sum(w => w.Reconnects)} | {watchers.Sum(w => w.Dropped)} | "
            + $"{watchers.Sum(w => w.Faults.Count)} | {memory:F1} MiB |"));
    }
}
