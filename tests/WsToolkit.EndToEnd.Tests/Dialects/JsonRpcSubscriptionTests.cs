using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Streams and channels as subscriptions.</summary>
public sealed class JsonRpcSubscriptionTests : IAsyncDisposable
{
    private const string Noop = """{"jsonrpc":"2.0","method":"noop","id":0}""";
    private const string NoopAnswer = """{"jsonrpc":"2.0","id":0,"result":null}""";

    // Time stands still: who shuts down waits for calls as long as they take.
    private readonly JsonRpcHost _host = new(options: static options => options.TimeProvider = new FakeTimeProvider());
    private readonly RawConnection _client;

    public JsonRpcSubscriptionTests() => _client = _host.Open();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_is_a_subscription_id_items_and_an_end()
    {
        Assert.Equal(
            """{"jsonrpc":"2.0","id":9,"result":1}""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"rows","params":{"text":"a","count":2},"id":9}"""));
        Assert.Equal("""{"jsonrpc":"2.0","method":"rows","params":{"subscription":1,"result":{"text":"a","count":0}}}""", await _client.ReceiveAsync());
        Assert.Equal("""{"jsonrpc":"2.0","method":"rows","params":{"subscription":1,"result":{"text":"a","count":1}}}""", await _client.ReceiveAsync());
        Assert.Equal("""{"jsonrpc":"2.0","method":"rows","params":{"subscription":1,"end":true}}""", await _client.ReceiveAsync());
        Assert.Equal(NoopAnswer, await _client.AskAsync(Noop));
    }

    [Fact]
    public async Task A_stream_that_fails_says_so()
    {
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"rows","params":{"text":"a","count":-1},"id":9}""");
        Assert.Equal("""{"jsonrpc":"2.0","id":9,"result":1}""", await _client.ReceiveAsync());
        Assert.Contains("\"count\":0", await _client.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"rows","params":{"subscription":1,"error":{"code":-32000,"message":"The source is dry.","data":{"code":"no_more"}}}}""",
            await _client.ReceiveAsync());
    }

    [Fact]
    public async Task Arguments_that_do_not_bind_are_an_ordinary_error()
        => Assert.StartsWith(
            """{"jsonrpc":"2.0","id":9,"error":{"code":-32602,""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"rows","params":{"text":5},"id":9}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("[1]")]
    [InlineData("""{"subscription":1}""")]
    public async Task A_stream_is_ended_by_its_subscription_id_and_the_request_id_is_free_meanwhile(string which)
    {
        const string Start = """{"jsonrpc":"2.0","method":"rows","params":{"text":"endless"},"id":1}""";
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":1}""", await _client.AskAsync(Start));
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":2}""", await _client.AskAsync(Start));
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":true}""", await _client.AskAsync($$"""{"jsonrpc":"2.0","method":"unsubscribe","params":{{which}},"id":1}"""));
        Assert.StartsWith(
            """{"jsonrpc":"2.0","id":"n","error":{"code":-32602,""",
            await _client.AskAsync($$"""{"jsonrpc":"2.0","method":"unsubscribe","params":{{which}},"id":"n"}"""), StringComparison.Ordinal);
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"unsubscribe","params":[2]}""");
        Assert.Equal(NoopAnswer, await _client.AskAsync(Noop));
    }

    [Fact]
    public async Task A_channel_is_known_by_its_name()
    {
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":"news:a"}""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"subscribe","params":{"channel":"news:a"},"id":1}"""));
        await using var other = _host.Open();
        Assert.Equal(
            """{"jsonrpc":"2.0","id":"o","result":"news:a"}""",
            await other.AskAsync("""{"jsonrpc":"2.0","method":"subscribe","params":["news:a","hot*"],"id":"o"}"""));
        await _host.Publisher.News("a").PublishAsync(new Words("hi"));
        await _host.Publisher.News("a").PublishAsync("hot", new Words("ho"));
        const string Hot = """{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"news:a","event":"hot","result":{"text":"ho","count":0}}}""";
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"news:a","result":{"text":"hi","count":0}}}""", await _client.ReceiveAsync());
        Assert.Equal(Hot, await _client.ReceiveAsync());
        Assert.Equal(Hot, await other.ReceiveAsync());
        Assert.Equal(
            """{"jsonrpc":"2.0","id":2,"result":true}""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"unsubscribe","params":["news:a"],"id":2}"""));
        Assert.Equal(
            """{"jsonrpc":"2.0","id":3,"result":true}""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"publish","params":{"channel":"news:a","event":"hot","data":{"text":"ho"}},"id":3}"""));
        Assert.Equal(Hot, await other.ReceiveAsync());
        Assert.Equal(
            """{"jsonrpc":"2.0","id":4,"result":true}""",
            await other.AskAsync("""{"jsonrpc":"2.0","method":"unsubscribe","params":{"channel":"news:a","event":"hot*"},"id":4}"""));
        Assert.Equal(NoopAnswer, await _client.AskAsync(Noop));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":{"channel":"nothing"},"id":1}""", "Invalid channel")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":{},"id":1}""", "required")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":[],"id":1}""", "required")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":[5],"id":1}""", "not valid type")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":{"channel":"news:a","channel":"news:b"},"id":1}""", "given twice")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":["news:a",5],"id":1}""", "not valid type")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":["news:a","[","more"],"id":1}""", "more than 2 arguments")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":["news:a","["],"id":1}""", "not a valid pattern")]
    [InlineData("""{"jsonrpc":"2.0","method":"unsubscribe","params":["news:a"],"id":1}""", "Invalid channel")]
    [InlineData("""{"jsonrpc":"2.0","method":"publish","params":["news:a",null],"id":1}""", "required")]
    [InlineData("""{"jsonrpc":"2.0","method":"publish","params":["news:a",null,5],"id":1}""", "not valid type")]
    public async Task What_is_wrong_with_a_channel_is_said(string request, string what)
    {
        var answer = await _client.AskAsync(request);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":1,"error":{"code":-32602,""", answer, StringComparison.Ordinal);
        Assert.Contains(what, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shuts_down_says_so()
    {
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"hold","params":{"text":"a"},"id":1}""");
        Assert.Equal("holding a", await _host.State.Heard.NextAsync());
        var stopping = _host.Host.StopAsync();
        Assert.Equal("""{"jsonrpc":"2.0","method":"$/goingAway","params":{"timeout":5000}}""", await _client.ReceiveAsync());
        Assert.StartsWith("""{"jsonrpc":"2.0","id":0,"error":{"code":-32008,""", await _client.AskAsync(Noop), StringComparison.Ordinal);
        _host.State.Gate("a").SetResult();
        Assert.Contains("\"result\"", await _client.ReceiveAsync(), StringComparison.Ordinal);
        await _client.DisposeAsync();
        await stopping.Soon();
    }

    [Fact]
    public async Task Names_are_options()
    {
        await using var host = new JsonRpcHost(new JsonRpcOptions { StreamMethod = "eth_subscription", UnsubscribeMethod = "eth_unsubscribe", MessageMethod = "news" });
        await using var client = host.Open();
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":1}""",
            await client.AskAsync("""{"jsonrpc":"2.0","method":"rows","params":{"text":"endless","count":1},"id":1}"""));
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":1,"result":{"text":"endless","count":0}}}""", await client.ReceiveAsync());
        Assert.Equal(
            """{"jsonrpc":"2.0","id":2,"result":true}""", await client.AskAsync("""{"jsonrpc":"2.0","method":"eth_unsubscribe","params":[1],"id":2}"""));
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"result":"news:a"}""",
            await client.AskAsync("""{"jsonrpc":"2.0","method":"subscribe","params":{"channel":"news:a"},"id":1}"""));
        await host.Publisher.News("a").PublishAsync(new Words("hi"));
        Assert.Equal(
            """{"jsonrpc":"2.0","method":"news","params":{"subscription":"news:a","result":{"text":"hi","count":0}}}""", await client.ReceiveAsync());
    }
}
