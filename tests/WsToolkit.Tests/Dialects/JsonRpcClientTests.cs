using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>What a client makes of the messages of servers that are not ours, and what it remembers of them.</summary>
public class JsonRpcClientTests
{
    private readonly WsDialect _client = JsonRpcDialect.Instance.ForConnection(new WsDialectContext(WsDialectRole.Client, TimeProvider.System));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":5}""", "Response id=1 payload=5")]
    [InlineData("""{"id":1,"result":5,"error":null}""", "Response id=1 payload=5")]
    [InlineData("""{"id":1,"result":null,"error":{"code":1}}""", "Error id=1 payload={\"code\":1}")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":5,"error":{"code":1}}""", "Error id=1 payload={\"code\":1}")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":1}}""", "Error payload={\"code\":1}")]
    [InlineData("""{"jsonrpc":"2.0","id":[],"error":{"code":1}}""", "Error payload={\"code\":1}")]
    [InlineData("""{"jsonrpc":"2.0","result":5}""", "nothing")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"id":2,"result":5}""", "nothing")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"a\u0062","result":7}}""", "Push channel=ab payload=7")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscription","params":{"result":7,"event":"e","subscription":"a"}}""", "Push channel=a event=e payload=7")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"a","missed":4}}""", "Gap channel=a missed=4")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscription","params":{"subscription":"a"}}""", "nothing")]
    [InlineData("""{"jsonrpc":"2.0","method":"other","params":{"subscription":"a","result":7}}""", "nothing")]
    [InlineData("""{"jsonrpc":"2.0","method":"other","params":{"subscription":"a"}}""", "Request method=other payload={\"subscription\":\"a\"}")]
    [InlineData("""{"jsonrpc":"2.0","method":"other","params":[{"subscription":"a"}]}""", "Request method=other payload=[{\"subscription\":\"a\"}]")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/goingAway","params":{"timeout":250}}""", "GoingAway timeout=250")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/goingAway","params":{"timeout":"soon"}}""", "nothing")]
    [InlineData("""{"jsonrpc":"2.0","method":"subscribe","params":["a"],"id":1}""", "Request id=1 method=subscribe payload=[\"a\"]")]
    public void Messages_of_servers_are_understood(string message, string expected) => Assert.Equal(expected, Read(message));

    [Fact]
    public void A_stream_is_known_by_its_subscription_id_of_any_kind()
    {
        foreach (var (number, subscription) in new[] { (1, "7"), (2, "\"7\""), (3, "\"0xcd\""), (4, "-1.5e3") })
        {
            Assert.NotNull(Write(Request(number, credit: 8)));
            Assert.Equal($"StreamStart id={number} payload={subscription}", Read($$"""{"jsonrpc":"2.0","id":{{number}},"result":{{subscription}}}"""));
            Assert.Equal($"Item id={number} payload=[1]", Read(Note(subscription, "\"result\":[1]")));
        }

        Assert.Equal("Item id=1 payload=null", Read(Note("7", "\"result\":null")));
        Assert.Equal("Response id=2 payload=null", Read(Note("\"7\"", "\"end\":true")));
        Assert.Equal("Error id=3 payload=\"gone\"", Read(Note("\"0xcd\"", "\"error\":\"gone\"")));
        Assert.Equal("nothing", Read(Note("\"7\"", "\"result\":1")));
        Assert.Equal("nothing", Read(Note("\"0xcd\"", "\"result\":1")));
        Assert.Equal("""{"jsonrpc":"2.0","id":"unsubscribe-1","method":"unsubscribe","params":[7]}""", Write(Cancel(1)));
        Assert.Equal("nothing", Read(Note("7", "\"result\":1")));
    }

    [Fact]
    public void A_call_that_is_given_up_before_its_stream_began_is_ended_when_it_does()
    {
        _ = Write(Request(1, credit: 8));
        Assert.Equal("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}""", Write(Cancel(1)));
        Assert.Equal("StreamStart id=1 payload=7", Read("""{"jsonrpc":"2.0","id":1,"result":7}"""));
        Assert.Equal("""{"jsonrpc":"2.0","id":"unsubscribe-1","method":"unsubscribe","params":[7]}""", Write(Cancel(1)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("true")]
    public void A_result_that_is_no_subscription_id_ends_the_stream(string result)
    {
        _ = Write(Request(1, credit: 8));
        Assert.Equal($"Response id=1 payload={result}", Read($$"""{"jsonrpc":"2.0","id":1,"result":{{result}}}"""));
        Assert.Equal("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}""", Write(Cancel(1)));
    }

    [Fact]
    public void Two_streams_cannot_have_the_same_subscription_id()
    {
        _ = Write(Request(1, credit: 8));
        _ = Write(Request(2, credit: 8));
        Assert.Equal("StreamStart id=1 payload=7", Read("""{"jsonrpc":"2.0","id":1,"result":7}"""));
        Assert.Equal("Response id=2 payload=7", Read("""{"jsonrpc":"2.0","id":2,"result":7}"""));
        Assert.Equal("Item id=1 payload=5", Read(Note("7", "\"result\":5")));
    }

    [Theory]
    [InlineData(WsArgumentForm.Named, """{"a":1,"b":[2,{"c":3}]}""", false, ""","params":{"a":1,"b":[2,{"c":3}]}""")]
    [InlineData(WsArgumentForm.Named, """{"a":1,"b":[2,{"c":3}]}""", true, ""","params":[1,[2,{"c":3}]]""")]
    [InlineData(WsArgumentForm.Payload, """{"a":1}""", false, ""","params":{"a":1}""")]
    [InlineData(WsArgumentForm.Payload, """{"a":1}""", true, ""","params":[{"a":1}]""")]
    [InlineData(WsArgumentForm.Payload, "[1,2]", false, ""","params":[[1,2]]""")]
    [InlineData(WsArgumentForm.Payload, "null", true, ""","params":[null]""")]
    [InlineData(WsArgumentForm.None, "{}", false, "")]
    [InlineData(WsArgumentForm.None, "{}", true, "")]
    public void Arguments_travel_by_name_or_by_position(WsArgumentForm form, string payload, bool positional, string parameters)
    {
        var dialect = new JsonRpcDialect(new JsonRpcOptions { PositionalArguments = positional })
            .ForConnection(new WsDialectContext(WsDialectRole.Client, TimeProvider.System));
        var request = Request(1) with { Arguments = form };
        Assert.Equal($$"""{"jsonrpc":"2.0","id":1,"method":"m"{{parameters}}}""", Write(request, payload, dialect));
    }

    private static string Note(string subscription, string what)
        => $$$"""{"jsonrpc":"2.0","method":"rows","params":{"subscription":{{{subscription}}},{{{what}}}}}""";

    private static WsEnvelope Request(int number, int credit = -1) => new()
    {
        Kind = WsEnvelopeKind.Request,
        Id = Encoding.UTF8.GetBytes($"{number}"),
        Method = Encoding.UTF8.GetBytes("m"),
        Arguments = WsArgumentForm.Named,
        Credit = credit,
    };

    private static WsEnvelope Cancel(int number) => new() { Kind = WsEnvelopeKind.Cancel, Id = Encoding.UTF8.GetBytes($"{number}"), Credit = -1 };

    private string? Write(WsEnvelope envelope, string payload = "{}", WsDialect? dialect = null)
    {
        using var output = new OutputBuffer();
        dialect ??= _client;
        var start = output.Mark();
        dialect.Begin(output, in envelope);
        var content = output.Mark();
        output.Write(Encoding.UTF8.GetBytes(envelope.Kind == WsEnvelopeKind.Request ? payload : ""));
        return dialect.Finish(output, in envelope, start, content) ? Encoding.UTF8.GetString(output.Written) : null;
    }

    private string Read(string message)
    {
        _client.Parse(Encoding.UTF8.GetBytes(message), WsMessageType.Text, out var envelope);
        return envelope is { Kind: WsEnvelopeKind.Malformed, Error: null } ? "nothing" : EnvelopeText.Describe(in envelope);
    }
}
