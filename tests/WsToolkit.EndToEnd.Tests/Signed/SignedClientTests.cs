using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Reconnect;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>A client of signed operations, and a server that the test plays.</summary>
public sealed class SignedClientTests : IAsyncLifetime
{
    private const string Ready = """{"op":"auth","data":{"status":"authenticated"}}""";

    private readonly FakeTimeProvider _time = new();
    private readonly PlayedServer _server = new();
    private readonly List<WsException> _unattributed = [];
    private readonly List<WsClient> _clients = [];
    private readonly WsClockSkew _skew = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Abort();
            await client.DisposeAsync().Soon();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_signed_is_what_is_sent()
    {
        var (desk, server) = await ConnectAsync();
        var call = desk.EchoAsync(JsonElement.Parse("""{ "a":"é<&>\"/😀" }"""));
        var message = await server.ReceiveAsync();
        using var read = JsonDocument.Parse(message);
        var root = read.RootElement;
        Assert.Equal(["op", "ts", "nonce", "sig", "data"], root.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), root.GetProperty("ts").GetInt64());
        Assert.Matches("^[0-9]{19}_[0-9]{1,6}$", root.GetProperty("nonce").GetString());
        Assert.Equal(
            Foreign.Sign("/ws/v1/echo", root.GetProperty("ts").GetInt64(), root.GetProperty("nonce").GetString()!, root.GetProperty("data").GetRawText()),
            root.GetProperty("sig").GetString());

