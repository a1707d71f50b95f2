using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>Every shape of call in class form, on both hosts.</summary>
public class ShapeTests
{
    [Theory, BothHosts]
    public async Task Results_of_every_kind_of_method_arrive(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(5, await shapes.AddLaterAsync(2, 3).Soon());
        Assert.Equal(-1, await shapes.AddAsync(2, -3).Soon());
        Assert.Equal("grüße \"\\\u0001 😀", await shapes.EchoAsync("grüße \"\\\u0001 😀").Soon());
    }

    [Theory, BothHosts]
    public async Task A_call_without_result_completes_when_its_handler_has_run(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        await shapes.TouchAsync("task").Soon();
        Assert.True(host.Probe.HasMark("task"));
        await shapes.TouchValueAsync("value task").Soon();
        Assert.True(host.Probe.HasMark("value task"));
        await shapes.TouchNowAsync("void").Soon();
        Assert.True(host.Probe.HasMark("void"));
    }

    [Theory, BothHosts]
    public async Task A_one_way_call_runs_and_is_not_answered(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        await shapes.LogAsync("first").Soon();
        await host.Probe.Reached("log:first");
        Assert.Equal(["first"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task A_one_way_call_that_fails_is_reported_apart_from_the_calls(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var reported = new TaskCompletionSource<WsException>(TaskCreationOptions.RunContinuationsAsynchronously);
        var shapes = await host.ConnectAsync<ShapesServiceClient>(
            new WsClientOptions { OnUnattributedError = error => reported.TrySetResult(error) });

        await shapes.LogLaterAsync("failing").Soon();
        var error = await reported.Task.Soon();
        Assert.Equal(WsErrorCodes.Internal, error.Code);
        Assert.DoesNotContain("Nobody", error.Message, StringComparison.Ordinal);
    }

    [Theory, BothHosts]
    public async Task A_stream_of_results_arrives_in_order_and_ends(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(Enumerable.Range(7, 500), await shapes.CountAsync(7, 500).ListAsync());
        Assert.Empty(await shapes.CountAsync(0, 0).ListAsync());
    }

    [Theory, BothHosts]
    public async Task A_stream_can_be_enumerated_again_which_is_another_call(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var stream = shapes.CountAsync(0, 3);

        Assert.Equal([0, 1, 2], await stream.ListAsync());
        Assert.Equal([0, 1, 2], await stream.ListAsync());
    }

    [Theory, BothHosts]
    public async Task A_stream_that_fails_gives_its_items_first(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var items = new List<Point>();

        var error = await Assert.ThrowsAsync<WsException>(async () =>
        {
            await foreach (var item in shapes.FailingStreamAsync(40))
            {
                items.Add(item);
            }
        }).Soon();
        Assert.Equal("no_more", error.Code);
        Assert.Equal("The source is dry.", error.Message);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => new Point(i, i)), items);
    }

    [Theory, BothHosts]
    public async Task A_stream_of_arguments_is_consumed_to_its_end(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(500 * 501 / 2, await shapes.SumAsync(Numbers(500)).Soon());
        Assert.Equal(0, await shapes.SumAsync(Numbers(0)).Soon());
    }

    [Theory, BothHosts]
    public async Task Several_streams_of_arguments_travel_beside_ordinary_ones(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var zipped = await shapes.ZipAsync("-", Texts(100), Numbers(60)).Soon();
        Assert.Equal(string.Join('-', Enumerable.Range(1, 100).Select(i => i <= 60 ? $"t{i}{i}" : $"t{i}")), zipped);
    }

    [Theory, BothHosts]
    public async Task Streams_run_both_ways_at_once(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var answers = 0;

        // Each number is sent only when the one before has come back: neither direction waits for the other's end.
        var echoed = new SemaphoreSlim(1);
        using var bound = new CancellationTokenSource(Waiting.Bound);
        await foreach (var value in shapes.ScaleAsync(3, OneByOneAsync(echoed)).WithCancellation(bound.Token))
        {
            Assert.Equal(3 * answers++, value);
            echoed.Release();
        }

        Assert.Equal(50, answers);

        static async IAsyncEnumerable<int> OneByOneAsync(SemaphoreSlim echoed)
        {
            for (var i = 0; i < 50; i++)
            {
                await echoed.WaitAsync();
                yield return i;
            }
        }
    }

    [Theory, BothHosts]
    public async Task An_argument_that_is_the_whole_payload_travels(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(new Point(2, 1, "a"), await shapes.MirrorAsync(new Point(1, 2, "a")).Soon());
    }

    [Theory, BothHosts]
    public async Task Optional_arguments_have_their_defaults(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal("a|3|none|Fast|null|null", await shapes.DescribeAsync("a").Soon());
        Assert.Equal("b|-7|null|Slow|0.5|9", await shapes.DescribeAsync("b", -7, null, Mode.Slow, 0.5, new Point(9, 9)).Soon());
        Assert.Null(await shapes.MaybeAsync(null).Soon());
        Assert.Equal("", await shapes.MaybeAsync("").Soon());
    }

    [Theory, BothHosts]
    public async Task The_context_of_a_call_does_not_travel_and_is_there(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var facts = await shapes.FactsAsync().Soon();
        Assert.Equal("who", facts.Method);
        Assert.Equal(host.Connections.All.Single().Id, facts.ConnectionId);
        Assert.False(facts.Authenticated);
    }

    [Theory, BothHosts]
    public async Task The_interface_of_the_client_has_the_same_calls(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        IShapesServiceClient shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
        await shapes.DisposeAsync().Soon();
    }

    private static Task<ServiceHost> StartAsync(HostKind kind) => ServiceHost.StartAsync(kind, ws => ws.Add<ShapesService>());

    private static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private static async IAsyncEnumerable<string> Texts(int count)
    {
        await foreach (var i in Numbers(count))
        {
            yield return $"t{i}";
        }
    }
}
