using System.Globalization;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>
/// Measures the processor time that servers spend on a message. Every server is a process of its own; this one makes the load.
/// The servers take turns within each round, so that a noisy machine disturbs all of them alike.
/// </summary>
internal static class ServerCpu
{
    /// <summary>The first of the platform's servers, in whichever setting, is what the others are compared to.</summary>
    private const string Baseline = "platform";
    private const int WarmUpTurns = 9;

    /// <summary>With more requests in flight each costs less, so that a turn of as many would be over too soon to tell.</summary>
    private const int MostTimes = 8;

    public static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "depth", "connections", "rounds", "messages", "size", "servers", "request", "pattern");
        var depths = arguments.Numbers("depth", [1, 16, 64], 1000);
        var connections = arguments.Number("connections", 4, 100);
        var rounds = arguments.Number("rounds", 7, 100);
        var messages = arguments.Number("messages", 30_000, 200_000);
        var call = arguments.Text("request", "text") == "call";
        var size = arguments.Number("size", 64, 4000);
        var bursts = arguments.Text("pattern", "window") == "bursts";
        var kinds = arguments.Text("servers", call ? "platform,frames,typed,typed-raw" : "platform,floor,engine,frames,raw").Split(',');
        if (kinds.FirstOrDefault(kind => !ServerHost.Kinds.ContainsKey(kind)) is { } unknown)
        {
            throw new ArgumentException($"There is no server '{unknown}'; there are {string.Join(", ", ServerHost.Kinds.Keys)}.");
        }

        var requests = call ? RequestFrames.Call() : RequestFrames.Text(Math.Max(size, 10));
        var loads = new List<Load>();
        try
        {
            foreach (var kind in kinds)
            {
                loads.Add(await Load.StartAsync(kind, connections, requests, depths.Max(), bursts));
            }

            // Until the just-in-time compiler has nothing more to do.
            for (var turn = 0; turn < WarmUpTurns; turn++)
            {
                foreach (var load in loads)
                {
                    await load.RunAsync(messages * Math.Min(depths[turn % depths.Length], MostTimes), depths[turn % depths.Length]);
                }
            }

            Console.WriteLine(
                $"{connections} connections, {(bursts ? "bursts" : "a window")} of requests of {requests.Size} bytes, " +
                $"{messages} times the depth per turn, but at most {MostTimes} times, medians of {rounds} rounds");
            Console.WriteLine();
            Console.WriteLine("| in flight per connection | server | CPU per message | of S.N.WebSockets | allocated per message |");
            Console.WriteLine("|---|---|---|---|---|");
            foreach (var depth in depths)
            {
                await MeasureAsync(loads, depth, rounds, messages * Math.Min(depth, MostTimes));
            }
        }
        finally
        {
            loads.ForEach(load => load.Dispose());
        }
    }

    private static async Task MeasureAsync(List<Load> loads, int depth, int rounds, int messages)
    {
        var used = new ServerUsage[loads.Count][];
        for (var index = 0; index < loads.Count; index++)
        {
            used[index] = new ServerUsage[rounds];
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < loads.Count; index++)
            {
                used[index][round] = await loads[index].RunAsync(messages, depth);
            }
        }

        var baseline = loads.FindIndex(load => load.Kind.StartsWith(Baseline, StringComparison.Ordinal));
        for (var index = 0; index < loads.Count; index++)
        {
            var ratio = baseline < 0
                ? ""
                : Median(used[index].Zip(used[baseline], static (ours, theirs) => ours.Microseconds / theirs.Microseconds))
                    .ToString("P0", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {depth} | {ServerHost.Kinds[loads[index].Kind]} | {Median(used[index].Select(usage => usage.Microseconds)):F2} µs | {ratio} | " +
                $"{Median(used[index].Select(usage => usage.AllocatedBytes)):F0} B |"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>A server and the connections to it.</summary>
    private sealed class Load : IDisposable
    {
        private readonly ServerProcess _server;
        private readonly bool _bursts;
        private readonly List<LoadConnection> _connections = [];

        private Load(ServerProcess server, bool bursts)
        {
            _server = server;
            _bursts = bursts;
        }

        public string Kind => _server.Kind;

        public static async Task<Load> StartAsync(
            string kind, int connections, RequestFrames requests, int mostInFlight, bool bursts)
        {
            var load = new Load(new ServerProcess(kind), bursts);
            for (var count = 0; count < connections; count++)
            {
                load._connections.Add(await LoadConnection.ConnectAsync(load._server.Port, requests, mostInFlight));
            }

            return load;
        }

        /// <summary>Makes requests on all connections.</summary>
        /// <returns>What the server has used for each.</returns>
        public async Task<ServerUsage> RunAsync(int messages, int depth)
        {
            var each = Math.Max(messages / _connections.Count, 1);
            var before = _server.Usage();
            await Task.WhenAll(_connections.Select(connection => Task.Run(() => connection.RunAsync(each, depth, _bursts))));
            var after = _server.Usage();
            var total = (double)each * _connections.Count;
            return new ServerUsage((after.Microseconds - before.Microseconds) / total, (after.AllocatedBytes - before.AllocatedBytes) / total);
        }

        public void Dispose()
        {
            _connections.ForEach(connection => connection.Dispose());
            _server.Dispose();
        }
    }
}
