using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Reconnect;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>Envelopes of others, described in a few lines.</summary>
public sealed class DescribedTests : IAsyncLifetime
{
    private static readonly WsCredentials Credentials = new(Foreign.Key, Foreign.Secret, [new("passphrase", "pass")]);

    /// <summary>Ids and objects for errors, as JSON-RPC has them, and channels inside <c>params</c>.</summary>
    private const string QuotedCall = """{"id":"{id}","method":"{method}","params":{body}}""";

    private static readonly WsEnvelopeDescription Plain = new()
    {
        Name = "plain",
        Channel = "params.channel",
        Event = "params.event",
        Data = "params.data",
        IsPush = "method=notice !id",
        IsSubscribe = "method=join",
        IsUnsubscribe = "method=leave",
        Subscribe = """{"id":{id},"method":"join","params":{"channel":"{channel}","event":"{event}"}}""",
        Unsubscribe = """{"id":{id},"method":"leave","params":{"channel":"{channel}","event":"{event}"}}""",
        Push = """{"method":"notice","params":{"channel":"{channel}","event":"{event}","data":{body}}}""",
    };

    private static readonly WsEnvelopeDescription Okx = new()
    {
        Name = "okx",
        Correlation = WsCorrelation.Method,
        Method = "op",
        Result = "data",
        Channel = "arg.channel",
        Error = "msg",
        ErrorCode = "code",
        IsError = "event=error",
        IsPush = "arg data !event",
        IsSubscribed = "event=subscribe",
        IsUnsubscribed = "event=unsubscribe",
        IsResponse = "op",
        Call = """{"op":"{method}","args":[{body}]}""",
        Subscribe = """{"op":"subscribe","args":[{"channel":"{channel}"}]}""",
        Unsubscribe = """{"op":"unsubscribe","args":[{"channel":"{channel}"}]}""",
        Signing = new WsSigningRecipe
        {
            Text = "{ts}GET/users/self/verify",
            Timestamp = WsTimestampFormat.Seconds,
            Encoding = WsSignatureEncoding.Base64,
            Login = """{"op":"login","args":[{"apiKey":"{key}","passphrase":"{passphrase}","timestamp":"{ts}","sign":"{sig}"}]}""",
        },
        IsLoggedIn = "event=login code=0",
    };

    private static readonly WsEnvelopeDescription Binance = new()
    {
        Name = "binance",
        Error = "error.msg",
        ErrorCode = "error.code",
        Call = """{"id":"{id}","method":"{method}","params":{ {members},{signed}}}""",
        Signing = new WsSigningRecipe
        {
            Text = "{params}",
            Parameters = new Dictionary<string, string> { ["apiKey"] = "{key}", ["timestamp"] = "{ts}" },
            When = WsSignWhen.Calls,
            Members = """
                "apiKey":"{key}","timestamp":{ts},"signature":"{sig}"
                """,
        },
    };

    private static readonly WsEnvelopeDescription Kraken = new()
    {
        Name = "kraken",
        Correlation = WsCorrelation.Connection,
        Method = "event",
        Channel = "feed",
        Data = "fills",
        Error = "message",
        IsError = "event=error",
        IsPush = "feed !event",
        IsSubscribed = "event=subscribed",
        IsUnsubscribed = "event=unsubscribed",
        IsResponse = "result",
        Subscribe = """{"event":"subscribe","feed":"{channel}"}""",
        Unsubscribe = """{"event":"unsubscribe","feed":"{channel}"}""",
        Signing = new WsSigningRecipe
        {
            Text = "{challenge:sha256:raw}",
            Secret = WsSecretEncoding.Base64,
            Mac = WsMac.HmacSha512,
            Encoding = WsSignatureEncoding.Base64,
            When = WsSignWhen.Subscribes,
            Members = """
                "api_key":"{key}","original_challenge":"{challenge}","signed_challenge":"{sig}"
                """,
        },
        AskChallenge = """{"event":"challenge","api_key":"{key}"}""",
        Challenge = "message",
    };

