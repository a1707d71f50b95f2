using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>What a JSON-RPC client of any make sees of a server: the examples of the specification first.</summary>
public sealed class JsonRpcServerTests : IAsyncDisposable
{
    private readonly JsonRpcHost _host = new();
    private readonly RawConnection _client;

    public JsonRpcServerTests() => _client = _host.Open();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"jsonrpc": "2.0", "method": "subt", "params": [42, 23], "id": 1}""", """{"jsonrpc":"2.0","id":1,"result":19}""")]
    [InlineData("""{"jsonrpc": "2.0", "method": "subt", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}""", """{"jsonrpc":"2.0","id":3,"result":19}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"desc","params":["a"],"id":4}""", """{"jsonrpc":"2.0","id":4,"result":"a|3|none"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"desc","params":["a",7,null],"id":4}""", """{"jsonrpc":"2.0","id":4,"result":"a|7|null"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"plus","params":[41],"id":5}""", """{"jsonrpc":"2.0","id":5,"result":42}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"size","params":[[4,5]],"id":5}""", """{"jsonrpc":"2.0","id":5,"result":2}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"echo","params":{"text":"hé"},"id":6}""", """{"jsonrpc":"2.0","id":6,"result":{"text":"hé","count":0}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"echo","params":[{"text":"b"}],"id":6}""", """{"jsonrpc":"2.0","id":6,"result":{"text":"b","count":0}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","id":7}""", """{"jsonrpc":"2.0","id":7,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","params":[],"id":7}""", """{"jsonrpc":"2.0","id":7,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","params":null,"id":7}""", """{"jsonrpc":"2.0","id":7,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","meth\u006fd":"no\u006fp","id":7}""", """{"jsonrpc":"2.0","id":7,"result":null}""")]
    public async Task Calls_take_arguments_by_name_and_by_position(string request, string answer)
        => Assert.Equal(answer, await _client.AskAsync(request));

    [Theory]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("-1.50e2")]
    [InlineData("\"\\u0061 \\\"b\"")]
    [InlineData("123456789012345678901234567890")]
    public async Task Ids_are_echoed_byte_for_byte(string id)
        => Assert.Equal(
            $$"""{"jsonrpc":"2.0","id":{{id}},"result":null}""", await _client.AskAsync($$"""{"jsonrpc":"2.0","method":"noop","id":{{id}}}"""));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"foobar","id":"1"}""", "\"1\"", -32601)]
    [InlineData("""{"jsonrpc":"2.0","method":"rpc.discover","id":1}""", "1", -32601)]
    [InlineData("""{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]""", "null", -32700)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","id":1} """ + "x", "null", -32700)]
    [InlineData("""{"jsonrpc": "2.0", "method": 1, "params": "bar"}""", "null", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","params":"bar","id":9}""", "9", -32600)]
    [InlineData("""{"jsonrpc":"1.0","method":"noop","id":9}""", "9", -32600)]
    [InlineData("""{"method":"noop","id":9}""", "9", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","id":true}""", "null", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","id":{}}""", "null", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","id":1,"id":2}""", "null", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","method":"echo","id":2}""", "2", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"noop","result":1,"id":2}""", "2", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":"what"}""", "null", -32600)]
    [InlineData("{}", "null", -32600)]
    [InlineData("1", "null", -32600)]
    [InlineData("", "null", -32700)]
    [InlineData("[]", "null", -32600)]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":[1],"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":[1,2,3],"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":[1,null],"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":{"minuend":1},"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"plus","params":[1,2],"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"plus","params":[],"id":1}""", "1", -32602)]
    [InlineData("""{"jsonrpc":"2.0","method":"fail","params":{"text":"x"},"id":1}""", "1", -32603)]
    public async Task Errors_have_the_numbers_of_the_specification(string request, string id, int code)
    {
        Assert.StartsWith($$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":""", await _client.AskAsync(request), StringComparison.Ordinal);
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"result":null}""", await _client.AskAsync("""{"jsonrpc":"2.0","method":"noop","id":0}"""));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"foobar","id":1}""", "Method not found")]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":{"minuend":1},"id":1}""", "Invalid params")]
    public async Task Errors_have_the_texts_of_the_specification(string request, string text)
        => Assert.Contains($"\"message\":\"{text}\"", await _client.AskAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task An_error_of_the_application_keeps_its_code_and_fields_in_data()
        => Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"No more of these.","data":{"code":"sold_out","errors":{"sku":"gone"}}}}""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"fail","params":{"text":"coded"},"id":1}"""));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"tell","params":{"text":"a"}}""", "told a")]
    [InlineData("""{"jsonrpc":"2.0","method":"tell","params":[{"text":"fail"}]}""", "told fail")]
    [InlineData("""{"jsonrpc":"2.0","method":"hold","params":{"text":"now"}}""", "holding now")]
    public async Task Notifications_reach_any_method_and_are_never_answered(string request, string heard)
    {
        _host.State.Gate("now").SetResult();
        await _client.SendAsync(request);
        Assert.Equal(heard, await _host.State.Heard.NextAsync());
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"result":null}""", await _client.AskAsync("""{"jsonrpc":"2.0","method":"noop","id":0}"""));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"nobody"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"fail","params":{"text":"x"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"subt","params":{"wrong":"x"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"rows","params":{"text":"x","count":2}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":5}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":[[]]}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"unsubscribe","params":[5]}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"error":"what"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"result":null}""")]
    [InlineData("""{"id":{},"result":null,"error":null}""")]
    [InlineData("""[{"jsonrpc":"2.0","method":"noop"},{"jsonrpc":"2.0","id":5,"result":1}]""")]
    public async Task Nothing_else_without_id_is_answered_either(string message)
    {
        await _client.SendAsync(message);
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"result":null}""", await _client.AskAsync("""{"jsonrpc":"2.0","method":"noop","id":0}"""));
    }

    [Fact]
    public async Task A_call_is_cancelled_by_its_id()
    {
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"hold","params":{"text":"a"},"id":"x"}""");
        Assert.Equal("holding a", await _host.State.Heard.NextAsync());
        Assert.StartsWith(
            """{"jsonrpc":"2.0","id":"x","error":{"code":-32800,""",
            await _client.AskAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}"""), StringComparison.Ordinal);
        Assert.Equal("cancelled a", await _host.State.Heard.NextAsync());
    }

    [Fact]
    public async Task Binary_messages_are_read_as_text()
    {
        await _client.SendAsync("""{"jsonrpc":"2.0","method":"noop","id":0}"""u8.ToArray(), WsMessageType.Binary);
        Assert.Equal("""{"jsonrpc":"2.0","id":0,"result":null}""", await _client.ReceiveAsync());
    }

    [Fact]
    public async Task Long_ids_and_deep_messages_are_refused()
    {
        var longId = new string('7', 300);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,""", await _client.AskAsync($$"""{"jsonrpc":"2.0","method":"noop","id":{{longId}}}"""), StringComparison.Ordinal);
        var deep = new string('[', 70) + new string(']', 70);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,""", await _client.AskAsync(deep), StringComparison.Ordinal);
        Assert.StartsWith(
            """{"jsonrpc":"2.0","id":null,"error":{"code":-32700,""",
            await _client.AskAsync($$"""{"jsonrpc":"2.0","method":"noop","params":{{deep}},"id":1}"""), StringComparison.Ordinal);
    }
}
