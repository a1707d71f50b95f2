using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>What a new subscriber finds, and what it receives from then on.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public async Task A_snapshot_and_the_changes_behind_it_make_one_sequence()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Counter, "a");
        using var stop = new CancellationTokenSource();
        var publishing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await channel.PublishChangeAsync(() => new Tick(host.State.Increment()));
                await Task.Yield();
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 25; i++)
            {
                await using var client = await host.OpenAsync("counter:a");
                var first = await NumberAsync(client);
                for (var n = first + 1; n < first + 20; n++)
                {
                    Assert.Equal(n, await NumberAsync(client));
                }
            }
        })).Soon();
        await stop.CancelAsync();
        await publishing.Soon();
    }

    /// <summary>
    /// A message that has passed the snapshot's gate is accepted while the snapshot is being taken, which may have the next change already.
    /// </summary>
    [Fact]
    public async Task With_changes_made_before_they_are_published_nothing_is_missing_and_only_what_was_under_way_may_come_twice()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Counter, "a");
        using var stop = new CancellationTokenSource();
        var publishing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await channel.PublishAsync(new Tick(host.State.Increment()));
                await Task.Yield();
            }
        });
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await using var client = await host.OpenAsync("counter:a");
                    var known = await NumberAsync(client);
                    var next = await NumberAsync(client);
                    Assert.InRange(next, known - 1, known + 1);
                    for (var n = 1; n < 20; n++)
                    {
                        Assert.Equal(++next, await NumberAsync(client));
                    }
                }
            })).Soon();
        }
        finally
        {
            await stop.CancelAsync();
            await publishing.Soon();
        }
    }

    [Fact]
    public async Task What_was_accepted_before_is_not_sent_and_what_is_accepted_later_is()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Snapped, "a");
        await using var witness = await host.OpenAsync("snapped:a");

        // A reader of the application's own that lets the channel wait: what is accepted from the fourth message on is handed to nobody.
        var reading = channel.ReadMessagesAsync(new WsSubscribeOptions { SlowConsumer = WsSlowConsumer.Wait, QueueLength = 1 }).GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        for (var n = 1; n <= 3; n++)
        {
            await channel.PublishAsync(new Tick(n));
            Assert.Equal([n], (await witness.ReceiveUntilAsync(n)).Numbers);
            Assert.True(n > 1 || await next.Soon());
        }

        var last = 4;
        var publishing = channel.PublishAsync(new Tick(last)).AsTask();
        while (publishing.IsCompleted)
        {
            publishing = channel.PublishAsync(new Tick(++last)).AsTask();
        }

        host.State.Snapshot = _ => new[] { new Tick(last) }.ToAsync();
        await using var client = await host.OpenAsync("snapped:a");
        Assert.Equal(last, await NumberAsync(client));
        await reading.DisposeAsync();
        await publishing.Soon();
        Assert.Equal(last, await NumberAsync(client));
        Assert.Equal(Enumerable.Range(4, last - 3), (await witness.ReceiveUntilAsync(last)).Numbers);
        await channel.PublishAsync(new Tick(last + 1));
        Assert.Equal(last + 1, await NumberAsync(client));
    }

    [Fact]
    public async Task What_is_published_while_it_is_taken_waits_and_follows()
    {
        await using var host = await BoardHost.StartAsync();
        var channel = host.Publisher.At(Board.Snapped, "a");
        await using var other = await host.OpenAsync("snapped:a", "x");
        var snapshot = new HeldSnapshot(host, new Tick(10));
        await using var client = await host.OpenAsync();
        await client.SendAsync("""{"id":1,"method":"subscribe","payload":{"channel":"snapped:a"}}""");
        await snapshot.Begun.Soon();
        var publishing = channel.PublishAsync(new Tick(11)).AsTask();
        var changing = channel.PublishChangeAsync(() => new Tick(12)).AsTask();
        Assert.False(publishing.IsCompleted);
        Assert.False(changing.IsCompleted);
        snapshot.Release();
        Assert.StartsWith("{\"id\":1", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(10, await NumberAsync(client));
        Assert.Equal([11, 12], new[] { await NumberAsync(client), await NumberAsync(client) }.Order());
        await publishing.Soon();
        await changing.Soon();
    }

    [Fact]
    public async Task A_further_pattern_gets_what_it_adds()
    {
        await using var host = await BoardHost.StartAsync();
        var taken = new List<string>();
        host.State.Snapshot = context =>
        {
            taken.Add(context.Event);
            return new Tick[] { new(1), new Halt(2, "noon"), new(3) }.ToAsync();
        };
        var channel = host.Publisher.At(Board.Snapped, "a");
        await using var client = await host.OpenAsync("snapped:a", "h*");
        Assert.Equal(2, await NumberAsync(client));
        await client.SubscribeAsync("snapped:a", "halt");
        await client.SubscribeAsync("snapped:a");
        Assert.Equal(1, await NumberAsync(client));
        Assert.Equal(3, await NumberAsync(client));

        // There is nothing that this could add.
        await client.SubscribeAsync("snapped:a", "x");
        await channel.PublishAsync(new Tick(4));
        Assert.Equal(4, await NumberAsync(client));
        Assert.Equal(["h*", "halt", "*"], taken);

        // All but one have gone: another pattern adds again.
        await client.AskAsync("""{"id":1,"method":"unsubscribe","payload":{"channel":"snapped:a"}}""");
        await client.AskAsync("""{"id":1,"method":"unsubscribe","payload":{"channel":"snapped:a","event":"x"}}""");
        await client.SubscribeAsync("snapped:a", "?*");
        await client.SubscribeAsync("snapped:a");
        Assert.Equal(1, await NumberAsync(client));
        Assert.Equal(3, await NumberAsync(client));
    }

    [Fact]
    public async Task A_further_pattern_s_snapshot_and_the_changes_behind_it_make_one_sequence()
    {
        await using var host = await BoardHost.StartAsync();
        var value = 0;
        host.State.Snapshot = _ => new[] { new Tick(Volatile.Read(ref value)) }.ToAsync();
        var channel = host.Publisher.At(Board.Snapped, "a");
        using var stop = new CancellationTokenSource();
        var publishing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await channel.PublishChangeAsync(() => new Tick(++value));
                await channel.PublishAsync("other", new Tick(0));
            }
        });
        for (var i = 0; i < 50; i++)
        {
            await using var client = await host.OpenAsync("snapped:a", "other");
            await client.SendAsync("""{"id":2,"method":"subscribe","payload":{"channel":"snapped:a"}}""");
            var next = -1;
            for (var n = 0; n < 20;)
            {
                var text = await client.ReceiveAsync();
                if (!text.Contains("\"event\":\"\"", StringComparison.Ordinal))
                {
                    continue;
                }

                using var message = System.Text.Json.JsonDocument.Parse(text);
                var number = message.RootElement.GetProperty("data").GetProperty("n").GetInt32();
                Assert.Equal(next < 0 ? number : next, number);
                next = number + 1;
                n++;
            }
        }

        await stop.CancelAsync();
        await publishing.Soon();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    public async Task One_that_is_too_large_is_an_error_and_leaves_nothing(string events)
    {
        await using var host = await BoardHost.StartAsync(options: static options => options.MaxSnapshotMessages = 3);
        var read = 0;
        host.State.Snapshot = _ => EndlessAsync();
        await using var client = await host.OpenAsync();
        Assert.Equal(TooLarge, await AskAsync(client, "snapped:a", events));
        Assert.Equal(4, read);
        Assert.Equal("""{"connections":1,"channels":{}}""", await client.InfoAsync());
        Assert.Single(host.Log.AtLeast(LogLevel.Error), text => text.Contains("snapped:a", StringComparison.Ordinal));
        host.State.Snapshot = _ => Enumerable.Range(1, 3).Select(n => new Tick(n)).ToAsync();
        await client.SubscribeAsync("snapped:a", "x");
        Assert.Contains("subscribed", await AskAsync(client, "snapped:a", "*"), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], (await client.ReceiveUntilAsync(3)).Numbers);

        async IAsyncEnumerable<Tick> EndlessAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            while (!cancellationToken.IsCancellationRequested)
            {
                read++;
                yield return new Tick(0);
            }
        }
    }

    [Fact]
    public async Task A_further_pattern_whose_snapshot_fails_leaves_the_others_what_they_were()
    {
        await using var host = await BoardHost.StartAsync(options: static options => options.MaxSnapshotBytes = 1000);
        await using var client = await host.OpenAsync("snapped:a", "halt");
        host.State.Snapshot = _ => new[] { new Tick(1), new Tick(2, new string('x', 1000)) }.ToAsync();
        Assert.Equal(TooLarge, await AskAsync(client, "snapped:a", "*"));
        host.State.Snapshot = _ => throw new InvalidDataException();
        Assert.Contains("internal_error", await AskAsync(client, "snapped:a", "*"), StringComparison.Ordinal);
        Assert.Equal("""{"connections":1,"channels":{"snapped:a":{"halt":1}}}""", await client.InfoAsync());
        var channel = host.Publisher.At(Board.Snapped, "a");
        await channel.PublishAsync(new Tick(3));
        await channel.PublishAsync(new Halt(4, "noon"));
        Assert.Equal([4], (await client.ReceiveUntilAsync(4)).Numbers);
    }

    [Fact]
    public async Task A_connection_that_goes_while_its_snapshot_is_taken_leaves_nothing()
    {
        await using var host = await BoardHost.StartAsync();
        await using var witness = await host.OpenAsync();
        var snapshot = new HeldSnapshot(host, new Tick(1));
        await using var client = await host.OpenAsync();
        await client.SendAsync("""{"id":1,"method":"subscribe","payload":{"channel":"snapped:a"}}""");
        await snapshot.Begun.Soon();
        client.Abort();
        await snapshot.Cancelled.Soon();

        // Publishing is not held up by it.
        await host.Publisher.At(Board.Snapped, "a").PublishAsync(new Tick(2)).Soon();
        await witness.InfoBecomesAsync("""{"connections":1,"channels":{}}""");
    }

    private const string TooLarge =
        """{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"too_large","errors":{"channel":"its snapshot is too large"}}}""";

    private static Task<string> AskAsync(RawConnection client, string channel, string events)
        => client.AskAsync($$$"""{"id":1,"method":"subscribe","payload":{"channel":"{{{channel}}}","event":"{{{events}}}"}}""");

    private static async Task<int> NumberAsync(RawConnection client)
    {
        using var message = System.Text.Json.JsonDocument.Parse(await client.ReceiveAsync());
        return message.RootElement.GetProperty("data").GetProperty("n").GetInt32();
    }

    /// <summary>A snapshot that takes until it is released.</summary>
    private sealed class HeldSnapshot
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldSnapshot(BoardHost host, Tick tick) => host.State.Snapshot = context => TakeAsync(tick, context.CancellationToken);

        public Task Begun => _begun.Task;

        public Task Cancelled => _cancelled.Task;

        public void Release() => _released.SetResult();

        private async IAsyncEnumerable<Tick> TakeAsync(Tick tick, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            try
            {
                await _released.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.TrySetResult();
                throw;
            }

            yield return tick;
        }
    }
}
