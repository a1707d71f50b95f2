using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Lifecycle;

/// <summary>Cancelling on one side cancels on the other.</summary>
public class CancellationTests
{
    [Theory, BothHosts]
    public async Task A_cancelled_call_ends_at_once_and_its_handler_sees_it(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();

        var call = jobs.HoldAsync("a", source.Token);
        await host.Probe.Reached("a:started");
        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        Assert.Equal(source.Token, cancelled.CancellationToken);
        await host.Probe.Reached("a:cancelled");
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task A_call_with_a_cancelled_token_is_not_made(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs.HoldAsync("a", cancelled)).Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs.TickAsync("b", 3, cancelled).ListAsync()).Soon();
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        Assert.False(host.Probe.HasMark("a:started"));
        Assert.False(host.Probe.HasMark("b:left"));
    }

    [Theory, BothHosts]
    public async Task A_handler_that_ignores_its_token_does_not_hold_up_its_caller(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();

        var call = jobs.InsistAsync("a", source.Token);
        await host.Probe.Reached("a:started");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        Assert.False(host.Probe.HasMark("a:ended"));
        host.Probe.Mark("a");
        await host.Probe.Reached("a:ended");
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task Cancelling_a_result_stream_ends_both_its_ends(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();
        var received = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var unused in jobs.TickAsync("a", 5, source.Token))
            {
                if (++received == 5)
                {
                    await host.Probe.Reached("a:started");
                    await source.CancelAsync();
                }
            }
        }).Soon();
        Assert.Equal(5, received);
        await host.Probe.Reached("a:cancelled");
        await host.Probe.Reached("a:left");
    }

    [Theory, BothHosts]
    public async Task Leaving_a_result_stream_early_cancels_its_iterator(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();

        await foreach (var i in jobs.RunAsync("a"))
        {
            if (i == 100)
            {
                break;
            }
        }

        await host.Probe.Reached("a:left");

        // One that waits between two items is woken.
        await foreach (var unused in jobs.TickAsync("b", 1))
        {
            await host.Probe.Reached("b:started");
            break;
        }

        await host.Probe.Reached("b:cancelled");
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task Cancelling_an_argument_stream_s_call_ends_source_and_handler(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();
        var values = new Source(3);

        var call = jobs.DrainAsync("a", values.Items(), source.Token);
        await host.Probe.Reached("a:items", 3);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        await host.Probe.Reached("a:cancelled");
        await values.Left.Soon();
        Assert.Equal(["OperationCanceledException"], host.Probe.Log.Select(NameOfCancellation));
    }

    [Theory, BothHosts]
    public async Task A_handler_that_reads_its_stream_without_a_token_is_woken_all_the_same(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();
        var values = new Source(3);

        var call = jobs.DrainBlindlyAsync("a", values.Items(), source.Token);
        await host.Probe.Reached("a:items", 3);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        await host.Probe.Reached("a:left");
        await values.Left.Soon();
    }

    [Theory, BothHosts]
    public async Task Cancelling_a_duplex_call_ends_both_streams_on_both_ends(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();
        var values = new Source(4);
        var received = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var unused in jobs.EchoAsync("a", values.Items(), source.Token))
            {
                if (++received == 4)
                {
                    await source.CancelAsync();
                }
            }
        }).Soon();
        await host.Probe.Reached("a:left");
        await values.Left.Soon();
    }

    [Theory, BothHosts]
    public async Task Leaving_a_duplex_call_early_ends_its_argument_stream(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        var values = new Source(4);

        await foreach (var unused in jobs.EchoAsync("a", values.Items()))
        {
            break;
        }

        await host.Probe.Reached("a:left");
        await values.Left.Soon();
    }

    [Theory, BothHosts]
    public async Task An_answer_ends_an_argument_stream_that_could_go_on(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        var values = new Source(int.MaxValue);

        Assert.Equal(0, await jobs.FirstAsync(values.Items()).Soon());
        await values.Left.Soon();
    }

    [Theory, BothHosts]
    public async Task Cancelling_a_call_cancels_the_callback_that_it_waits_for(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var callbackStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callbackCancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answerer = new Answerer
        {
            OnAnswer = async (_, cancellationToken) =>
            {
                callbackStarted.SetResult();
                await cancellationToken.Cancelled();
                callbackCancelled.SetResult();
                throw new OperationCanceledException(cancellationToken);
            },
        };
        var jobs = await host.ConnectAsync<JobsServiceClient>(new WsClientOptions().AddCallback<IShapesCallback>(answerer));
        using var source = new CancellationTokenSource();

        var call = jobs.AskAsync("a", source.Token);
        await callbackStarted.Task.Soon();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
        await host.Probe.Reached("a:cancelled");
        await callbackCancelled.Task.Soon();
        Assert.Equal(["OperationCanceledException"], host.Probe.Log.Select(NameOfCancellation));
    }

    [Theory, BothHosts]
    public async Task A_call_that_is_cancelled_while_it_waits_its_turn_never_runs(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxConcurrentCalls = 1);
        var jobs = await host.ConnectAsync<JobsServiceClient>();
        using var source = new CancellationTokenSource();

        var first = jobs.HoldAsync("first");
        await host.Probe.Reached("first:started");
        var second = jobs.HoldAsync("second", source.Token);
        var third = jobs.AddAsync(1, 2);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second).Soon();
        await host.ReaderHasCaughtUpAsync(jobs.Connection);
        host.Probe.Mark("first");
        Assert.Equal("first", await first.Soon());
        Assert.Equal(3, await third.Soon());
        Assert.False(host.Probe.HasMark("second:started"));
    }

    private static string NameOfCancellation(string name)
        => name == nameof(TaskCanceledException) ? nameof(OperationCanceledException) : name;

    private static Task<ServiceHost> StartAsync(HostKind kind, Action<WsServerOptions>? options = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>(), options: options);
}
