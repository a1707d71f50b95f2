using System.Runtime.CompilerServices;

namespace WsToolkit.AotSmoke;

/// <summary>Counts, and tells its caller when it is done.</summary>
[WsWalker("count_up", Group = "Smoke", Naming = WsNaming.SnakeCase, Methods = WsMethods.WebSocket | WsMethods.Post)]
public partial class CountUp(TimeProvider time)
{
    /// <summary>To where.</summary>
    public required int UpTo { get; init; }

    /// <summary>In which steps.</summary>
    public int Step { get; init; } = 2;

    /// <summary>Counts.</summary>
    [WsEntry]
    public async IAsyncEnumerable<Counted> RunAsync(WsWalkerContext context, IProgress<Share> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        context.Status = time.GetUtcNow().Year > 2000 ? 201 : 500;
        for (var number = Step; number <= UpTo; number += Step)
        {
            progress.Report(new Share((double)number / UpTo));
            yield return new Counted(number);
        }

        await context.NotifySelfAsync(new CountingDone(UpTo), cancellationToken);
    }
}

/// <summary>A step.</summary>
public sealed record Counted(int Number);

/// <summary>How far it is.</summary>
public sealed record Share(double Done);

/// <summary>The end.</summary>
[WsEvent("counting_done")]
public sealed partial record CountingDone(int UpTo);

/// <summary>Calls a walker through both doors and hears what it tells.</summary>
internal static class WalkerUse
{
    public static async Task RunAsync(Uri socket, Uri http, Checks checks)
    {
        await using var client = await SmokeClient.ConnectAsync(socket);
        var told = new TaskCompletionSource<CountingDone>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OnCountingDone += done => told.TrySetResult(done);
        await checks.EqualAsync("walker over the WebSocket", "201: 2 4", async () => Text(await client.CountUpAsync(new() { UpTo = 5 })));
        await checks.EqualAsync("notification of a walker", new CountingDone(5), () => told.Task);
        await checks.EqualAsync("reports of a walker as a stream", "1 2 3", async () =>
        {
            var numbers = new List<int>();
            await foreach (var counted in client.CountUpStreamAsync(new() { UpTo = 3, Step = 1 }))
            {
                numbers.Add(counted.Number);
            }

            return string.Join(' ', numbers);
        });

        var shares = new Shares();
        await checks.EqualAsync("progress of a walker", "0.5 1", async () =>
        {
            await client.CountUpAsync(new() { UpTo = 4 }, shares);
            return shares.ToString();
        });

        using var requests = new HttpClient { BaseAddress = http };
        await using var overHttp = SmokeClient.OverHttp(requests);
        await checks.EqualAsync("walker over HTTP", "201: 3", async () => Text(await overHttp.CountUpAsync(new() { UpTo = 3, Step = 3 }, shares)));
    }

    private sealed class Shares : IProgress<Share>
    {
        private readonly List<double> _all = [];

        public void Report(Share value) => _all.Add(value.Done);

        public override string ToString() => string.Join(' ', _all.Select(share => share.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static string Text(WsWalkerReply<Counted> reply) => $"{reply.Status}: {string.Join(' ', reply.Reports.Select(counted => counted.Number))}";
}
