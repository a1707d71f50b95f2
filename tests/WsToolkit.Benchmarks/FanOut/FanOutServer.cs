using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsToolkit.Benchmarks.FanOut;

/// <summary>
/// One server in a process of its own, with its publisher inside. Says its port, then takes commands on its standard input: <c>publish 100 5</c> publishes a hundred messages, one
/// every five milliseconds or, with 0, one as soon as the one before has been accepted. Each line is answered with the processor time used so far, in microseconds.
/// </summary>
internal static class FanOutServer
{
    public const string Command = "serve-fan-out";

    /// <summary>The servers, and what each of them is.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["signalr"] = "SignalR group, JSON protocol",
        ["channel"] = "channel on ASP.NET Core",
        ["channel-raw"] = "channel on the raw listener",
    };

    public static async Task RunAsync(string kind)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWsToolkit();
        builder.Services.AddSignalR(options =>
        {
            options.ClientTimeoutInterval = TimeSpan.FromHours(1);
            options.KeepAliveInterval = TimeSpan.FromHours(1);
        });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (kind == "channel-raw")
            {
                listen.UseWs<Ticker>();
            }
        }));
        await using var app = builder.Build();
        if (kind == "signalr")
        {
            app.MapHub<TickHub>("/ws");
        }
        else if (kind == "channel")
        {
            app.MapWs<Ticker>("/ws");
        }

        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Console.WriteLine(new Uri(addresses.Addresses.First()).Port);
        var publish = Publisher(kind, app.Services);
        while (Console.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["publish", var count, var milliseconds])
            {
                await PublishAsync(publish, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(milliseconds, CultureInfo.InvariantCulture));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(long)Environment.CpuUsage.TotalTime.TotalMicroseconds} {GC.GetTotalAllocatedBytes(precise: true)}"));
        }

        await app.StopAsync(new CancellationToken(canceled: true));
    }

    private static Func<Tick, ValueTask> Publisher(string kind, IServiceProvider services)
    {
        if (kind == "signalr")
        {
            var group = services.GetRequiredService<IHubContext<TickHub>>().Clients.Group(TickHub.Group);
            return tick => new ValueTask(group.SendAsync(TickHub.Target, tick));
        }

        var ticks = services.GetRequiredService<WsPublisher<Ticker>>().Ticks();
        return tick => ticks.PublishAsync(tick);
    }

    private static async Task PublishAsync(Func<Tick, ValueTask> publish, int count, int milliseconds)
    {
        using var timer = milliseconds > 0 ? new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds)) : null;
        for (var number = 0; number < count; number++)
        {
            await publish(Tick.Create(number));
            if (timer is not null)
            {
                await timer.WaitForNextTickAsync();
            }
        }
    }
}
