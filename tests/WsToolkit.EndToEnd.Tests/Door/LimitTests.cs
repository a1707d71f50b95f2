using System.Threading.RateLimiting;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>Every bound of <see cref="WsServerOptions"/> that a client can run into. (The size of messages: <see cref="SizeTests"/>.)</summary>
public sealed class LimitTests
{
    [Theory]
    [OverBoth]
    public async Task One_call_in_flight_too_many_is_refused_and_room_comes_back(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxCallsInFlight = 2);
        await using var connection = await host.OpenAsync();
        await HoldAsync(host, connection, 1);
        await HoldAsync(host, connection, 2);

        Assert.Equal(
            """{"id":3,"method":"echo","error":{"message":"More than 2 calls are in flight on this connection.","code":"too_many_calls"}}""",
            await connection.AskAsync("""{"id":3,"method":"echo","payload":{"text":"x"}}"""));

        Assert.Contains("cancelled", await connection.AskAsync("""{"id":1,"cancel":true}"""));
        await AskUntilThereIsRoomAsync(connection);
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task One_call_too_many_at_once_waits_for_its_turn(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxConcurrentCalls = 1);
        await using var connection = await host.OpenAsync();
        await HoldAsync(host, connection, 1);

        await connection.SendAsync("""{"id":2,"method":"echo","payload":{"text":"patient"}}""");
        await connection.SendAsync("""{"id":3,"method":"echo","payload":{"text":"hurried"}}""");
        Assert.Contains("\"id\":3,\"method\":\"echo\",\"error\"", await connection.AskAsync("""{"id":3,"cancel":true}"""));

        Assert.Contains("\"id\":1,\"method\":\"hold\",\"error\"", await connection.AskAsync("""{"id":1,"cancel":true}"""));
        Assert.Equal("""{"id":2,"method":"echo","response":"patient"}""", await connection.ReceiveAsync());
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task A_call_whose_results_stream_keeps_no_place(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxConcurrentCalls = 1);
        await using var connection = await host.OpenAsync();

