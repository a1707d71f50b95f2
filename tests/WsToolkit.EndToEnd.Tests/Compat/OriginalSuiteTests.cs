using System.Net;
using System.Text.Json.Nodes;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>The WebSocket cases of the original's test suite, under their names, against the sample as a process of its own.</summary>
public sealed class OriginalSuiteTests(StreamProcess server) : IClassFixture<StreamProcess>
{
    [Fact]
    public async Task Invalid_ws_protocol()
    {
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new UriBuilder(server.Address) { Scheme = "http" }.Uri).Soon();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Unable to open websocket connection", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]);
    }

    [Fact]
    public Task Invalid_protocol() => OnConnectionAsync(async ws =>
        Assert.Equal("JSON string expected", (string?)(await AskAsync(ws, "hkjhkhk"))["error"]!["message"]));

    [Fact]
    public Task Invalid_protocol2() => OnConnectionAsync(async ws =>
        Assert.Equal("Malformed message; expected dictionary, got list", (string?)(await AskAsync(ws, "[1]"))["error"]!["message"]));

    [Fact]
    public Task Invalid_rpc() => OnConnectionAsync(async ws =>
        Assert.Equal(
            "Invalid RPC parameters", (string?)(await AskAsync(ws, """{"method":"echo","payload":{"message":"hello"}}"""))["error"]!["message"]));

    [Fact]
    public Task Rpc_echo() => OnConnectionAsync(async ws =>
    {
        var answer = await AskAsync(ws, """{"id":"abc","method":"echo","payload":{"message":"hello"}}""");

        Assert.Equal("abc", (string?)answer["id"]);
        Assert.Equal("echo", (string?)answer["method"]);
        Assert.Equal("""{"message":"hello"}""", answer["response"]!.ToJsonString());
        Assert.Equal(1, (int?)(await InfoAsync(ws))["connections"]);
    });

    [Fact]
    public Task Invalid_rpc_method() => OnConnectionAsync(async ws =>
    {
        var answer = await AskAsync(ws, """{"id":"abc","method":"wtf","payload":{"message":"hello"}}""");

        Assert.Equal("abc", (string?)answer["id"]);
        AssertRefused(answer, "method", "wtf method not available");
    });

    [Fact]
    public Task Rpc_publish_error() => OnConnectionAsync(async ws =>
    {
        var missing = await AskAsync(ws, """{"id":"abc","method":"publish","payload":{"message":"hello"}}""");
        Assert.Equal("abc", (string?)missing["id"]);
        AssertRefused(missing, "channel", "required");

        var refused = await AskAsync(ws, """{"id":"abc","method":"publish","payload":{"channel":"Test","data":"hello"}}""");
        Assert.Equal("abc", (string?)refused["id"]);
        AssertRefused(refused, "channel", "Cannot publish to channel");
    });

    [Fact]
    public Task Rpc_publish() => OnConnectionAsync(async ws =>
    {
        var answer = await AskAsync(ws, """{"id":"abc","method":"publish","payload":{"channel":"test","data":"hello"}}""");

        Assert.Equal("abc", (string?)answer["id"]);
        Assert.Equal("""{"channel":"test","event":null,"data":"hello"}""", answer["response"]!.ToJsonString());
    });

    [Fact]
    public Task Rpc_subscribe() => OnConnectionAsync(async ws =>
    {
        Assert.Equal("""{"subscribed":{"test":["*"]}}""", await SubscribeAsync(ws, "test"));
        Assert.Equal("""{"subscribed":{"test":["*"],"foo":["*"]}}""", await SubscribeAsync(ws, "foo"));

        var info = await InfoAsync(ws);
        Assert.Equal(1, (int?)info["connections"]);
        Assert.Equal(2, info["channels"]!.AsObject().Count);
        AssertRefused(await AskAsync(ws, """{"id":"abc","method":"subscribe","payload":{"channel":"Test"}}"""), "channel", "Invalid channel");
    });

    [Fact]
    public Task Rpc_unsubscribe() => OnConnectionAsync(async ws =>
    {
        await SubscribeAsync(ws, "test");
        Assert.Equal("""{"subscribed":{"test":["*"],"foo":["*"]}}""", await SubscribeAsync(ws, "foo"));

        var answer = await AskAsync(ws, """{"id":"xyz","method":"unsubscribe","payload":{"channel":"test"}}""");

        Assert.Equal("""{"subscribed":{"foo":["*"]}}""", answer["response"]!.ToJsonString());
        Assert.Equal("""{"connections":1,"channels":{"foo":{"*":1}}}""", (await InfoAsync(ws)).ToJsonString());
    });

    [Fact]
    public async Task Rpc_pubsub()
    {
        await using (var ws = await server.OpenAsync())
        {
            await SubscribeAsync(ws, "test");
            Assert.Equal("""{"channel":"test","event":null,"data":"hello again"}""", await PublishAsync(ws, "test", "hello again"));
            Assert.Equal("""{"channel": "test", "event": "", "data": "hello again"}""", await ws.ReceiveAsync());

            Assert.Equal("""{"channel":"test","event":null,"data":"error"}""", await PublishAsync(ws, "test", "error"));
            Assert.Equal((WsCloseCode.Normal, ""), await ws.ReceiveCloseAsync(nothingBefore: true));
            await ws.CloseAsync();
        }

        await using (var ws = await server.OpenAsync())
        {
            Assert.Equal("""{"connections":1,"channels":{}}""", (await InfoAsync(ws)).ToJsonString());
            await SubscribeAsync(ws, "test");
            Assert.Equal("""{"channel":"test","event":null,"data":"runtime_error"}""", await PublishAsync(ws, "test", "runtime_error"));
            Assert.Equal((WsCloseCode.Normal, ""), await ws.ReceiveCloseAsync(nothingBefore: true));
            await ws.CloseAsync();
        }
    }

    [Fact]
    public async Task Cancelled()
    {
        await using var ws = await server.OpenAsync();
        await ws.SendAsync("""{"id":"abc","method":"cancel"}""");

        Assert.Equal((WsCloseCode.Normal, ""), await ws.ReceiveCloseAsync(nothingBefore: true));
        await ws.CloseAsync();
    }

    [Fact]
    public Task Badjson() => OnConnectionAsync(async ws =>
    {
        var answer = await AskAsync(ws, """{"id":"abc","method":"badjson"}""");

        Assert.Equal("abc", (string?)answer["id"]);
        Assert.Equal("JSON object expected", (string?)answer["error"]!["message"]);
    });

    [Fact]
    public Task Rpc_unsubscribe_error() => OnConnectionAsync(async ws =>
        AssertRefused(await AskAsync(ws, """{"id":"xyz","method":"unsubscribe","payload":{"channel":"whazaaa"}}"""), "channel", "Invalid channel"));

    [Fact]
    public Task Channels_properties() => OnConnectionAsync(async ws =>
    {
        await SubscribeAsync(ws, "foo");

        Assert.Equal("""{"connections":1,"channels":{"foo":{"*":1}}}""", (await InfoAsync(ws)).ToJsonString());
    });

    [Fact]
    public async Task Channels_wildcard()
    {
        await OnConnectionAsync(async ws =>
        {
            await SubscribeAsync(ws, "test1");
            await PublishAsync(ws, "test1", "ciao!", "boom");

            Assert.Equal("""{"channel": "test1", "event": "boom", "data": "ciao!"}""", await ws.ReceiveAsync());
        });
        await OnConnectionAsync(async ws => Assert.Empty((await InfoAsync(ws))["channels"]!.AsObject()));
    }

    [Theory]
    [InlineData("h?llo", "hello hallo", "haallo hallox")]
    [InlineData("h*llo", "hello hallo hasjdbvhckjcvkfcdfllo", "haallox halloouih")]
    [InlineData("h[ae]llo", "hello hallo", "hollo")]
    public Task Redis_to_py_pattern(string pattern, string matching, string others) => OnConnectionAsync(async ws =>
    {
        await SubscribeAsync(ws, "test", pattern);
        foreach (var other in others.Split(' '))
        {
            await PublishAsync(ws, "test", "missed", other);
        }

        foreach (var name in matching.Split(' '))
        {
            await PublishAsync(ws, "test", "delivered", name);
            Assert.Equal($$"""{"channel": "test", "event": "{{name}}", "data": "delivered"}""", await ws.ReceiveAsync());
        }
    });

    [Fact]
    public Task Channel() => OnConnectionAsync(async ws =>
    {
        Assert.Equal("""{"subscribed":{"test":["foo"]}}""", await SubscribeAsync(ws, "test", "foo"));
        Assert.Equal("""{"connections":1,"channels":{"test":{"foo":1}}}""", (await InfoAsync(ws)).ToJsonString());

        Assert.Equal("""{"channel":"test","event":null,"data":{}}""", (await AskAsync(ws,
            """{"id":"abc","method":"publish","payload":{"channel":"test","data":{}}}"""))["response"]!.ToJsonString());
        Assert.Equal(1, (int?)(await InfoAsync(ws))["connections"]);
    });

    private static async Task<JsonNode> AskAsync(SocketConnection ws, string message) => JsonNode.Parse(await ws.AskAsync(message))!;

    private static async Task<JsonNode> InfoAsync(SocketConnection ws) => (await AskAsync(ws, """{"id":"abc","method":"server_info"}"""))["response"]!;

    private static async Task<string> SubscribeAsync(SocketConnection ws, string channel, string? pattern = null)
    {
        var payload = new JsonObject { ["channel"] = channel };
        if (pattern is not null)
        {
            payload["event"] = pattern;
        }

        return (await AskAsync(ws, $$"""{"id":"abcd","method":"subscribe","payload":{{payload.ToJsonString()}} }"""))["response"]!.ToJsonString();
    }

    private static async Task<string> PublishAsync(SocketConnection ws, string channel, string data, string? eventName = null)
    {
        var payload = new JsonObject { ["channel"] = channel, ["data"] = data };
        if (eventName is not null)
        {
            payload["event"] = eventName;
        }

        return (await AskAsync(ws, $$"""{"id":"abc","method":"publish","payload":{{payload.ToJsonString()}} }"""))["response"]!.ToJsonString();
    }

    private static void AssertRefused(JsonNode answer, string field, string text)
    {
        Assert.Equal("Invalid RPC parameters", (string?)answer["error"]!["message"]);
        Assert.Equal(text, (string?)answer["error"]!["errors"]![field]);
    }

    /// <summary>Runs a case on a connection of its own, and closes it as it should be, so that it is not counted in the next one.</summary>
    private async Task OnConnectionAsync(Func<SocketConnection, Task> run)
    {
        await using var ws = await server.OpenAsync();
        await run(ws);
        await ws.CloseAsync();
    }
}