    private readonly FakeTimeProvider _time = new();
    private readonly PlayedServer _server = new();
    private readonly List<WsClient> _clients = [];

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
    public async Task Both_ends_of_a_plain_one_understand_each_other()
    {
        await using var host = WsTestHost.Create<DeskService>(options: static options => options.Dialect = DescribedDialect.ForServer(Plain));
        var desk = await host.ConnectAsync<DeskServiceClient>(new WsClientOptions { Dialect = DescribedDialect.ForClient(Plain) });
        var echoes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => desk.EchoAsync(JsonElement.Parse($"{i}")))).Soon();
        Assert.Equal(Enumerable.Range(0, 20), echoes.Select(static echo => echo.GetInt32()));

        var failed = await Assert.ThrowsAsync<WsException>(() => desk.FailAsync()).Soon();
        Assert.Equal(("insufficient_balance", "Insufficient \"balance\""), (failed.Code, failed.Message));

        var news = new Inbox<string>();
        await using var subscription = await desk.Orders("1").SubscribeAsync(news.Add).Soon();
        Assert.Equal("5", await desk.SwapAsync("5").Soon());
        Assert.Equal("swapped 5", await news.NextAsync());
    }

    [Fact]
    public async Task A_plain_one_on_the_wire()
    {
        await using var host = WsTestHost.Create<DeskService>(options: static options => options.Dialect = DescribedDialect.ForServer(Plain));
        await using var client = new TransportConnection(host.ConnectTransport());
        Assert.Equal("""{"id":"a","result":[1]}""", await client.AskAsync("""{"id":"a","method":"echo","params":[1]}"""));
        Assert.Equal(
            """{"id":7,"result":{"subscribed":{"orders:1":["*"]}}}""",
            await client.AskAsync("""{"id":7,"method":"join","params":{"channel":"orders:1"}}"""));
        Assert.Equal(
            """{"id":0,"error":{"code":"method_not_found","message":"Invalid RPC parameters","errors":{"method":"fly method not available"}}}""",
            await client.AskAsync("""{"id":0,"method":"fly"}"""));
        Assert.Equal("""{"id":null,"error":{"code":"parse_error","message":"JSON string expected","errors":null}}""", await client.AskAsync("{"));
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("""
        "a\"b\u00e9\\"
        """, """
        "a\"b\u00e9\\"
        """)]
    [InlineData("7", "\"7\"")]
    public async Task Ids_in_quotes_go_back_as_they_came(string sent, string received)
    {
        var description = Plain with { Call = QuotedCall, Response = """{"id":"{id}","result":{body}}""" };
        await using var host = WsTestHost.Create<DeskService>(options: options => options.Dialect = DescribedDialect.ForServer(description));
        await using var client = new TransportConnection(host.ConnectTransport());
        Assert.Equal($$$"""{"id":{{{received}}},"result":[1]}""", await client.AskAsync($$$"""{"id":{{{sent}}},"method":"echo","params":[1]}"""));

        // Where a template has its id outside of quotes, it is still JSON.
        Assert.StartsWith($$$"""{"id":{{{sent}}},"error":{""", await client.AskAsync($$$"""{"id":{{{sent}}},"method":"fly"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task Errors_without_an_id_answer_no_call(string id)
    {
        var transport = new ScriptedTransport();
        var reported = new TaskCompletionSource<WsException>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = WsClient.Create(transport, new WsClientOptions
        {
            Dialect = DescribedDialect.ForClient(Plain with { Call = QuotedCall }),
            OnUnattributedError = error => reported.TrySetResult(error),
        });
        transport.Receive($$$"""{"id":{{{id}}},"error":{"code":"parse_error","message":"JSON string expected"}}""");
        Assert.Equal("parse_error", (await reported.Task.Soon()).Code);
        transport.Abort();
    }

    [Fact]
    public async Task Okx_logs_in_and_keeps_its_channels_in_an_argument()
    {
        var (desk, server, login) = await ConnectAsync(Okx, """{"event":"login","code":"0","msg":""}""");
        var ts = _time.GetUtcNow().ToUnixTimeSeconds();
        var text = Encoding.ASCII.GetBytes($"{ts}GET/users/self/verify");
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Foreign.Secret), text));
        Assert.Equal($$$"""{"op":"login","args":[{"apiKey":"key","passphrase":"pass","timestamp":"{{{ts}}}","sign":"{{{sign}}}"}]}""", login);

        var news = new Inbox<string>();
        var subscribing = desk.Orders("1").SubscribeAsync(news.Add).AsTask();
        Assert.Equal("""{"op":"subscribe","args":[{"channel":"orders:1"}]}""", await server.ReceiveAsync());
        await server.SendAsync("""{"event":"subscribe","arg":{"channel":"orders:1"}}""");
        await subscribing.Soon();
        await server.SendAsync("""{"arg":{"channel":"orders:1"},"data":"news"}""");
        Assert.Equal("news", await news.NextAsync());

        var call = desk.SwapAsync("1");
        Assert.Equal("""{"op":"swap","args":[{"amountIn":"1"}]}""", await server.ReceiveAsync());
        await server.SendAsync("""{"event":"error","code":"60012","msg":"Invalid request"}""");
        var failed = await Assert.ThrowsAsync<WsException>(() => call).Soon();
        Assert.Equal(("60012", "Invalid request"), (failed.Code, failed.Message));
    }

    [Fact]
    public async Task Binance_signs_the_sorted_parameters_of_each_call()
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options(Binance, Credentials));
        var server = await _server.AcceptAsync();
        _clients.Add(await connecting.Soon());
        var desk = TillClient.Create(_clients[0]);
        var call = desk.SwapAsync("0.10");
        var ts = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Foreign.Secret), Encoding.ASCII.GetBytes($"amountIn=0.10&apiKey=key&timestamp={ts}")));
        Assert.Equal(
            $$$"""{"id":"1","method":"swap","params":{ "amountIn":"0.10","apiKey":"key","timestamp":{{{ts}}},"signature":"{{{signature}}}"}}""",
            await server.ReceiveAsync());
        await server.SendAsync("""{"id":"1","status":200,"result":"done"}""");
        Assert.Equal("done", await call.Soon());

        var next = desk.WhoAsync();
        Assert.StartsWith("""{"id":"2","method":"who","params":{ "apiKey":"key",""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":"2","status":400,"error":{"code":-2010,"msg":"Account has insufficient balance"}}""");
        var failed = await Assert.ThrowsAsync<WsException>(() => next).Soon();
        Assert.Equal(("-2010", "Account has insufficient balance"), (failed.Code, failed.Message));
    }

    [Fact]
    public async Task Kraken_signs_a_challenge_in_each_subscribing()
    {
        var credentials = new WsCredentials("key", Convert.ToBase64String("secret"u8));
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options(Kraken, credentials));
        var server = await _server.AcceptAsync();
        Assert.Equal("""{"event":"challenge","api_key":"key"}""", await server.ReceiveAsync());
        await server.SendAsync("""{"event":"info","version":1}""");
        await server.SendAsync("""{"event":"challenge","message":"c-1"}""");
        var client = await connecting.Soon();
        _clients.Add(client);

        var news = new Inbox<string>();
        var subscribing = DeskServiceClient.Create(client).Orders("1").SubscribeAsync(news.Add).AsTask();
        var signed = Convert.ToBase64String(HMACSHA512.HashData("secret"u8, SHA256.HashData("c-1"u8)));
        Assert.Equal(
            $$"""{"event":"subscribe","feed":"orders:1","api_key":"key","original_challenge":"c-1","signed_challenge":"{{signed}}"}""",
            await server.ReceiveAsync());
        await server.SendAsync("""{"event":"subscribed","feed":"orders:1"}""");
        await subscribing.Soon();
        await server.SendAsync("""{"feed":"orders:1","fills":"news"}""");
        Assert.Equal("news", await news.NextAsync());
    }

    [Fact]
    public async Task Where_answers_come_in_the_order_of_calls_so_do_errors()
    {
        var (desk, server, _) = await ConnectAsync(
            Plain with { Correlation = WsCorrelation.Connection, Call = """{"method":"{method}","params":{body}}""", IsResponse = "result" }, null);
        var (first, second, third) = (desk.WhoAsync(), desk.SwapAsync("1"), desk.WhoAsync());
        await server.SendAsync("""{"result":"a"}""");
        await server.SendAsync("""{"error":"no"}""");
        await server.SendAsync("""{"result":"c"}""");
        Assert.Equal("a", await first.Soon());
        Assert.Equal("no", (await Assert.ThrowsAsync<WsException>(() => second).Soon()).Message);
        Assert.Equal("c", await third.Soon());
    }

    [Fact]
    public void What_cannot_work_is_refused_when_the_dialect_is_made()
    {
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { Id = "a..b" }));
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { IsPush = "!" }));
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { Call = """{"id":{id}""" }));
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { Call = """{"method":"{method}","x":"{error}"}""" }));
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { Call = """{"method":"{method}","key":"{key}","params":{body}}""" }));
        Assert.Throws<FormatException>(() => DescribedDialect.ForClient(Plain with { Subscribe = """{"op":"subscribe","ch":"{channel}","t":{ts}}""" }));
        var credentials = new WsDescribedClientOptions { Credentials = new WsCredentials("k", "s") };
        var subscribing = new WsSigningRecipe { Text = "{ts}{channel}", When = WsSignWhen.Subscribes, Members = "\"ts\":\"{ts}\",\"sig\":\"{sig}\"" };
        DescribedDialect.ForClient(Plain with { Signing = subscribing }, credentials);
        Assert.Throws<FormatException>(
            () => DescribedDialect.ForClient(Plain with { Signing = subscribing, Call = """{"id":{id},"method":"{method}","key":"{key}"}""" }, credentials));
        Assert.Throws<ArgumentException>(() => DescribedDialect.ForClient(Okx));
        Assert.Throws<ArgumentException>(
            () => DescribedDialect.ForClient(Okx, new WsDescribedClientOptions { Credentials = new WsCredentials("k", "s") }));
        Assert.Throws<ArgumentException>(() => DescribedDialect.ForServer(SignedDialect.Description));
        Assert.Throws<NotSupportedException>(
            () => DescribedDialect.ForServer(Binance, SignedDialect.ServerOptions(static (_, _) => ValueTask.FromResult<string?>(null))));
        Assert.Throws<InvalidOperationException>(
            () => DescribedDialect.ForClient(Plain).ForConnection(new WsDialectContext(WsDialectRole.Server, _time)));
    }

    [Fact]
    public void A_name_that_means_something_else_is_refused()
    {
        var signed = SignedDialect.ForServer(static (_, _) => ValueTask.FromResult<string?>(null));
        Assert.NotNull(signed.RefuseMethodName("auth"));
        Assert.NotNull(signed.RefuseMethodName("subscribe"));
        Assert.Null(signed.RefuseMethodName("swap"));
        Assert.Null(DescribedDialect.ForServer(Plain).RefuseMethodName("auth"));
        Assert.NotNull(DescribedDialect.ForServer(Plain).RefuseMethodName("join"));
    }

    [Fact]
    public void A_contract_that_needs_more_is_refused_when_it_is_mapped()
    {
        var refused = Assert.Throws<NotSupportedException>(() => WsTestHost.Create<DeskService>(
            options: static options => options.Dialect = DescribedDialect.ForServer(Plain with { Subscribe = null })));
        Assert.Contains("Orders is a channel, which the dialect 'plain' cannot carry.", refused.Message);
    }

    private async Task<(DeskServiceClient Desk, RawConnection Server, string Login)> ConnectAsync(
        WsEnvelopeDescription description, string? welcome)
    {
        var connecting = WsClient.ConnectAsync(_server.OpenAsync, Options(description, Credentials));
        var server = await _server.AcceptAsync();
        var login = "";
        if (welcome is not null)
        {
            login = await server.ReceiveAsync();
            await server.SendAsync(welcome);
        }

        var client = await connecting.Soon();
        _clients.Add(client);
        return (DeskServiceClient.Create(client), server, login);
    }

    private WsClientOptions Options(WsEnvelopeDescription description, WsCredentials credentials) => new()
    {
        TimeProvider = _time,
        CloseTimeout = TimeSpan.Zero,
        KeepAliveInterval = Timeout.InfiniteTimeSpan,
        Dialect = DescribedDialect.ForClient(description, new WsDescribedClientOptions { Credentials = credentials }),
    };
}
