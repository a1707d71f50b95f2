using System.Globalization;
using WsToolkit.Benchmarks.EndToEnd;

namespace WsToolkit.Benchmarks.FanOut;

/// <summary>
/// Measures the processor time that servers spend to deliver one published message to one of many subscribers. The servers take turns
/// within each round, so that a noisy machine disturbs all of them alike.
/// </summary>
internal static class FanOutCpu
{
    private const string Baseline = "signalr";

    public static async Task RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "subscribers", "messages", "rounds", "interval", "servers");
        var subscribers = arguments.Number("subscribers", 1000, 10_000);
        var messages = arguments.Number("messages", 100, 100_000);
        var rounds = arguments.Number("rounds", 7, 100);
        var interval = arguments.Number("interval", 20, 1000);
        var kinds = arguments.Text("servers", "signalr,channel,channel-raw").Split(',');
        var loads = new List<Load>();
        try
        {
            foreach (var kind in kinds)
            {
                loads.Add(await Load.StartAsync(kind, subscribers));
            }

            // Until the just-in-time compiler has nothing more to do.
            for (var turn = 0; turn < 5; turn++)
            {
                foreach (var load in loads)
                {
                    await load.RunAsync(messages, 0);
                }
            }

            Console.WriteLine($"{subscribers} subscribers, {messages} messages per turn, medians of {rounds} rounds");
            Console.WriteLine();
            Console.WriteLine("| published | server | CPU per delivery | of SignalR | allocated per delivery |");
            Console.WriteLine("|---|---|---|---|---|");
            await MeasureAsync(loads, messages, 0, rounds);
            await MeasureAsync(loads, messages, interval, rounds);
        }
        finally
        {
            loads.ForEach(load => load.Dispose());
        }
    }

    private static async Task MeasureAsync(List<Load> loads, int messages, int interval, int rounds)
    {
        var used = loads.Select(_ => new ServerUsage[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < loads.Count; index++)
            {
                used[index][round] = await loads[index].RunAsync(messages, interval);
            }
        }

        var baseline = loads.FindIndex(load => load.Kind == Baseline);
        var pace = interval == 0 ? "as fast as accepted" : $"every {interval} ms";
        for (var index = 0; index < loads.Count; index++)
        {
            var ratio = baseline < 0
                ? ""
                : Median(used[index].Zip(used[baseline], static (ours, theirs) => ours.Microseconds / theirs.Microseconds))
                    .ToString("P0", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {pace} | {FanOutServer.Kinds[loads[index].Kind]} | {Median(used[index].Select(usage => usage.Microseconds)):F2} µs | {ratio} | " +
                $"{Median(used[index].Select(usage => usage.AllocatedBytes)):F0} B |"));
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    /// <summary>A server and those who listen to it.</summary>
    private sealed class Load : IDisposable
    {
        private readonly ServerProcess _server;
        private readonly List<Listener> _listeners = [];

        private Load(ServerProcess server) => _server = server;

        public string Kind => _server.Kind;

        public static async Task<Load> StartAsync(string kind, int subscribers)
        {
            var load = new Load(new ServerProcess(kind, FanOutServer.Command));
            while (load._listeners.Count < subscribers)
            {
                load._listeners.Add(await Listener.ConnectAsync(load._server.Port, kind == Baseline));
            }

            return load;
        }

        /// <summary>Publishes, and waits until everybody has received everything.</summary>
        /// <returns>What the server has used for each delivery.</returns>
        public async Task<ServerUsage> RunAsync(int messages, int interval)
        {
            var before = _server.Usage();
            var received = Task.WhenAll(_listeners.Select(listener => Task.Run(() => listener.ReceiveAsync(messages))));
            await Task.Run(() => _server.Usage($"publish {messages} {interval}"));
            await received;
            var after = _server.Usage();
            var total = (double)messages * _listeners.Count;
            return new ServerUsage((after.Microseconds - before.Microseconds) / total, (after.AllocatedBytes - before.AllocatedBytes) / total);
        }

        public void Dispose()
        {
            _listeners.ForEach(listener => listener.Dispose());
            _server.Dispose();
        }
    }
}
