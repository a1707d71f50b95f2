using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>
/// One server in a process of its own. Says its port, then answers each line on its standard input with the processor time that
/// it has used, in microseconds, and the bytes that it has allocated, or with the managed memory that it holds; stops when its input ends.
/// </summary>
internal static class ServerHost
{
    public const string Command = "serve";
    public const string MemoryQuestion = "memory";

    /// <summary>Kinds that end with it receive 16 KiB at once.</summary>
    public const string Blocks = "-blocks";

    /// <summary>Kinds that end with it also do all input and output on the thread that the sockets' events arrive on.</summary>
    public const string Inline = "-inline";

    /// <summary>Kinds that end with it have no Kestrel: a listener, and a <see cref="System.Net.Sockets.NetworkStream"/> for each connection.</summary>
    public const string Socket = "-socket";

    /// <summary>The servers, and what each of them is.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["platform"] = "S.N.WebSockets echo",
        ["engine"] = "engine alone on Kestrel's upgraded stream, echo",
        ["floor"] = "the least loop on the engine: read, answer all, write, read",
        ["frames"] = "FrameTransport on ASP.NET Core, echo",
        ["raw"] = "FrameTransport on the raw listener, echo",
        ["platform-blocks"] = "S.N.WebSockets echo, 16 KiB blocks",
        ["frames-blocks"] = "FrameTransport on ASP.NET Core, echo, 16 KiB blocks",
        ["raw-blocks"] = "FrameTransport on the raw listener, echo, 16 KiB blocks",
        ["platform-inline"] = "S.N.WebSockets echo, 16 KiB blocks, inline I/O",
        ["frames-inline"] = "FrameTransport on ASP.NET Core, echo, 16 KiB blocks, inline I/O",
        ["raw-inline"] = "FrameTransport on the raw listener, echo, 16 KiB blocks, inline I/O",
        ["platform-socket"] = "S.N.WebSockets on a plain socket, echo",
        ["floor-socket"] = "the least loop on the engine, on a plain socket",
        ["frames-socket"] = "FrameTransport on a plain socket, echo",
        ["typed"] = "typed call on ASP.NET Core",
        ["typed-raw"] = "typed call on the raw listener",
    };

    public static async Task RunAsync(string kind)
    {
        if (kind.EndsWith(Socket, StringComparison.Ordinal))
        {
            using var listener = SocketEcho.Start(kind);
            Answer(((IPEndPoint)listener.LocalEndpoint).Port);
            return;
        }

        var isInline = kind.EndsWith(Inline, StringComparison.Ordinal);
        var hasBlocks = isInline || kind.EndsWith(Blocks, StringComparison.Ordinal);
        kind = isInline ? kind[..^Inline.Length] : hasBlocks ? kind[..^Blocks.Length] : kind;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = isInline);
        if (hasBlocks)
        {
            builder.WebHost.UseWsReceiveBlocks();
        }

        builder.Logging.ClearProviders();
        builder.Services.AddWsToolkit();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            switch (kind)
            {
                case "raw":
                    listen.UseWsFrames(static connection => Echo.OnTransportAsync(connection.Transport));
                    break;
                case "typed-raw":
                    listen.UseWs<Desk>();
                    break;
            }
        }));
        await using var app = builder.Build();
        switch (kind)
        {
            case "platform":
                app.UseWebSockets();
                app.Map("/ws", Echo.OnPlatformAsync);
                break;
            case "floor":
                app.Map("/ws", Echo.OnFloorAsync);
                break;
            case "engine":
                app.Map("/ws", Echo.OnEngineAsync);
                break;
            case "frames":
                app.MapWsFrames("/ws", static connection => Echo.OnTransportAsync(connection.Transport));
                break;
            case "typed":
                app.MapWs<Desk>("/ws");
                break;
        }

        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Answer(new Uri(addresses.Addresses.First()).Port);
        await app.StopAsync(new CancellationToken(canceled: true));
    }

    private static void Answer(int port)
    {
        Console.WriteLine(port);
        while (Console.ReadLine() is { } question)
        {
            var used = (long)Environment.CpuUsage.TotalTime.TotalMicroseconds;
            Console.WriteLine(question == MemoryQuestion
                ? string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true)}")
                : string.Create(CultureInfo.InvariantCulture, $"{used} {GC.GetTotalAllocatedBytes(precise: true)}"));
        }
    }
}
