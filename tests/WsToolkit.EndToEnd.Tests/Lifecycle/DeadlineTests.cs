using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Lifecycle;

/// <summary>Deadlines, on virtual time that both ends share.</summary>
public class DeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory, BothHosts]
    public async Task The_options_deadline_ends_the_call_and_cancels_its_handler(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host, options => options.CallTimeout = TimeSpan.FromSeconds(10));

        var call = jobs.HoldAsync("a");
        await host.Probe.Reached("a:started");
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var error = await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        Assert.Equal(WsErrorCodes.DeadlineExceeded, error.Code);
        await host.Probe.Reached("a:cancelled");
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task By_default_a_call_has_thirty_seconds(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host);

        Assert.Equal(_time.GetUtcNow().AddSeconds(30), await jobs.DeadlineAsync().Soon());
    }

    [Theory, BothHosts]
    public async Task The_method_s_deadline_counts_more_than_the_options(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host);

        var call = jobs.HoldBrieflyAsync("a");
        await host.Probe.Reached("a:started");
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        await host.Probe.Reached("a:cancelled");
    }

    [Theory, BothHosts]
    public async Task The_call_s_own_deadline_counts_most(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host);

        var quick = jobs.WithTimeout(TimeSpan.FromSeconds(1)).HoldBrieflyAsync("a");
        var normal = jobs.HoldBrieflyAsync("b");
        await host.Probe.Reached("a:started");
        await host.Probe.Reached("b:started");
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => quick).Soon();
        Assert.False(normal.IsCompleted);
        host.Probe.Mark("b");
        await normal.Soon();
    }

    [Theory, BothHosts]
    public async Task The_handler_knows_the_deadline(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host);
        var start = _time.GetUtcNow();

        Assert.Equal(start.AddSeconds(7), await jobs.WithTimeout(TimeSpan.FromSeconds(7)).DeadlineAsync().Soon());
        _time.Advance(TimeSpan.FromSeconds(100));

        // A message that is at hand when the one before it has been handled counts from then, which may be long ago.
        await jobs.AddAsync(1, 2).Soon();
        Assert.Equal(start.AddSeconds(107), await jobs.WithTimeout(TimeSpan.FromSeconds(7)).DeadlineAsync().Soon());
    }

    [Theory, BothHosts]
    public async Task The_server_has_a_maximum_whatever_its_caller_asks_for(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxCallDuration = TimeSpan.FromMinutes(1));
        var jobs = (await ConnectAsync(host)).WithTimeout(TimeSpan.FromHours(1));

        var call = jobs.HoldAsync("a");
        await host.Probe.Reached("a:started");
        Assert.Equal(_time.GetUtcNow().AddMinutes(1), await jobs.DeadlineAsync().Soon());
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        await host.Probe.Reached("a:cancelled");
    }

    [Theory, BothHosts]
    public async Task Without_any_deadline_a_call_takes_its_time(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxCallDuration = Timeout.InfiniteTimeSpan);
        var patient = await ConnectAsync(host, options => options.CallTimeout = null);
        var infinite = (await ConnectAsync(host)).WithTimeout(Timeout.InfiniteTimeSpan);

        Assert.Equal(DateTimeOffset.MaxValue, await patient.DeadlineAsync().Soon());
        Assert.Equal(DateTimeOffset.MaxValue, await infinite.DeadlineAsync().Soon());
        var calls = new[] { patient.HoldAsync("a"), infinite.HoldAsync("b") };
        await host.Probe.Reached("a:started");
        await host.Probe.Reached("b:started");
        _time.Advance(TimeSpan.FromDays(20));
        Assert.Equal(3, await patient.AddAsync(1, 2).Soon());
        host.Probe.Mark("a");
        host.Probe.Mark("b");
        Assert.Equal(["a", "b"], await Task.WhenAll(calls).Soon());
    }

    [Theory, BothHosts]
    public async Task A_caller_gives_up_by_its_own_clock_when_the_server_s_stands_still(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.TimeProvider = new FakeTimeProvider());
        var jobs = await ConnectAsync(host);

        var call = jobs.InsistAsync("a");
        await host.Probe.Reached("a:started");
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        host.Probe.Mark("a");
    }

    [Theory, BothHosts]
    public async Task A_server_gives_up_by_its_own_clock_when_the_caller_s_stands_still(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host, options => options.TimeProvider = new FakeTimeProvider());

        var call = jobs.HoldAsync("a");
        await host.Probe.Reached("a:started");
        _time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        await host.Probe.Reached("a:cancelled");
    }

    [Theory, BothHosts]
    public async Task A_stream_has_a_deadline_only_where_one_is_asked_for(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var jobs = await ConnectAsync(host);

        var unlimited = jobs.TickAsync("a", 1).ListAsync();
        var limited = jobs.WithTimeout(TimeSpan.FromMinutes(2)).TickAsync("b", 1).ListAsync();
        var argument = jobs.WithTimeout(TimeSpan.FromMinutes(2)).DrainAsync("c", new Source(2).Items());
        await host.Probe.Reached("a:started");
        await host.Probe.Reached("b:started");
        await host.Probe.Reached("c:items", 2);
        _time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => limited).Soon();
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => argument).Soon();
        await host.Probe.Reached("b:cancelled");
        await host.Probe.Reached("c:cancelled");
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        host.Probe.Mark("a");
        Assert.Equal([0], await unlimited.Soon());
    }

    [Theory, BothHosts]
    public async Task A_callback_has_a_deadline_of_its_own(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.CallbackTimeout = TimeSpan.FromSeconds(3));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answerer = new Answerer
        {
            OnAnswer = async (_, cancellationToken) =>
            {
                asked.SetResult();
                await cancellationToken.Cancelled();
                cancelled.SetResult();
                return "too late";
            },
        };
        var jobs = await ConnectAsync(host, options => options.AddCallback<IShapesCallback>(answerer));

        var call = jobs.AskAsync("a");
        await asked.Task.Soon();
        _time.Advance(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        await cancelled.Task.Soon();
        Assert.Equal([nameof(WsDeadlineExceededException)], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task A_deadline_also_ends_a_call_that_still_waits_its_turn(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.MaxConcurrentCalls = 1);
        var jobs = await ConnectAsync(host);

        var first = jobs.WithTimeout(TimeSpan.FromMinutes(1)).HoldAsync("first");
        await host.Probe.Reached("first:started");
        var second = jobs.WithTimeout(TimeSpan.FromSeconds(5)).HoldAsync("second");
        await host.ReaderHasCaughtUpAsync(jobs.Connection);
        _time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => second).Soon();
        await host.ReaderHasCaughtUpAsync(jobs.Connection);
        host.Probe.Mark("first");
        Assert.Equal("first", await first.Soon());
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());
        Assert.False(host.Probe.HasMark("second:started"));
    }

    private Task<ServiceHost> StartAsync(HostKind kind, Action<WsServerOptions>? options = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<JobsService>(), options: all =>
        {
            all.TimeProvider = _time;

            // Time leaps while a message or a pong may be on its way through a real socket.
            all.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            all.SendTimeout = Timeout.InfiniteTimeSpan;
            options?.Invoke(all);
        });

    private Task<JobsServiceClient> ConnectAsync(ServiceHost host, Action<WsClientOptions>? configure = null)
    {
        var options = new WsClientOptions { TimeProvider = _time, SendTimeout = Timeout.InfiniteTimeSpan, KeepAliveInterval = Timeout.InfiniteTimeSpan };
        configure?.Invoke(options);
        return host.ConnectAsync<JobsServiceClient>(options);
    }
}
