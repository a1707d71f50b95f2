using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Batches: one array in, one array out, when all that is answered has been answered.</summary>
public sealed class JsonRpcBatchTests : IAsyncDisposable
{
    private const string Noop = """{"jsonrpc":"2.0","method":"noop","id":0}""";
    private const string NoopAnswer = """{"jsonrpc":"2.0","id":0,"result":null}""";

    private readonly JsonRpcHost _host = new(new JsonRpcOptions { MaxBatchCalls = 5 });
    private readonly RawConnection _client;

    public JsonRpcBatchTests() => _client = _host.Open();

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Answers_come_in_one_array_without_those_to_notifications()
    {
        var answer = await _client.AskAsync(
            """
            [ {"jsonrpc":"2.0","method":"subt","params":[42,23],"id":"1"},
              {"jsonrpc":"2.0","method":"noop"},
              {"foo":"boo"},
              1,
              {"jsonrpc":"2.0","method":"foobar","id":"5"} ]
            """);
        Assert.Equal(
            [
                """{"jsonrpc":"2.0","id":"1","result":19}""",
                """{"jsonrpc":"2.0","id":"5","error":{"code":-32601,"message":"Method not found","data":{"code":"method_not_found","errors":{"method":"foobar method not available"}}}}""",
                """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request","data":{"code":"invalid_request","errors":{"jsonrpc":"expected \"2.0\""}}}}""",
                """{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid Request","data":{"code":"invalid_request","errors":{"message":"expected an object or an array"}}}}""",
            ],
            Split(answer));
    }

    [Fact]
    public async Task The_array_waits_for_the_last_answer_and_nothing_else_does()
    {
        await _client.SendAsync(
            """[{"jsonrpc":"2.0","method":"hold","params":{"text":"a"},"id":1},{"jsonrpc":"2.0","method":"noop","id":2}]""");
        Assert.Equal("holding a", await _host.State.Heard.NextAsync());
        Assert.Equal(NoopAnswer, await _client.AskAsync(Noop));
        _host.State.Gate("a").SetResult();
        Assert.Equal(
            ["""{"jsonrpc":"2.0","id":1,"result":{"text":"a","count":0}}""", """{"jsonrpc":"2.0","id":2,"result":null}"""],
            Split(await _client.ReceiveAsync()));
    }

    [Theory]
    [InlineData("""[{"jsonrpc":"2.0","method":"noop"},{"jsonrpc":"2.0","method":"nobody"}]""")]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"result":null}]""")]
    public async Task A_batch_in_which_nothing_is_answered_is_not_answered(string batch)
    {
        await _client.SendAsync(batch);
        Assert.Equal(NoopAnswer, await _client.AskAsync(Noop));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [ ] ")]
    [InlineData("[1,2,3,4,5,6]")]
    public async Task An_empty_and_a_large_batch_are_one_error(string batch)
        => Assert.StartsWith("""{"jsonrpc":"2.0","id":null,"error":{"code":-32600,""", await _client.AskAsync(batch), StringComparison.Ordinal);

    [Fact]
    public async Task Elements_that_are_arrays_are_one_error_each()
        => Assert.Equal(2, Split(await _client.AskAsync("""[[],[{"jsonrpc":"2.0","method":"noop","id":0}]]""")).Length);

    [Fact]
    public async Task Equal_ids_in_a_batch_are_answered_each()
        => Assert.Equal($"[{NoopAnswer},{NoopAnswer}]", await _client.AskAsync($"[{Noop},{Noop}]"));

    [Fact]
    public async Task A_call_of_a_batch_is_cancelled_by_its_id()
    {
        await _client.SendAsync(
            """[{"jsonrpc":"2.0","method":"hold","params":{"text":"b"},"id":7},{"jsonrpc":"2.0","method":"noop","id":2}]""");
        Assert.Equal("holding b", await _host.State.Heard.NextAsync());
        var answers = Split(await _client.AskAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":[7]}"""));
        Assert.Equal(2, answers.Length);
        Assert.Equal("""{"jsonrpc":"2.0","id":2,"result":null}""", answers[0]);
        Assert.StartsWith("""{"jsonrpc":"2.0","id":7,"error":{"code":-32800,""", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_cannot_begin_or_end_in_a_batch()
    {
        Assert.StartsWith(
            """[{"jsonrpc":"2.0","id":1,"error":{"code":-32600,""",
            await _client.AskAsync("""[{"jsonrpc":"2.0","method":"rows","params":{"text":"a","count":1},"id":1}]"""), StringComparison.Ordinal);
        Assert.StartsWith(
            """[{"jsonrpc":"2.0","id":2,"error":{"code":-32600,""",
            await _client.AskAsync("""[{"jsonrpc":"2.0","method":"unsubscribe","params":[1],"id":2}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_beyond_the_bound_become_errors_and_the_bound_is_free_again_afterwards()
    {
        await using var host = new JsonRpcHost(new JsonRpcOptions { MaxBatchResponseBytes = 450 });
        await using var client = host.Open();
        var text = new string('x', 150);
        var call = $$"""{"jsonrpc":"2.0","method":"echo","params":{"text":"{{text}}"},"id":1}""";
        for (var i = 0; i < 3; i++)
        {
            var answer = await client.AskAsync($"[{call},{call},{call}]");
            Assert.Equal(2, answer.Split(text).Length - 1);
            Assert.Contains("-32007", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Channels_are_subscribed_in_a_batch_too()
        => Assert.Equal(
            """[{"jsonrpc":"2.0","id":1,"result":"news:a"},{"jsonrpc":"2.0","id":2,"result":"news:b"}]""",
            await _client.AskAsync(
                """[{"jsonrpc":"2.0","method":"subscribe","params":["news:a"],"id":1},{"jsonrpc":"2.0","method":"subscribe","params":["news:b"],"id":2}]"""));

    // Calls run at once, so that their answers come in any order.
    private static string[] Split(string array)
    {
        using var document = System.Text.Json.JsonDocument.Parse(array);
        return [.. document.RootElement.EnumerateArray().Select(static answer => answer.GetRawText()).Order(StringComparer.Ordinal)];
    }
}
