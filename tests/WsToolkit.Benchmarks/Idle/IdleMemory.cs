using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Benchmarks.EndToEnd;
using WsToolkit.Framing;
using WsToolkit.Server;
using WsToolkit.Sessions;

namespace WsToolkit.Benchmarks.Idle;

/// <summary>
/// Measures what idle connections hold: of the toolkit's own objects, with nothing under them, and of everything in a server's
/// process, with Kestrel and sockets, beside a server on the platform's WebSocket.
/// </summary>
internal static class IdleMemory
{
    public static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "connections");
        var connections = arguments.Number("connections", 500, 2000);
        Console.WriteLine("| idle connection | managed memory |");
        Console.WriteLine("|---|---|");
        await OfTheToolkitAsync(10);
        Print("the toolkit's objects alone", await OfTheToolkitAsync(connections));
        foreach (var kind in new[] { "platform", "frames", "raw", "typed", "typed-raw" })
        {
            Print($"server process: {ServerHost.Kinds[kind]}", await OfAServerAsync(kind, connections));
        }
    }

    private static async Task<long> OfTheToolkitAsync(int connections)
    {
        var services = new ServiceCollection().BuildServiceProvider();
        var endpoint = new WsEndpointBuilder(services).Add<Desk>().Build();
        var user = new ClaimsPrincipal();
        var streams = Enumerable.Range(0, connections).Select(_ => new SilentStream()).ToArray();
        var runs = new Task[connections];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var index = 0; index < connections; index++)
        {
            runs[index] = endpoint.RunAsync(new FrameTransport(streams[index], new FrameConnection(FrameRole.Server)), user);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var stream in streams)
        {
            stream.HangUp();
        }

        await Task.WhenAll(runs);
        return (after - before) / connections;
    }

    /// <summary>Each connection has one message answered before it falls idle.</summary>
    private static async Task<long> OfAServerAsync(string kind, int connections)
    {
        var requests = RequestFrames.Call();
        using var server = new ServerProcess(kind);
        var clients = new List<LoadConnection>();
        try
        {
            for (var index = 0; index < 10; index++)
            {
                clients.Add(await LoadConnection.ConnectAsync(server.Port, requests, 1));
                await clients[index].RunAsync(1, 1);
            }

            var before = server.Memory();
            for (var index = 0; index < connections; index++)
            {
                clients.Add(await LoadConnection.ConnectAsync(server.Port, requests, 1));
                await clients[^1].RunAsync(1, 1);
            }

            return (server.Memory() - before) / connections;
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static void Print(string what, long bytes)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {bytes:N0} B |"));
}