        Assert.Equal("""{"id":1,"item":1}""", await connection.AskAsync("""{"id":1,"method":"count","credit":1,"payload":{"to":9}}"""));

        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth]
    public async Task Messages_deeper_than_the_limit_are_refused(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.JsonMaxDepth = 8);
        await using var connection = await host.OpenAsync();
        var deep = new string('[', 8) + new string(']', 8);

        foreach (var payload in (string[])[$$"""{"text":{{deep}}}""", $$"""{"text":"x","extra":{{deep}}}""", $$"""{"extra":{{deep}},"text":"x"}"""])
        {
            var answer = await connection.AskAsync($$"""{"id":1,"method":"echo","payload":{{payload}}}""");
            Assert.Equal("""{"id":1,"error":{"message":"JSON nested deeper than 8 levels","code":"parse_error"}}""", answer);
            await connection.AssertServesAsync();
        }

        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Calls_that_wait_at_a_filter_hold_only_so_much(HostKind over)
    {
        var gate = new TaskCompletionSource();
        var filter = new DelegateFilter(async (context, next) =>
        {
            await gate.Task;
            await next(context);
        });
        await using var host = await ProbeHost.StartAsync(
            over, options => options.MaxWaitingPayloadBytes = 1000, endpoint => endpoint.AddFilter(filter));
        await using var connection = await host.OpenAsync();
        var text = new string('x', 600);

        await connection.SendAsync($$$"""{"id":1,"method":"echo","payload":{"text":"{{{text}}}"}}""");
        Assert.Equal(
            """{"id":2,"method":"echo","error":{"message":"The calls that wait on this connection hold too much data.","code":"too_many_calls"}}""",
            await connection.AskAsync($$$"""{"id":2,"method":"echo","payload":{"text":"{{{text}}}"}}"""));
        gate.SetResult();
        Assert.StartsWith("""{"id":1,"method":"echo","response":"xxx""", await connection.ReceiveAsync());
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Calls_that_have_passed_their_filter_no_longer_count_as_waiting(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(
            over,
            options => options.MaxWaitingPayloadBytes = 1000,
            endpoint => endpoint.AddFilter(new DelegateFilter((context, next) => next(context).AsTask())));
        await using var connection = await host.OpenAsync();
        var text = new string('x', 600);

        for (var id = 1; id <= 3; id++)
        {
            await connection.SendAsync($$$"""{"id":{{{id}}},"method":"hold","payload":{"text":"{{{text}}}"}}""");
            Assert.Equal(text, await host.State.Held.Reader.ReadAsync().AsTask().WaitAsync(RawConnection.Patience));
        }
    }

    [Theory]
    [OverBoth]
    public async Task Items_for_a_slow_handler_hold_only_so_much(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxBufferedStreamBytes = 1000);
        await using var connection = await host.OpenAsync();
        var item = $$"""{"id":1,"stream":"values","item":"{{new string('x', 600)}}"}""";
        await connection.SendAsync("""{"id":1,"method":"sumLate"}""");
        await connection.SendAsync(item);
        await connection.AssertServesAsync();

        Assert.Contains("\"code\":\"stream_overflow\"", await connection.AskAsync(item));
        await connection.AssertServesAsync();
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task A_larger_window_is_granted_from_the_start(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.StreamWindow = 40);
        await using var connection = await host.OpenAsync();

        Assert.Equal("""{"id":1,"stream":"values","credit":8}""", await connection.AskAsync("""{"id":1,"method":"sumLate"}"""));
    }

    [Theory]
    [OverBoth]
    public async Task Calls_to_the_client_are_bounded(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxCallbacksInFlight = 1);
        await using var connection = await host.OpenAsync();
        Assert.Contains("\"method\":\"answer\"", await connection.AskAsync("""{"id":1,"method":"ask","payload":{"question":"a"}}"""));

        Assert.Contains("\"code\":\"too_many_calls\"", await connection.AskAsync("""{"id":2,"method":"ask","payload":{"question":"b"}}"""));
    }

    [Theory]
    [OverBoth]
    public async Task Calls_to_a_client_that_does_not_answer_end_at_their_deadline(HostKind over)
    {
        var time = new FakeTimeProvider();
        await using var host = await ProbeHost.StartAsync(over, options =>
        {
            options.TimeProvider = time;
            options.CallbackTimeout = TimeSpan.FromMilliseconds(50);
        });
        await using var connection = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"answer","timeout":50,"payload":{"question":"a"}}""",
            await connection.AskAsync("""{"id":1,"method":"ask","payload":{"question":"a"}}"""));

        time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal("""{"id":1,"cancel":true}""", await connection.ReceiveAsync());
        Assert.Contains("\"code\":\"deadline_exceeded\"", await connection.ReceiveAsync());
    }

    [Theory]
    [OverBoth]
    public async Task A_call_runs_no_longer_than_the_server_allows_whatever_its_caller_asks_for(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxCallDuration = TimeSpan.FromMilliseconds(50));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"hold","error":{"message":"The call did not end within its deadline.","code":"deadline_exceeded"}}""",
            await connection.AskAsync("""{"id":1,"method":"hold","timeout":9007199254740993}"""));
    }

    [Theory]
    [OverBoth]
    public async Task A_client_that_takes_nothing_is_dropped_and_what_waited_for_it_was_bounded(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options =>
        {
            options.SendQueueBytes = 10_000;
            options.SendTimeout = TimeSpan.FromMilliseconds(300);
        });
        await using var connection = await host.OpenAsync();

        // No credit asked for, nothing received: only the queue and the buffers below it hold the producer back.
        await connection.SendAsync("""{"id":1,"method":"flood"}""");
        await host.State.Disconnected.WaitAsync(RawConnection.Patience);

        Assert.Equal(0, host.State.Running);
        Assert.InRange(host.State.Produced, 1, 20_000);
    }

    [Theory]
    [OverBoth]
    public async Task The_queue_counts_messages_too(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options =>
        {
            options.SendQueueMessages = 3;
            options.SendTimeout = TimeSpan.FromMilliseconds(300);
        });
        await using var connection = await host.OpenAsync();

        await connection.SendAsync("""{"id":1,"method":"flood"}""");
        await host.State.Disconnected.WaitAsync(RawConnection.Patience);

        Assert.InRange(host.State.Produced, 1, 20_000);
    }

    [Theory]
    [OverBoth]
    public async Task A_client_that_does_not_answer_the_close_frame_is_dropped(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.CloseTimeout = TimeSpan.FromMilliseconds(50));
        await using var connection = await host.OpenAsync();
        await connection.AssertServesAsync();

        await host.Connections.All.Single().CloseAsync(WsCloseCode.Normal, "bye").WaitAsync(RawConnection.Patience);

        await host.State.Disconnected.WaitAsync(RawConnection.Patience);
        Assert.Equal(0, host.Connections.Count);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_pings_is_dropped()
    {
        await using var host = await ProbeHost.StartAsync(HostKind.Kestrel, options =>
        {
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(50);
            options.KeepAliveTimeout = TimeSpan.FromMilliseconds(50);
        });

        // The platform's client answers a ping only while it receives; this one never does.
        await using var connection = await host.OpenAsync();

        await host.State.Disconnected.WaitAsync(RawConnection.Patience);
    }

    [Theory]
    [OverBoth]
    public async Task A_connection_over_its_rate_is_told_so_and_lives(HostKind over)
    {
        using var limiter = new ManualLimiter(permits: 2);
        await using var host = await ProbeHost.StartAsync(over, options => options.RateLimiter = _ => limiter);
        await using var connection = await host.OpenAsync();
        const string Echo = """{"id":1,"method":"echo","payload":{"text":"x"}}""";
        const string Echoed = """{"id":1,"method":"echo","response":"x"}""";

        Assert.Equal(Echoed, await connection.AskAsync(Echo));
        Assert.Contains("method_not_found", await connection.AskAsync("""{"id":1,"method":"wtf"}"""));
        Assert.Equal(
            """{"id":1,"method":"echo","error":{"message":"The connection has exceeded its rate limit.","code":"rate_limited"}}""",
            await connection.AskAsync(Echo));
        limiter.Replenish(1);
        Assert.Equal(Echoed, await connection.AskAsync(Echo));

        await connection.CloseAsync();
        await limiter.Disposed.WaitAsync(RawConnection.Patience);
        host.AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task A_rate_limiter_that_fails_refuses_the_call_and_leaves_the_connection_alone(HostKind over)
    {
        using var limiter = new BrokenLimiter();
        await using var host = await ProbeHost.StartAsync(over, options => options.RateLimiter = _ => limiter);
        await using var connection = await host.OpenAsync();

        Assert.Contains("rate_limited", await connection.AskAsync("""{"id":1,"method":"echo","payload":{"text":"x"}}"""));
        limiter.IsBroken = false;
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth]
    public async Task A_rate_limiter_of_the_platform_counts_for_each_connection_alone(HostKind over)
    {
        await using var host = await ProbeHost.StartAsync(over, options => options.RateLimiter = _ => new FixedWindowRateLimiter(
            new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = TimeSpan.FromHours(1), AutoReplenishment = false }));
        await using var first = await host.OpenAsync();
        await using var second = await host.OpenAsync();

        await first.AssertServesAsync();
        await second.AssertServesAsync();
        Assert.Contains("rate_limited", await first.AskAsync("""{"id":1,"method":"echo","payload":{"text":"x"}}"""));
    }

    private static async Task HoldAsync(ProbeHost host, RawConnection connection, int id)
    {
        await connection.SendAsync($$$"""{"id":{{{id}}},"method":"hold","payload":{"text":"{{{id}}}"}}""");
        Assert.Equal($"{id}", await host.State.Held.Reader.ReadAsync().AsTask().WaitAsync(RawConnection.Patience));
    }

    // The cancelled call was answered at once, but its handler still has to end.
    private static async Task AskUntilThereIsRoomAsync(RawConnection connection)
    {
        string answer;
        do
        {
            answer = await connection.AskAsync("""{"id":4,"method":"echo","payload":{"text":"x"}}""");
        }
        while (answer.Contains("too_many_calls"));

        Assert.Equal("""{"id":4,"method":"echo","response":"x"}""", answer);
    }

    private sealed class BrokenLimiter : RateLimiter
    {
        public bool IsBroken { get; set; } = true;

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
            => IsBroken ? throw new InvalidOperationException("The limiter's store is away.") : new Granted();

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
            => ValueTask.FromResult(AttemptAcquireCore(permitCount));

        private sealed class Granted : RateLimitLease
        {
            public override bool IsAcquired => true;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }
        }
    }

    private sealed class ManualLimiter(int permits) : RateLimiter
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _permits = permits;

        public Task Disposed => _disposed.Task;

        public override TimeSpan? IdleDuration => null;

        public void Replenish(int count) => Interlocked.Add(ref _permits, count);

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            if (Interlocked.Decrement(ref _permits) >= 0)
            {
                return new Lease(true);
            }

            Interlocked.Increment(ref _permits);
            return new Lease(false);
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
            => throw new InvalidOperationException("Nobody is to wait for a permit.");

        protected override void Dispose(bool disposing) => _disposed.TrySetResult();
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
