using System.Diagnostics;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Flow;

/// <summary>How many calls run at once, and in which order.</summary>
public class ConcurrencyTests
{
    [Theory, BothHosts]
    public async Task Sixteen_calls_run_at_once_and_the_next_one_waits(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        var calls = Enumerable.Range(0, 20).Select(i => flows.OccupyAsync($"{i}")).ToArray();
        for (var i = 0; i < 16; i++)
        {
            await host.Probe.Reached($"{i}:started");
        }

        Assert.Equal(16, host.Probe.Count("running"));
        Assert.False(host.Probe.HasMark("16:started"));
        host.Probe.Mark("5");
        Assert.Equal("5", await calls[5].Soon());
        await host.Probe.Reached("16:started");
        Assert.False(host.Probe.HasMark("17:started"));
        for (var i = 0; i < 20; i++)
        {
            host.Probe.Mark($"{i}");
        }

        Assert.Equal(20, (await Task.WhenAll(calls).Soon()).Length);
    }

    [Theory, BothHosts]
    public async Task Calls_that_stream_their_results_leave_their_places(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        var streams = new List<IAsyncEnumerator<int>>();
        for (var i = 0; i < 40; i++)
        {
            var stream = flows.LingerAsync("streams").GetAsyncEnumerator();
            Assert.True(await stream.MoveNextAsync().Soon());
            streams.Add(stream);
        }

        Assert.Equal(7, await flows.PingAsync(7).Soon());
        host.Probe.Mark("streams");
        foreach (var stream in streams)
        {
            Assert.False(await stream.MoveNextAsync().Soon());
        }
    }

    [Theory, BothHosts]
    public async Task Each_connection_has_places_of_its_own(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxConcurrentCalls = 1);
        var one = await host.ConnectAsync<FlowsServiceClient>();
        var other = await host.ConnectAsync<FlowsServiceClient>();

