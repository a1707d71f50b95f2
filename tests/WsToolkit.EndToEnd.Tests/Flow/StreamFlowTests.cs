using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>A producer is never further ahead of its consumer than the consumer has allowed.</summary>
public class StreamFlowTests
{
    [Theory, BothHosts]
    public Task The_producer_of_results_stops_after_the_default_window(HostKind kind)
        => StallAsync(kind, 32, new WsClientOptions());

    [Theory, BothHosts]
    public Task The_producer_of_results_stops_after_a_small_window(HostKind kind)
        => StallAsync(kind, 4, new WsClientOptions { StreamWindow = 4 });

    [Theory, BothHosts]
    public Task The_producer_of_results_stops_after_the_smallest_window(HostKind kind)
        => StallAsync(kind, 1, new WsClientOptions { StreamWindow = 1 });

    [Theory, BothHosts]
    public async Task The_producer_of_arguments_stops_after_the_protocol_s_window(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        await StallArgumentsAsync(host, 32);
    }

    [Theory, BothHosts]
    public async Task A_server_may_grant_a_larger_window_for_arguments(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.StreamWindow = 100);
        await StallArgumentsAsync(host, 100);
    }

    [Theory, BothHosts]
    public async Task A_stalled_stream_does_not_hold_up_the_others(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        await using var stalled = flows.PourAsync("stalled", 1000).GetAsyncEnumerator();
        Assert.True(await stalled.MoveNextAsync().Soon());
        await host.Probe.Reached("stalled:produced", 33);

        var taken = 0;
        await foreach (var item in flows.PourAsync("flowing", 1000))
        {
            Assert.Equal($"{taken}", item.TrimEnd('.'));
            if (++taken == 2000)
            {
                break;
            }
        }

        Assert.Equal(33, host.Probe.Count("stalled:produced"));
        Assert.Equal(7, await flows.PingAsync(7).Soon());
    }

    [Theory, BothHosts]
    public async Task A_consumer_whose_buffers_are_full_loses_that_stream_and_nothing_else(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>(new WsClientOptions { MaxBufferedStreamBytes = 50_000 });
        await using var stream = flows.PourAsync("a", 10_000).GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync().Soon());
        await host.Probe.Reached("a:left");

        var error = await Assert.ThrowsAsync<WsException>(async () =>
        {
            while (await stream.MoveNextAsync())
            {
            }
        }).Soon();
        Assert.Equal(WsErrorCodes.StreamOverflow, error.Code);
        Assert.Equal(7, await flows.PingAsync(7).Soon());

        // What the lost stream had buffered is given back.
        for (var i = 0; i < 3; i++)
        {
            await foreach (var unused in flows.WithTimeout(Waiting.Bound).PourAsync($"again{i}", 1000))
            {
                break;
            }
        }
    }

    private static async Task StallAsync(HostKind kind, int window, WsClientOptions options)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>(options);
        await using var stream = flows.PourAsync("a", 10).GetAsyncEnumerator();
        Assert.True(await stream.MoveNextAsync().Soon());

        // The consumer has one and buffers the rest of its window; half a window that has been consumed is granted anew, and the
        // producer holds one more in its hand.
        var granted = window + (window / 2 <= 1 ? 1 : 0);
        await ProducedExactlyAsync(granted + 1);
        for (var i = 1; i < Math.Max(1, window / 2); i++)
        {
            Assert.True(await stream.MoveNextAsync().Soon());
        }

        await ProducedExactlyAsync(window + Math.Max(1, window / 2) + 1);
        for (var i = Math.Max(1, window / 2); i < 1000; i++)
        {
            Assert.True(await stream.MoveNextAsync().Soon());
            Assert.Equal($"{i}", stream.Current.TrimEnd('.'));
        }

        async Task ProducedExactlyAsync(int count)
        {
            await host.Probe.Reached("a:produced", count);
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal(i, await flows.PingAsync(i).Soon());
            }

            Assert.Equal(count, host.Probe.Count("a:produced"));
        }
    }

    private static async Task StallArgumentsAsync(ServiceHost host, int window)
    {
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        var source = new Source(1000);
        var call = flows.SipAsync("a", source.Items());
        await host.Probe.Reached("a:sipped");
        await source.HasTaken(window + 1);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, await flows.PingAsync(i).Soon());
        }

        Assert.Equal(window + 1, source.Taken);
        host.Probe.Mark("a");
        source.End();
        Assert.Equal(999 * 1000 / 2, await call.Soon());
    }

    private static Task<ServiceHost> StartAsync(HostKind kind, Action<WsServerOptions>? options = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<FlowsService>(), options: options);
}
