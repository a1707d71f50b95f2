using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>
/// Where nothing but its place says to which call an answer belongs, every answer has its place, errors of all kinds included.
/// </summary>
public class AnswerOrderTests
{
    private static readonly WsEnvelopeDescription ByMethod = SignedDialect.Description with
    {
        Name = "by-method",
        Signing = null,
        IsLogin = null,
        IsLoggedIn = null,
        LoggedIn = null,
        Call = """{"op":"{method}","data":{body}}""",
        Failure = """{"op":"{method}","error":"{error}"}""",
    };

    private readonly HallState _state = new();

    [Fact]
    public async Task Answers_come_in_the_order_of_calls()
    {
        await using var host = Host(new LineDialect());
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""hold {"text":"a"}""");
        Assert.Equal("holding a", await _state.Heard.NextAsync());
        await client.SendAsync("""echo {"text":"b"}""");
        await client.SendAsync("nope {}");
        await client.SendAsync("this is no JSON");
        await client.SendAsync("""fail {"text":"coded"}""");
        await client.SendAsync("echo 5");
        await client.SendAsync("noop {}");
        _state.Gate("a").SetResult();
        Assert.Equal("""= {"text":"a","count":0}""", await client.ReceiveAsync());
        Assert.Equal("""= {"text":"b","count":0}""", await client.ReceiveAsync());
        Assert.Equal("! method_not_found Invalid RPC parameters", await client.ReceiveAsync());
        Assert.Equal("! invalid_request Expected a method, a space and JSON.", await client.ReceiveAsync());
        Assert.Equal("! sold_out No more of these.", await client.ReceiveAsync());
        Assert.Equal("! invalid_arguments Invalid RPC parameters", await client.ReceiveAsync());
        Assert.Equal("= null", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_deadline_that_passes_while_a_call_waits_is_answered_in_its_turn()
    {
        var time = new FakeTimeProvider();
        await using var host = Host(new LineDialect(), options => DialectCallTests.Still(options, time));
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""hold {"text":"a"}""");
        Assert.Equal("holding a", await _state.Heard.NextAsync());
        await client.SendAsync("""soon {"text":"b"}""");
        await client.SendAsync("noop {}");
        await time.TimerIsSetFor(TimeSpan.FromSeconds(1)).Soon();
        time.Advance(TimeSpan.FromSeconds(2));
        _state.Gate("a").SetResult();
        Assert.Equal("""= {"text":"a","count":0}""", await client.ReceiveAsync());
        Assert.Equal("! deadline_exceeded The call did not end within its deadline.", await client.ReceiveAsync());
        Assert.Equal("= null", await client.ReceiveAsync());
        Assert.Equal(2, _state.Calls);
        Assert.False(_state.Heard.Any);
    }

    [Fact]
    public async Task A_deadline_of_the_call_whose_turn_it_is_is_answered_at_once()
    {
        var time = new FakeTimeProvider();
        await using var host = Host(new LineDialect(), options => DialectCallTests.Still(options, time));
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""soon {"text":"b"}""");
        Assert.Equal("holding b", await _state.Heard.NextAsync());
        await client.SendAsync("noop {}");
        await time.TimerIsSetFor(TimeSpan.FromSeconds(1)).Soon();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("! deadline_exceeded The call did not end within its deadline.", await client.ReceiveAsync());
        Assert.Equal("= null", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Who_sends_ever_more_calls_without_waiting_for_any_is_sent_away()
    {
        await using var host = Host(new LineDialect(), options => options.MaxCallsInFlight = 3);
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""hold {"text":"a"}""");
        Assert.Equal("holding a", await _state.Heard.NextAsync());
        for (var i = 0; i < 8; i++)
        {
            await client.SendAsync("noop {}");
        }

        Assert.Equal((WsCloseCode.PolicyViolation, "More than 3 calls are in flight on this connection."), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Refused_calls_have_their_place_too()
    {
        using var counter = new CallCounter(5);
        await using var host = Host(new LineDialect(), options =>
        {
            options.MaxCallsInFlight = 3;
            options.RateLimiter = _ => counter;
        });
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""hold {"text":"a"}""");
        Assert.Equal("holding a", await _state.Heard.NextAsync());
        await client.SendAsync("noop {}");
        await client.SendAsync("noop {}");
        await client.SendAsync("noop {}");

        // When the server has come to this one, those before it have been refused.
        await client.SendAsync("noop {}");
        await counter.Reached.Soon();
        _state.Gate("a").SetResult();
        Assert.Equal("""= {"text":"a","count":0}""", await client.ReceiveAsync());
        Assert.Equal("= null", await client.ReceiveAsync());
        Assert.Equal("= null", await client.ReceiveAsync());
        Assert.Equal("! too_many_calls More than 3 calls are in flight on this connection.", await client.ReceiveAsync());
        _ = await client.ReceiveAsync();
        Assert.Equal("= null", await client.AskAsync("noop {}"));
    }

    [Fact]
    public async Task By_method_the_calls_of_another_method_overtake_and_those_of_the_same_do_not()
    {
        await using var host = Host(DescribedDialect.ForServer(ByMethod), options => options.MaxCallsInFlight = 3);
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SendAsync("""{"op":"hold","data":{"text":"a"}}""");
        Assert.Equal("holding a", await _state.Heard.NextAsync());
        await client.SendAsync("""{"op":"hold","data":5}""");
        await client.SendAsync("""{"op":"hold","data":{"text":"a","count":2}}""");
        await client.SendAsync("""{"op":"hold","data":{"text":"a","count":3}}""");
        Assert.StartsWith("""{"op":"nope","error":""", await client.AskAsync("""{"op":"nope","data":{}}"""), StringComparison.Ordinal);
        _state.Gate("a").SetResult();
        Assert.Equal("""{"op":"hold","data":{"text":"a","count":0}}""", await client.ReceiveAsync());
        Assert.StartsWith("""{"op":"hold","error":"Invalid RPC parameters""", await client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"op":"hold","data":{"text":"a","count":2}}""", await client.ReceiveAsync());
        Assert.Equal("""{"op":"hold","error":"More than 3 calls are in flight on this connection."}""", await client.ReceiveAsync());
    }

    private WsTestHost Host(WsDialect dialect, Action<WsServerOptions>? change = null) => WsTestHost.Create(
        static endpoint => endpoint.Add<Hall>(),
        services => services.AddSingleton(_state),
        options =>
        {
            options.Dialect = dialect;
            change?.Invoke(options);
        });

    /// <summary>Lets every call pass, and tells when the server has come to the last of so many.</summary>
    private sealed class CallCounter(int calls) : RateLimiter
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly RateLimiter _all = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = int.MaxValue });
        private int _calls = calls;

        public Task Reached => _reached.Task;

        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            if (Interlocked.Decrement(ref _calls) == 0)
            {
                _reached.SetResult();
            }

            return _all.AttemptAcquire(permitCount);
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
            => _all.AcquireAsync(permitCount, cancellationToken);
    }
}