        var held = one.OccupyAsync("a");
        await host.Probe.Reached("a:started");
        Assert.Equal(7, await other.PingAsync(7).Soon());
        host.Probe.Mark("a");
        await held.Soon();
    }

    [Theory, BothHosts]
    public async Task More_calls_than_the_server_s_limit_are_refused_and_the_rest_runs(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxCallsInFlight = 10);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        var calls = Enumerable.Range(0, 15).Select(i => flows.OccupyAsync($"{i}")).ToArray();
        for (var i = 10; i < 15; i++)
        {
            var error = await Assert.ThrowsAsync<WsException>(() => calls[i]).Soon();
            Assert.Equal(WsErrorCodes.TooManyCalls, error.Code);
        }

        for (var i = 0; i < 10; i++)
        {
            host.Probe.Mark($"{i}");
            Assert.Equal($"{i}", await calls[i].Soon());
        }

        Assert.Equal(7, await flows.PingAsync(7).Soon());
    }

    [Theory, BothHosts]
    public async Task A_client_sends_only_as_many_calls_as_it_may_leave_unanswered(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>(new WsClientOptions { MaxUnansweredCalls = 2 });
        var calls = Enumerable.Range(0, 4).Select(i => flows.OccupyAsync($"{i}")).ToArray();
        await host.Probe.Reached("0:started");
        await host.Probe.Reached("1:started");
        using var source = new CancellationTokenSource();
        var givenUp = flows.OccupyAsync("never", source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp).Soon();
        Assert.Equal(2, host.Probe.Count("running"));
        host.Probe.Mark("0");
        await host.Probe.Reached("2:started");
        Assert.False(host.Probe.HasMark("3:started"));
        host.Probe.Mark("1");
        host.Probe.Mark("2");
        host.Probe.Mark("3");
        Assert.Equal(["0", "1", "2", "3"], await Task.WhenAll(calls).Soon());
        Assert.False(host.Probe.HasMark("never:started"));
    }

    [Theory, BothHosts]
    public async Task An_ordered_service_runs_its_calls_one_after_the_other_as_they_came(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var ordered = await host.ConnectAsync<OrderedServiceClient>();
        var flows = FlowsServiceClient.Create(ordered.Connection);

        var calls = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? ordered.OneAsync(i) : ordered.OtherAsync(i)).ToArray();
        await host.Probe.Reached("0:started");

        // What is not ordered does not wait for what is, and an ordered call that waits takes nobody's place.
        Assert.Equal(7, await flows.PingAsync(7).Soon());
        Assert.Equal(["0"], host.Probe.Log);
        host.Probe.Mark("go");
        Assert.Equal(Enumerable.Range(0, 60), await Task.WhenAll(calls).Soon());
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"{i}"), host.Probe.Log);
        Assert.False(host.Probe.HasMark("two at once"));
    }

    [Theory, BothHosts]
    public async Task Ordered_methods_wait_for_one_another_and_for_no_others(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();

        var first = flows.StreamInOrderAsync(0).ListAsync();
        await host.Probe.Reached("0:started");
        var rest = Enumerable.Range(1, 30).Select(i => flows.InOrderAsync(i)).ToArray();
        Assert.Equal(7, await flows.PingAsync(7).Soon());
        Assert.Equal(["0"], host.Probe.Log);
        host.Probe.Mark("go");
        Assert.Equal([0], await first.Soon());
        Assert.Equal(Enumerable.Range(1, 30), await Task.WhenAll(rest).Soon());
        Assert.Equal(Enumerable.Range(0, 31).Select(i => $"{i}"), host.Probe.Log);
        Assert.False(host.Probe.HasMark("two at once"));
    }

    [Theory, BothHosts]
    public async Task An_ordered_call_that_is_cancelled_lets_the_next_one_run(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var ordered = await host.ConnectAsync<OrderedServiceClient>();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();

        var running = ordered.OneAsync(0, first.Token);
        await host.Probe.Reached("0:started");
        var waiting = ordered.OneAsync(1, second.Token);
        var last = ordered.OneAsync(2);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting).Soon();
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running).Soon();
        Assert.Equal(2, await last.Soon());
        Assert.Equal(["0", "2"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task A_handler_that_blocks_its_thread_stops_neither_the_reader_nor_other_calls(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        using var source = new CancellationTokenSource();

        var blocked = flows.BlockAsync("a");
        var cancelled = flows.BlockAsync("b", source.Token);
        await host.Probe.Reached("a:started");
        await host.Probe.Reached("b:started");
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i, await flows.PingAsync(i).Soon());
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled).Soon();
        await flows.DisposeAsync().Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => blocked).Soon();
    }

    [Theory, BothHosts]
    public async Task Answers_do_not_wait_for_a_handler_that_blocks_behind_them(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();

        // More often than calls of a method that has blocked are kept off the thread that reads.
        for (var i = 0; i < 200; i++)
        {
            var answered = flows.PingAsync(i);
            var blocked = flows.BlockAsync($"{i}");
            Assert.Equal(i, await answered.Soon());
            await host.Probe.Reached($"{i}:started");
            Assert.Equal(-i, await flows.PingAsync(-i).Soon());
            host.Probe.Mark($"{i}");
            await blocked.Soon();
        }
    }

    [Theory, BothHosts]
    public async Task A_thousand_interleaved_calls_of_every_shape_each_get_their_own_answer(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(
            kind, ws => ws.Add<ShapesService>(), options: options => options.MaxCallsInFlight = 1000);
        var shapes = await host.ConnectAsync<ShapesServiceClient>(new WsClientOptions { MaxUnansweredCalls = 1000 });
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => CallAsync(shapes, i))).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Theory, BothHosts]
    public async Task A_thousand_calls_at_once_need_no_other_limits_than_the_default_ones(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var flows = await host.ConnectAsync<FlowsServiceClient>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => flows.PingAsync(i))).Soon();
        Assert.Equal(Enumerable.Range(0, 1000), answers);
    }

    [Theory, BothHosts]
    public async Task Many_connections_at_once_do_not_mix_up_their_calls(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<ShapesService>());
        var connecting = Enumerable.Range(0, 50).Select(_ => Task.Run(() => host.ConnectAsync<ShapesServiceClient>()));
        var clients = await Task.WhenAll(connecting).Soon();
        var calls = clients.SelectMany((client, c) => Enumerable.Range(0, 40).Select(i => CallAsync(client, (c * 40) + i)));
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(50, host.Connections.Count);
    }

    private static async Task CallAsync(ShapesServiceClient shapes, int i)
    {
        switch (i % 8)
        {
            case 0:
                Assert.Equal(i + 1, await shapes.AddAsync(i, 1));
                break;
            case 1:
                Assert.Equal(2 * i, await shapes.AddLaterAsync(i, i));
                break;
            case 2:
                Assert.Equal($"text {i}", await shapes.EchoAsync($"text {i}"));
                break;
            case 3:
                Assert.Equal(Enumerable.Range(i, 10), await shapes.CountAsync(i, 10).ListAsync());
                break;
            case 4:
                Assert.Equal((i * 5) + 10, await shapes.SumAsync(Enumerable.Range(i, 5).ToAsync()));
                break;
            case 5:
                Assert.Equal([i, 2 * i, 3 * i], await shapes.ScaleAsync(i, Enumerable.Range(1, 3).ToAsync()).ListAsync());
                break;
            case 6:
                Assert.Equal(new Point(-i, i, "p"), await shapes.MirrorAsync(new Point(i, -i, "p")));
                break;
            default:
                var reports = new Reports<Step>();
                Assert.Equal(3, await shapes.ImportAsync(3, reports));
                Assert.Equal(new Step(3, 3), reports.All[^1]);
                break;
        }
    }

    private static Task<ServiceHost> StartAsync(HostKind kind, Action<WsServerOptions>? options = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<FlowsService>().Add<OrderedService>(), options: options);
}
