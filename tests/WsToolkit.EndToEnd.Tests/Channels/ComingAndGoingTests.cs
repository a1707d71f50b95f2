using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>Whoever goes leaves nothing behind.</summary>
public sealed class ComingAndGoingTests
{
    // Each step has its own bound; this one is for a machine that is busy with other things, too.
    private static readonly TimeSpan All = TimeSpan.FromMinutes(5);

    [Theory]
    [BothHosts]
    public async Task A_connection_that_is_lost_leaves_nothing_behind(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.State.Last = _ =>
        {
            gone.TrySetResult();
            return ValueTask.CompletedTask;
        };
        await using var witness = await host.OpenAsync("drop:w");
        await using var lost = await host.OpenAsync("drop:a");
        await lost.SubscribeAsync("drop:b", "x");
        await lost.SubscribeAsync("hooked:c");
        Assert.Equal(
            """{"connections":2,"channels":{"drop:w":{"*":1},"drop:a":{"*":1},"drop:b":{"x":1},"hooked:c":{"*":1}}}""", await witness.InfoAsync());
        lost.Abort();
        await gone.Task.Soon();
        Assert.Equal("""{"connections":1,"channels":{"drop:w":{"*":1}}}""", await witness.InfoAsync());
    }

    [Fact]
    public async Task A_thousand_connections_come_and_go_while_messages_are_published()
    {
        await using var host = await BoardHost.StartAsync();
        var (firsts, lasts, subscribers) = (0, 0, 0);
        var allGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.State.First = (_, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref subscribers));
            Interlocked.Increment(ref firsts);
            return ValueTask.CompletedTask;
        };
        host.State.Last = _ =>
        {
            Assert.Equal(0, Interlocked.Decrement(ref subscribers));
            Interlocked.Increment(ref lasts);
            allGone.TrySetResult();
            return ValueTask.CompletedTask;
        };
        using var stop = new CancellationTokenSource();
        var channel = host.Publisher.At(Board.Hooked, "a");
        var publishing = Task.Run(async () =>
        {
            for (var n = 1; !stop.IsCancellationRequested; n++)
            {
                await channel.PublishAsync(new Tick(n));
                await Task.Yield();
            }
        });
        await using var witness = await host.OpenAsync();
        await Parallel.ForAsync(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await using var client = await host.OpenAsync("hooked:a");
            if (i % 3 != 0)
            {
                await client.ReceiveAsync();
            }

            if (i % 2 == 0)
            {
                await client.CloseAsync();
            }
            else
            {
                client.Abort();
            }
        }).WaitAsync(All);
        await stop.CancelAsync();
        await publishing.Soon();
        await allGone.Task.Soon();
        await EventuallyAsync(() => Task.FromResult(Volatile.Read(ref firsts) == Volatile.Read(ref lasts)));
        await witness.InfoBecomesAsync("""{"connections":1,"channels":{}}""");
        Assert.Equal(0, subscribers);
        Assert.Empty(host.Log.AtLeast(Microsoft.Extensions.Logging.LogLevel.Warning));
    }

    // What ends in the background cannot be waited for from out here, only asked about.
    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Waiting.Bound);
            await Task.Yield();
        }
    }
}
