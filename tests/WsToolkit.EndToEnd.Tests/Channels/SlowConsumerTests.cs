using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Flow;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A consumer that stops reading meets its channel's policy, and harms nobody else. Alone, because memory is measured.</summary>
[Collection(nameof(MemoryTests))]
public sealed class SlowConsumerTests
{
    // Enough of them to fill what lies between the two ends, the system's socket buffers included.
    private const int Count = 400;

    [Theory]
    [BothHosts]
    public async Task With_DropOldest_it_is_told_how_many_it_has_missed(HostKind over)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("drop:a");
        await using var good = await host.OpenAsync("drop:a");
        await PublishAsync(host, Board.Dropping, over, good);
        var (numbers, missed) = await slow.ReceiveUntilAsync(Count);
        Assert.Equal(Count, numbers.Count + missed);
        Assert.True(missed > 0);
        Assert.Equal(numbers.Order(), numbers);

        // What was dropped is what was oldest: the last ones are all there. In memory the one hole is right before them; a socket may take some more
        // at any time, and then there may be none at this place.
        Assert.Equal(Enumerable.Range(Count - 3, 4), numbers[^4..]);
        Assert.InRange(numbers[^4] - numbers[^5] - 1, over == HostKind.Memory ? missed : 0, missed);
    }

    [Theory]
    [BothHosts]
    public async Task With_KeepLatest_it_gets_the_latest_of_each_key(HostKind over)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("keep:a");
        await using var good = await host.OpenAsync("keep:a");
        var channel = host.Publisher.At(Board.Keeping, "a");
        for (var n = 1; n <= Count; n++)
        {
            await channel.PublishAsync(new Tick(n, (n % 3) + Padding(over)));
            Assert.Equal([n], (await good.ReceiveUntilAsync(n)).Numbers);
        }

        // Behind the places of the three keys.
        await channel.PublishAsync(new Tick(Count + 1, "last"));
        var (numbers, missed) = await slow.ReceiveUntilAsync(Count + 1);
        Assert.Equal(0, missed);
        Assert.True(numbers.Count < Count);
        Assert.Equal([Count - 2, Count - 1, Count], numbers[^4..^1].Order());
    }

    [Theory]
    [BothHosts]
    public async Task With_Disconnect_it_is_closed_with_1013(HostKind over)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("cut:a");
        await using var good = await host.OpenAsync("cut:a");
        await PublishAsync(host, Board.Cutting, over, good);
        var (code, reason) = await slow.ReceiveCloseAsync();
        Assert.Equal((WsCloseCode.TryAgainLater, "Too slow for channel cut:a"), (code, reason));
    }

    [Theory]
    [BothHosts]
    public async Task With_Wait_publishing_waits_and_nothing_is_lost(HostKind over)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("wait:a");
        await using var good = await host.OpenAsync("wait:b");
        var channel = host.Publisher.At(Board.Waiting, "a");
        var padding = Padding(over);
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            for (var n = 1; n <= 1000; n++)
            {
                await channel.PublishAsync(new Tick(n, padding));
                Volatile.Write(ref published, n);
            }
        });

        // Other channels go on, as many messages as it takes for this one to be stuck.
        var other = host.Publisher.At(Board.Waiting, "b");
        for (var n = 1; n <= 100 || Volatile.Read(ref published) < 256; n++)
        {
            await other.PublishAsync(new Tick(n));
            Assert.Equal([n], (await good.ReceiveUntilAsync(n)).Numbers);
        }

        Assert.False(publishing.IsCompleted);
        var (numbers, missed) = await slow.ReceiveUntilAsync(1000);
        Assert.Equal(0, missed);
        Assert.Equal(Enumerable.Range(1, 1000), numbers);
        await publishing.Soon();
    }

    [Theory]
    [BothHosts]
    public async Task With_Wait_a_consumer_that_goes_lets_publishing_go_on(HostKind over)
    {
        await using var host = await StartAsync(over);
        var slow = await host.OpenAsync("wait:a");
        var channel = host.Publisher.At(Board.Waiting, "a");
        var padding = Padding(over);
        var publishing = Task.Run(async () =>
        {
            for (var n = 1; n <= 1000; n++)
            {
                await channel.PublishAsync(new Tick(n, padding));
            }
        });
        slow.Abort();
        await publishing.Soon();
        await slow.DisposeAsync();
    }

    [Theory]
    [BothHosts]
    public async Task With_Wait_a_consumer_whose_connection_is_being_closed_lets_publishing_go_on(HostKind over)
    {
        // Time stands still: neither the close handshake nor sending is given up.
        await using var host = await StartAsync(over, new FakeTimeProvider());
        await using var slow = await host.OpenAsync("wait:a");
        await using var good = await host.OpenAsync("wait:b");
        var channel = host.Publisher.At(Board.Waiting, "a");
        var padding = Padding(over);
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            for (var n = 1; n <= 1000; n++)
            {
                await channel.PublishAsync(new Tick(n, padding));
                Volatile.Write(ref published, n);
            }
        });
        var other = host.Publisher.At(Board.Waiting, "b");
        for (var n = 1; n <= 100 || Volatile.Read(ref published) < 256; n++)
        {
            await other.PublishAsync(new Tick(n));
            Assert.Equal([n], (await good.ReceiveUntilAsync(n)).Numbers);
        }

        Assert.False(publishing.IsCompleted);
        var connections = host.Services.GetRequiredService<WsConnections>();
        _ = connections.All.Single(static connection => connection.SubscribedChannels.Contains("wait:a")).CloseAsync();
        await publishing.Soon();
        slow.Abort();
    }

    [Theory]
    [BothHosts]
    public async Task A_waiting_publisher_can_give_up(HostKind over)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("wait:a");
        var channel = host.Publisher.At(Board.Waiting, "a");
        var padding = Padding(over);
        using var stop = new CancellationTokenSource();
        var published = 0;
        var publishing = Task.Run(async () =>
        {
            while (true)
            {
                var accepted = channel.PublishAsync(new Tick(published + 1, padding), stop.Token);
                if (!accepted.IsCompleted)
                {
                    await stop.CancelAsync();
                }

                await accepted;
                published++;
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing.Soon());
        var (numbers, _) = await slow.ReceiveUntilAsync(published);
        Assert.Equal(Enumerable.Range(1, published), numbers);
    }

    [Theory]
    [InlineData(HostKind.Memory, 0)]
    [InlineData(HostKind.Kestrel, 1024)]
    public async Task A_hundred_thousand_messages_at_a_consumer_that_does_not_read_cost_bounded_memory_and_nobody_else_a_thing(HostKind over, int size)
    {
        await using var host = await StartAsync(over);
        await using var slow = await host.OpenAsync("drop:a");
        await using var good = await host.OpenAsync("drop:a");
        var channel = host.Publisher.At(Board.Dropping, "a");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        const int Count = 100_000;
        var padding = new string('x', size);

        // In small steps, so that the good one keeps up.
        for (var n = 1; n <= Count; n++)
        {
            await channel.PublishAsync(new Tick(n, padding));
            if (n % 4 == 0)
            {
                await AssertGetsAsync(good, n - 3, n - 2, n - 1, n);
            }
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(held < 4 * 1024 * 1024, $"{held} bytes are held.");
        var (numbers, missed) = await slow.ReceiveUntilAsync(Count);
        Assert.Equal(Count, numbers.Count + missed);
        Assert.True(missed > 50_000, $"{missed}");
    }

    private static string Padding(HostKind over) => new('x', over == HostKind.Memory ? 4 * 1024 : 64 * 1024);

    private static async Task AssertGetsAsync(RawConnection connection, params int[] expected)
    {
        var (numbers, missed) = await connection.ReceiveUntilAsync(expected[^1]);
        Assert.Equal(expected, numbers);
        Assert.Equal(0, missed);
    }

    private static Task<BoardHost> StartAsync(HostKind over, TimeProvider? time = null) => BoardHost.StartAsync(over, options: options =>
    {
        options.TimeProvider = time ?? options.TimeProvider;
        options.SendQueueMessages = 8;
        options.SendQueueBytes = 64 * 1024;
        options.CloseTimeout = Waiting.Bound;
    });

    // One at a time, so that the consumer that reads misses none.
    private static async Task PublishAsync(BoardHost host, WsChannelDefinition<Tick> definition, HostKind over, RawConnection good)
    {
        var channel = host.Publisher.At(definition, "a");
        var padding = Padding(over);
        for (var n = 1; n <= Count; n++)
        {
            await channel.PublishAsync(new Tick(n, padding));
            await AssertGetsAsync(good, n);
        }
    }
}
