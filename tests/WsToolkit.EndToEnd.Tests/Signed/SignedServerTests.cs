using System.Globalization;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>A server of signed operations, and clients that write their messages by hand.</summary>
public sealed class SignedServerTests : IAsyncLifetime
{
    private const string Ready = """{"op":"auth","data":{"status":"authenticated"}}""";
    private const string BadSignature = """{"error":"Invalid signature"}""";
    private const string Stale = """{"error":"Request timestamp outside allowed window"}""";
    private const string Used = """{"error":"Nonce has already been used or is expired"}""";

    private readonly FakeTimeProvider _time = new();
    private readonly List<RawConnection> _connections = [];
    private WsTestHost _host = null!;

    public Task InitializeAsync()
    {
        _host = Host();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_ways_of_making_a_key_are_accepted(bool raw)
    {
        var client = await OpenAsync();
        Assert.Equal(Ready, await client.AskAsync(Foreign.Login(Now, raw: raw)));
        Assert.Equal("""{"op":"who","data":"key"}""", await client.AskAsync(Foreign.Call(Now, "who", null, raw: raw)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task No_data_can_be_spelled_in_three_ways(string? data)
    {
        var client = await LogInAsync();
        Assert.Equal("""{"op":"who","data":"key"}""", await client.AskAsync(Foreign.Call(Now, "who", data)));
    }

    [Theory]
    [InlineData("""{"id":"é<&>\"/😀"}""")]
    [InlineData("""{"id":"\u00e9<&>\"/\ud83d\ude00"}""")]
    [InlineData("""{ "id" : [ 1.0,  2e3 ] }""")]
    public async Task The_signature_is_checked_over_the_bytes_that_came(string data)
    {
        var client = await LogInAsync();
        Assert.StartsWith("""{"op":"echo","data":{""", await client.AskAsync(Foreign.Call(Now, "echo", data)));
    }

    [Fact]
    public async Task Members_may_come_in_any_order()
    {
        var client = await LogInAsync();
        var ts = Now.ToUnixTimeMilliseconds();
        var signature = Foreign.Sign("/ws/v1/echo", ts, "x", "[1]");
        Assert.Equal(
            """{"op":"echo","data":[1]}""",
            await client.AskAsync($$"""{"data":[1],"more":{},"sig":"{{signature.ToUpperInvariant()}}","nonce":"\u0078","ts":{{ts}},"op":"echo"}"""));
    }

    [Theory]
    [InlineData("\"op\":\"echo\"", "\"op\":\"swap\"")]
    [InlineData("\"nonce\":\"n_", "\"nonce\":\"m_")]
    [InlineData("\"data\":{\"a\":1}", "\"data\":{\"a\":2}")]
    [InlineData("\"data\":{\"a\":1}", "\"data\":{\"a\": 1}")]
    [InlineData(",\"data\":{\"a\":1}", "")]
    [InlineData("\"sig\":\"", "\"sig\":\"0")]
    [InlineData("\"sig\":", "\"gis\":")]
    [InlineData("\"nonce\":", "\"ecnon\":")]
    [InlineData("\"ts\":", "\"st\":")]
    public async Task What_is_signed_cannot_be_changed(string original, string changed)
    {
        var client = await LogInAsync();
        var call = Foreign.Call(Now, "echo", """{"a":1}""");
        Assert.Contains(original, call);
        Assert.Equal(BadSignature, await client.AskAsync(call.Replace(original, changed)));
        Assert.Equal("""{"op":"echo","data":{"a":1}}""", await client.AskAsync(call));
    }

    [Fact]
    public async Task A_changed_time_stamp_or_signature_is_refused()
    {
        var client = await LogInAsync();
        var ts = Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var call = Foreign.Call(Now, "who", null);
        Assert.Equal(BadSignature, await client.AskAsync(call.Replace(ts, ts[..^1] + '9')));
        Assert.Equal(BadSignature, await client.AskAsync(call[..^3] + (call[^3] == 'a' ? 'b' : 'a') + "\"}"));
        Assert.Equal(BadSignature, await client.AskAsync(Foreign.Call(Now, "who", null, secret: "guess")));
    }

    [Theory]
    [InlineData(-30_001, Stale)]
    [InlineData(30_001, Stale)]
    [InlineData(-30_000, """{"op":"who","data":"key"}""")]
    [InlineData(30_000, """{"op":"who","data":"key"}""")]
    public async Task A_time_stamp_has_to_be_within_half_a_minute(int milliseconds, string expected)
    {
        var client = await LogInAsync();
        Assert.Equal(expected, await client.AskAsync(Foreign.Call(Now.AddMilliseconds(milliseconds), "who", null)));
    }

    [Theory]
    [InlineData("\"17\"")]
    [InlineData("1.5e3")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_time_stamp_is_outside_of_every_window(string ts)
    {
        var client = await LogInAsync();
        var call = Foreign.Call(Now, "who", null).Replace(Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ts);
        Assert.Equal(Stale, await client.AskAsync(call));
    }

    [Fact]
    public async Task A_message_passes_once_on_all_connections_together()
    {
        var (first, second) = (await LogInAsync(), await LogInAsync());
        var call = Foreign.Call(Now, "who", null, nonce: "once");
        Assert.Equal("""{"op":"who","data":"key"}""", await first.AskAsync(call));
        Assert.Equal(Used, await first.AskAsync(call));
        Assert.Equal(Used, await second.AskAsync(call));
        Assert.Equal(Used, await second.AskAsync(Foreign.Call(Now, "echo", "1", nonce: "once")));

        // Afterwards it is too old.
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(Stale, await first.AskAsync(call));
    }

    [Fact]
    public async Task A_login_cannot_be_replayed()
    {
        var login = Foreign.Login(Now);
        Assert.Equal(Ready, await (await OpenAsync()).AskAsync(login));
        Assert.Equal(Used, await (await OpenAsync()).AskAsync(login));
    }

    [Fact]
    public async Task A_refused_message_uses_up_no_nonce()
    {
        var client = await LogInAsync();
        Assert.Equal(BadSignature, await client.AskAsync(Foreign.Call(Now, "who", null, secret: "guess", nonce: "mine")));
        Assert.Equal("""{"op":"who","data":"key"}""", await client.AskAsync(Foreign.Call(Now, "who", null, nonce: "mine")));
    }

    [Fact]
    public async Task Nonces_that_cannot_be_remembered_are_refused()
    {
        await _host.DisposeAsync();
        _host = Host(new WsReplayGuard(_time) { MaxNonces = 2 });
        var client = await LogInAsync();
        Assert.Equal("""{"op":"who","data":"key"}""", await client.AskAsync(Foreign.Call(Now, "who", null)));
        Assert.Equal("""{"error":"Too many requests"}""", await client.AskAsync(Foreign.Call(Now, "who", null)));
    }

    [Fact]
    public async Task A_login_fails_with_its_reason()
    {
        Assert.Equal("""{"error":"Invalid API key"}""", await FirstAnswerAsync(Foreign.Login(Now, key: "other")));
        Assert.Equal("""{"error":"Invalid API key"}""", await FirstAnswerAsync(Foreign.Login(Now).Replace("\"key\":\"key\"", "\"key\":7")));
        Assert.Equal(BadSignature, await FirstAnswerAsync(Foreign.Login(Now, secret: "guess")));
        Assert.Equal(BadSignature, await FirstAnswerAsync(Foreign.Login(Now).Replace("\"key\":\"key\"", "\"key\":\"second\"")));
        Assert.Equal(BadSignature, await FirstAnswerAsync(Foreign.Login(Now).Replace("n_", "m_")));
        Assert.Equal(Stale, await FirstAnswerAsync(Foreign.Login(Now.AddMinutes(-1))));
        Assert.Equal("""{"error":"Not authenticated"}""", await FirstAnswerAsync(Foreign.Call(Now, "who", null)));
        Assert.Equal("""{"error":"Not authenticated"}""", await FirstAnswerAsync("""{"op":"subscribe","ch":"orders:1"}"""));
        Assert.Equal("""{"error":"JSON string expected"}""", await FirstAnswerAsync("{"));
    }

    [Fact]
    public async Task Who_comes_too_early_may_still_log_in_and_who_fails_often_is_refused()
    {
        var early = await OpenAsync();
        Assert.Equal("""{"error":"Not authenticated"}""", await early.AskAsync(Foreign.Call(Now, "who", null)));
        Assert.Equal(Ready, await early.AskAsync(Foreign.Login(Now)));

        var failing = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(BadSignature, await failing.AskAsync(Foreign.Login(Now, secret: "guess")));
        }

        Assert.Equal((WsCloseCode.PolicyViolation, "Invalid signature"), await failing.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Who_does_not_log_in_within_ten_seconds_is_closed()
    {
        var client = await OpenAsync();
        await _time.TimerIsSetFor(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(WsCloseCode.TryAgainLater, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Channels_are_not_signed()
    {
        var client = await LogInAsync();
        Assert.Equal(
            """{"op":"subscribe","ch":"orders:1","data":{"status":"subscribed"}}""", await client.AskAsync("""{"op":"subscribe","ch":"orders:1"}"""));
        await client.SendAsync(Foreign.Call(Now, "swap", """{"amountIn":"1.50"}"""));
        Assert.Equal(
            ["""{"ch":"orders:1","data":"swapped 1.50"}""", """{"op":"swap","data":"1.50"}"""],
            new[] { await client.ReceiveAsync(), await client.ReceiveAsync() }.Order());
        Assert.Equal(
            """{"op":"unsubscribe","ch":"orders:1","data":{"status":"unsubscribed"}}""",
            await client.AskAsync("""{"op":"unsubscribe","ch":"orders:1"}"""));
        Assert.Equal("""{"op":"swap","data":"2"}""", await client.AskAsync(Foreign.Call(Now, "swap", """{"amountIn":"2"}""")));
    }

    [Theory]
    [InlineData("""{"op":"subscribe","ch":"other"}""", "Invalid channel format")]
    [InlineData("""{"op":"subscribe","ch":"orders:"}""", "Invalid channel format")]
    [InlineData("""{"op":"subscribe"}""", "Invalid channel format")]
    [InlineData("""{"op":"subscribe","ch":7}""", "Invalid channel format")]
    [InlineData("""{"op":"unsubscribe","ch":"orders:1"}""", "Invalid channel format")]
    [InlineData("""{"op":7}""", "Malformed message; method expected")]
    [InlineData("""{"op":"who","op":"who"}""", "Malformed message; duplicate member")]
    [InlineData("[]", "Malformed message; JSON object expected")]
    [InlineData("{}}", "JSON string expected")]
    public async Task What_is_no_operation_is_told_so(string message, string error)
    {
        var client = await LogInAsync();
        Assert.Equal($$"""{"error":"{{error}}"}""", await client.AskAsync(message));
    }

    [Fact]
    public async Task Errors_have_the_documented_texts()
    {
        var client = await LogInAsync();
        Assert.Equal("""{"error":"Unknown operation: fly \"me\""}""", await client.AskAsync(
            Foreign.Call(Now, "fly \"me\"", null).Replace("\"fly \"me\"\"", """ "fly \"me\"" """)));
        Assert.Equal("""{"error":"Insufficient \"balance\""}""", await client.AskAsync(Foreign.Call(Now, "fail", null)));
        Assert.Equal("""{"error":"Invalid RPC parameters: amountIn required"}""", await client.AskAsync(Foreign.Call(Now, "swap", "{}")));
        Assert.Equal("""{"error":"Already authenticated"}""", await client.AskAsync(Foreign.Login(Now)));
    }

    [Fact]
    public async Task A_message_may_have_64_KiB()
    {
        var client = await LogInAsync();
        var frame = Foreign.Call(Now, "echo", "\"\"").Length;
        await client.SendAsync(Foreign.Call(Now, "echo", $"\"{new string('x', (64 * 1024) - frame - 3)}\""));
        Assert.StartsWith("""{"op":"echo","data":"xxx""", await client.ReceiveAsync());
        await client.SendAsync(Foreign.Call(Now, "echo", $"\"{new string('x', 64 * 1024)}\""));
        Assert.Equal(WsCloseCode.MessageTooBig, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Subscriptions_are_bounded()
    {
        await _host.DisposeAsync();
        _host = Host(options: static options => options.MaxSubscriptionsPerConnection = 1);
        var client = await LogInAsync();
        await client.AskAsync("""{"op":"subscribe","ch":"orders:1"}""");
        Assert.Equal(
            """{"error":"Invalid RPC parameters: channel more than 1 subscriptions"}""", await client.AskAsync("""{"op":"subscribe","ch":"orders:2"}"""));
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    private WsTestHost Host(WsReplayGuard? guard = null, Action<WsServerOptions>? options = null)
        => WsTestHost.Create<DeskService>(options: all =>
        {
            all.TimeProvider = _time;
            all.KeepAliveInterval = Timeout.InfiniteTimeSpan;

            // What has arrived at the other end may not count as sent yet when the time leaps.
            all.SendTimeout = Timeout.InfiniteTimeSpan;
            all.Dialect = DescribedDialect.ForServer(
                SignedDialect.Description, SignedDialect.ServerOptions(FindSecretAsync) with { ReplayGuard = guard });
            options?.Invoke(all);
        });

    private static async ValueTask<string?> FindSecretAsync(string key, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return key switch { Foreign.Key => Foreign.Secret, "second" => "another", _ => null };
    }

    private async Task<string> FirstAnswerAsync(string message) => await (await OpenAsync()).AskAsync(message);

    private async Task<RawConnection> LogInAsync()
    {
        var client = await OpenAsync();
        Assert.Equal(Ready, await client.AskAsync(Foreign.Login(Now)));
        return client;
    }

    private Task<RawConnection> OpenAsync()
    {
        var connection = new TransportConnection(_host.ConnectTransport());
        _connections.Add(connection);
        return Task.FromResult<RawConnection>(connection);
    }
}