        await server.SendAsync("""{"op":"echo","data":{"b":1.10}}""");
        Assert.Equal("1.10", (await call.Soon()).GetProperty("b").GetRawText());
    }

    [Fact]
    public async Task Answers_find_their_calls_by_operation_and_order()
    {
        var (desk, server) = await ConnectAsync();
        var calls = new[] { desk.WhoAsync(), desk.SwapAsync("1"), desk.WhoAsync(), desk.SwapAsync("2") };
        await TakeAsync(server, 4);
        await server.SendAsync("""{"op":"swap","data":"a"}""");
        await server.SendAsync("""{"op":"swap","data":"b"}""");
        await server.SendAsync("""{"op":"who","data":"c"}""");
        await server.SendAsync("""{"op":"who","data":"d"}""");
        Assert.Equal(["c", "a", "d", "b"], await Task.WhenAll(calls).Soon());
    }

    [Fact]
    public async Task Subscribing_finds_its_answer_by_channel_while_others_are_in_flight()
    {
        var (desk, server) = await ConnectAsync();
        var call = desk.WhoAsync();
        var news = new Inbox<string>();
        var second = desk.Orders("2").SubscribeAsync(news.Add).AsTask();
        await TakeAsync(server, 2);
        var first = desk.Orders("1").SubscribeAsync(news.Add).AsTask();
        Assert.Equal("""{"op":"subscribe","ch":"orders:1"}""", await server.ReceiveAsync());

        await server.SendAsync("""{"op":"subscribe","ch":"orders:1","data":{"status":"subscribed"}}""");
        await first.Soon();
        Assert.False(second.IsCompleted);
        await server.SendAsync("""{"op":"who","data":"me"}""");
        Assert.Equal("me", await call.Soon());
        await server.SendAsync("""{"op":"subscribe","ch":"orders:2","data":{"status":"subscribed"}}""");
        await second.Soon();

        await server.SendAsync("""{"ch":"orders:2","data":"news"}""");
        Assert.Equal("news", await news.NextAsync());
        var left = (await first).DisposeAsync();
        Assert.Equal("""{"op":"unsubscribe","ch":"orders:1"}""", await server.ReceiveAsync());
        await server.SendAsync("""{"op":"unsubscribe","ch":"orders:1","data":{"status":"unsubscribed"}}""");
        await left.Soon();
    }

    [Fact]
    public async Task An_error_without_any_relation_fails_the_only_call()
    {
        var (desk, server) = await ConnectAsync();
        var call = desk.SwapAsync("1");
        await TakeAsync(server, 1);
        await server.SendAsync("""{"error":"Invalid signature"}""");
        var failed = await Assert.ThrowsAsync<WsException>(() => call).Soon();
        Assert.Equal((WsSigningErrorCodes.InvalidSignature, "Invalid signature"), (failed.Code, failed.Message));

        var next = desk.SwapAsync("2");
        await TakeAsync(server, 1);
        await server.SendAsync("""{"error":"Unknown operation: swap"}""");
        Assert.Equal(WsErrorCodes.MethodNotFound, (await Assert.ThrowsAsync<WsException>(() => next).Soon()).Code);
        Assert.Empty(_unattributed);
    }

    [Fact]
    public async Task Among_several_calls_it_is_surfaced_and_the_call_is_found_when_the_others_are_answered()
    {
        var (desk, server) = await ConnectAsync();
        var (swap, who, echo) = (desk.SwapAsync("1"), desk.WhoAsync(), desk.EchoAsync(JsonElement.Parse("1")));
        await TakeAsync(server, 3);
        await server.SendAsync("""{"error":"Insufficient balance"}""");
        await server.SendAsync("""{"op":"who","data":"me"}""");
        Assert.Equal("me", await who.Soon());
        Assert.False(swap.IsCompleted);
        Assert.Equal("Insufficient balance", Assert.Single(_unattributed).Message);

        // A call that was made later cannot be the one.
        var later = desk.SwapAsync("2");
        await TakeAsync(server, 1);
        await server.SendAsync("""{"op":"echo","data":1}""");
        await echo.Soon();
        Assert.Equal("Insufficient balance", (await Assert.ThrowsAsync<WsException>(() => swap).Soon()).Message);
        await server.SendAsync("""{"op":"swap","data":"2"}""");
        Assert.Equal("2", await later.Soon());
    }

    [Fact]
    public async Task An_error_that_names_its_operation_belongs_to_it()
    {
        var (desk, server) = await ConnectAsync();
        var (swap, who) = (desk.SwapAsync("1"), desk.WhoAsync());
        await TakeAsync(server, 2);
        await server.SendAsync("""{"op":"who","error":"no"}""");
        Assert.Equal("no", (await Assert.ThrowsAsync<WsException>(() => who).Soon()).Message);
        Assert.False(swap.IsCompleted);
        Assert.Empty(_unattributed);
    }

    [Fact]
    public async Task One_call_in_flight_makes_errors_certain()
    {
        var (desk, server) = await ConnectAsync(oneCallInFlight: true);
        var (swap, who) = (desk.SwapAsync("1"), desk.WhoAsync());
        Assert.Contains("\"op\":\"swap\"", await server.ReceiveAsync());
        await server.SendAsync("""{"error":"Insufficient balance"}""");
        await Assert.ThrowsAsync<WsException>(() => swap).Soon();
        Assert.Contains("\"op\":\"who\"", await server.ReceiveAsync());
        await server.SendAsync("""{"op":"who","data":"me"}""");
        Assert.Equal("me", await who.Soon());
    }

    [Fact]
    public async Task The_late_answer_of_a_call_that_was_given_up_is_not_that_of_the_next()
    {
        var (desk, server) = await ConnectAsync();
        using var cancelled = new CancellationTokenSource();
        var first = desk.WhoAsync(cancelled.Token);
        await TakeAsync(server, 1);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).Soon();

        var second = desk.WhoAsync();
        await TakeAsync(server, 1);
        await server.SendAsync("""{"op":"who","data":"first"}""");
        await server.SendAsync("""{"op":"who","data":"second"}""");
        Assert.Equal("second", await second.Soon());
    }

    [Fact]
    public async Task Any_error_fails_a_login_at_once()
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options());
        var server = await _server.AcceptAsync();
        await server.ReceiveAsync();
        await server.SendAsync("""{"ch":"balances","data":[]}""");
        await server.SendAsync("""{"error":"Request timestamp outside allowed window"}""");
        Assert.Equal(WsCloseCode.PolicyViolation, (await server.ReceiveCloseAsync()).Code);
        await server.CloseAsync();
        var refused = await Assert.ThrowsAsync<WsAuthenticationException>(() => connecting).Soon();
        Assert.Equal("The server refused the login: Request timestamp outside allowed window", refused.Message);
        Assert.Equal(1, _server.Attempts);
    }

    [Fact]
    public async Task A_login_that_is_not_answered_is_given_up_after_ten_seconds()
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options());
        var server = await _server.AcceptAsync();
        await server.ReceiveAsync();
        await _time.TimerIsSetFor(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(() => connecting).Soon();
    }

    [Fact]
    public async Task A_swap_is_never_sent_twice_and_subscriptions_are_restored()
    {
        var (desk, server) = await ConnectAsync();
        var news = new Inbox<string>();
        var subscribing = desk.Orders("1").SubscribeAsync(news.Add).AsTask();
        await TakeAsync(server, 1);
        await server.SendAsync("""{"op":"subscribe","ch":"orders:1","data":{"status":"subscribed"}}""");
        await subscribing.Soon();
        var (swap, echo) = (desk.SwapAsync("1"), desk.EchoAsync(JsonElement.Parse("1")));
        await TakeAsync(server, 2);

        server.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => swap).Soon();
        await _time.TimerIsSetFor(TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        server = await AcceptAsync();
        Assert.Equal("""{"op":"subscribe","ch":"orders:1"}""", await server.ReceiveAsync());
        await server.SendAsync("""{"op":"subscribe","ch":"orders:1","data":{"status":"subscribed"}}""");
        Assert.Contains("\"op\":\"echo\"", await server.ReceiveAsync());
        await server.SendAsync("""{"op":"echo","data":1}""");
        await echo.Soon();

        // Nothing else was sent.
        var last = desk.WhoAsync();
        Assert.Contains("\"op\":\"who\"", await server.ReceiveAsync());
        await server.SendAsync("""{"op":"who","data":"me"}""");
        await last.Soon();
    }

    [Fact]
    public async Task The_clock_of_the_server_is_asked_for_at_each_login_and_kept_to()
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options(getServerTime: _ =>
        {
            var theirs = _time.GetUtcNow().AddMinutes(5);
            return ValueTask.FromResult(theirs);
        }));
        var server = await _server.AcceptAsync();
        var login = await server.ReceiveAsync();
        Assert.Contains($"\"ts\":{_time.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds()}", login);
        Assert.Equal(TimeSpan.FromMinutes(5), _skew.Offset);
        await server.SendAsync(Ready);
        _clients.Add(await connecting.Soon());
    }

    [Fact]
    public async Task What_the_dialect_cannot_carry_fails_where_it_is_asked_for()
    {
        var (desk, _) = await ConnectAsync();
        var failed = await Assert.ThrowsAsync<NotSupportedException>(
            () => desk.Orders("1").SubscribeAsync(_ => { }, new WsSubscribeOptions { Events = "filled" }).AsTask()).Soon();
        Assert.Contains("single events", failed.Message);
        Assert.Contains("publishing", (await Assert.ThrowsAsync<NotSupportedException>(() => desk.Orders("1").PublishAsync("x").AsTask()).Soon()).Message);
    }

    private static async Task TakeAsync(RawConnection server, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await server.ReceiveAsync();
        }
    }

    private async Task<RawConnection> AcceptAsync()
    {
        var server = await _server.AcceptAsync();
        var login = await server.ReceiveAsync();
        using var read = JsonDocument.Parse(login);
        var root = read.RootElement;
        Assert.Equal(["op", "key", "ts", "nonce", "sig"], root.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            Foreign.Sign("/ws/v1/stream", root.GetProperty("ts").GetInt64(), root.GetProperty("nonce").GetString()!, ""),
            root.GetProperty("sig").GetString());
        await server.SendAsync(Ready);
        return server;
    }

    private async Task<(DeskServiceClient Desk, RawConnection Server)> ConnectAsync(bool oneCallInFlight = false)
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options(oneCallInFlight));
        var server = await AcceptAsync();
        var client = await connecting.Soon();
        _clients.Add(client);
        return (DeskServiceClient.Create(client), server);
    }

    private WsClientOptions Options(
        bool oneCallInFlight = false, Func<CancellationToken, ValueTask<DateTimeOffset>>? getServerTime = null) => new()
        {
            TimeProvider = _time,
            CloseTimeout = TimeSpan.Zero,
            KeepAliveInterval = Timeout.InfiniteTimeSpan,
            Reconnect = new WsReconnectOptions { Jitter = 0 },
            OnUnattributedError = _unattributed.Add,
            Dialect = DescribedDialect.ForClient(SignedDialect.Description, new WsDescribedClientOptions
            {
                Credentials = new WsCredentials(Foreign.Key, Foreign.Secret),
                OneCallInFlight = oneCallInFlight,
                ClockSkew = _skew,
                GetServerTime = getServerTime,
            }),
        };
}
