using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing.Tests;

namespace WsToolkit.Tests.Dialects;

public sealed class DefaultDialectParseTests
{
    [Theory]
    [InlineData("""{"id":1,"method":"add","payload":{"a":1}}""", """Request id=1 method=add payload={"a":1}""")]
    [InlineData("""{"payload":[1,{"b":[]}],"method":"add","id":"x"}""", """Request id="x" method=add payload=[1,{"b":[]}]""")]
    [InlineData("""{"method":"log","payload":"text"}""", """Request method=log payload="text" """)]
    [InlineData("""{"id":1,"method":"m"}""", "Request id=1 method=m")]
    [InlineData("""{"id":1,"method":"m","payload":null}""", "Request id=1 method=m")]
    [InlineData("""{"id":1,"method":"m","payload":{}}""", "Request id=1 method=m payload={}")]
    [InlineData("""{"id":1,"method":"m","payload":12.50}""", "Request id=1 method=m payload=12.50")]
    [InlineData("""{"id":1,"method":"m","timeout":5000,"credit":32,"progress":true}""", "Request id=1 method=m timeout=5000 credit=32 progress")]
    [InlineData("""{"id":1,"method":"m","timeout":1,"credit":0,"progress":false}""", "Request id=1 method=m timeout=1 credit=0")]
    [InlineData("""{"id":1,"method":"m","timeout":9223372036854775807,"credit":2147483647}""", "Request id=1 method=m timeout=9223372036854775807 credit=2147483647")]
    [InlineData("""{"id":1,"method":"","payload":{}}""", "Request id=1 payload={}")]
    [InlineData("""{"id":1,"method":"m","unknown":{"id":2,"method":"x","payload":[[]]},"other":null}""", "Request id=1 method=m")]
    [InlineData(""" { "id" : 1 , "method" : "m" , "payload" : { "a" : 1 } } """, """Request id=1 method=m payload={ "a" : 1 }""")]
    [InlineData("""{"\u0069d":1,"meth\u006fd":"m","\u0070ayload":[]}""", "Request id=1 method=m payload=[]")]
    [InlineData("""{"id":1,"method":"a\u0064d\n\"\u00e4\ud83d\ude00"}""", "Request id=1 method=add\n\"ä😀")]
    [InlineData("""{"id":1,"method":"größe😀"}""", "Request id=1 method=größe😀")]
    [InlineData("""{"\ud800":1,"id":1,"method":"m"}""", "Request id=1 method=m")]
    [InlineData("""{"id":1,"method":"m","response":{"x":1}}""", """Response id=1 method=m payload={"x":1}""")]
    [InlineData("""{"id":1,"response":null}""", "Response id=1 payload=null")]
    [InlineData("""{"id":1,"method":5,"response":false}""", "Response id=1 payload=false")]
    [InlineData("""{"id":1,"method":"m","error":{"message":"no"}}""", """Error id=1 method=m payload={"message":"no"}""")]
    [InlineData("""{"error":{"message":"no"}}""", """Error payload={"message":"no"}""")]
    [InlineData("""{"id":1,"error":"text"}""", """Error id=1 payload="text" """)]
    [InlineData("""{"id":1,"item":[1]}""", "Item id=1 payload=[1]")]
    [InlineData("""{"id":1,"item":null}""", "Item id=1 payload=null")]
    [InlineData("""{"id":1,"item":7,"stream":"values"}""", "Item id=1 stream=values payload=7")]
    [InlineData("""{"id":1,"stream":"v\u0061lues","item":7}""", "Item id=1 stream=values payload=7")]
    [InlineData("""{"id":1,"stream":"values","end":true}""", "StreamEnd id=1 stream=values")]
    [InlineData("""{"id":1,"stream":"values","error":{"code":"c"}}""", """StreamError id=1 stream=values payload={"code":"c"}""")]
    [InlineData("""{"id":1,"progress":0.5}""", "Progress id=1 payload=0.5")]
    [InlineData("""{"id":1,"progress":true}""", "Progress id=1 payload=true")]
    [InlineData("""{"id":1,"cancel":true}""", "Cancel id=1")]
    [InlineData("""{"id":1,"credit":16}""", "Credit id=1 credit=16")]
    [InlineData("""{"id":1,"stream":"values","credit":0}""", "Credit id=1 stream=values credit=0")]
    public void Every_message_is_understood(string message, string expected)
        => Assert.Equal(expected.TrimEnd(), EnvelopeText.Describe(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("1.10")]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890.000000000000000000001")]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"\\u0061\\/\\n\\\"\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"ä😀\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("\"NULL\"")]
    public void Any_scalar_is_an_id_and_keeps_its_bytes(string id)
    {
        foreach (var message in new[] { $$"""{"id":{{id}},"method":"m"}""", $$"""{ "method" : "m", "id" : {{id}} }""" })
        {
            var envelope = EnvelopeText.Parse(message);
            Assert.Equal(WsEnvelopeKind.Request, envelope.Kind);
            Assert.Equal(id, Encoding.UTF8.GetString(envelope.Id.Span));
            envelope.Kind = WsEnvelopeKind.Response;
            Assert.Equal($$"""{"id":{{id}},"method":"m","response":0}""", EnvelopeText.Write(envelope, "0"));
        }
    }

    [Fact]
    public void The_envelope_refers_into_the_message()
    {
        var message = """{"id":"abc","method":"m","payload":{"a":1}}"""u8.ToArray();
        var envelope = EnvelopeText.Parse(message);
        Assert.True(message.AsSpan().Overlaps(envelope.Id.Span));
        Assert.True(message.AsSpan().Overlaps(envelope.Method.Span));
        Assert.True(message.AsSpan().Overlaps(envelope.Payload.Span));
    }

    [Fact]
    public void The_deepest_allowed_message_is_read()
    {
        var payload = new string('[', 63) + new string(']', 63);
        var envelope = EnvelopeText.Parse($$"""{"id":1,"method":"m","payload":{{payload}}}""");
        Assert.Equal($"Request id=1 method=m payload={payload}", EnvelopeText.Describe(envelope));
    }

    [Fact]
    public void The_longest_allowed_id_is_read()
    {
        var id = $"\"{new string('x', 254)}\"";
        Assert.Equal($"Request id={id} method=m", EnvelopeText.Describe(EnvelopeText.Parse($$"""{"id":{{id}},"method":"m"}""")));
    }

    [Fact]
    public void Bounds_are_options()
    {
        var dialect = new DefaultDialect(new DefaultDialectOptions { MaxDepth = 2, MaxIdBytes = 2 });
        Assert.Equal(WsEnvelopeKind.Request, EnvelopeText.Parse("""{"id":12,"method":"m","payload":[]}""", dialect).Kind);
        Assert.Equal("JSON nested deeper than 2 levels", EnvelopeText.Parse("""{"id":12,"method":"m","payload":[[]]}""", dialect).Error!.Message);
        Assert.Equal("longer than 2 bytes", EnvelopeText.Parse("""{"id":123,"method":"m"}""", dialect).Error!.Errors!["id"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DefaultDialectOptions { MaxDepth = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DefaultDialectOptions { MaxDepth = 1001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DefaultDialectOptions { MaxIdBytes = 0 });
    }

    [Fact]
    public void The_dialect_says_what_it_is()
    {
        Assert.Equal("default", DefaultDialect.Instance.Name);
        Assert.Null(DefaultDialect.Instance.Subprotocol);
        Assert.Equal(WsDialectFeatures.All | WsDialectFeatures.Notifications, DefaultDialect.Instance.Features);
        Assert.Equal(WsMessageType.Text, DefaultDialect.Instance.MessageType);
    }

    [Fact]
    public void An_ordinary_message_costs_no_allocation()
    {
        ReadOnlyMemory<byte>[] messages =
        [
            EnvelopeText.Utf8("""{"id":1,"method":"add","timeout":5000,"credit":32,"progress":true,"payload":{"a":1,"b":"text"}}"""),
            EnvelopeText.Utf8("""{"id":"x\u0061","method":"add","response":{"a":[1,2,3]}}"""),
            EnvelopeText.Utf8("""{"id":1,"method":"add","error":{"message":"no"}}"""),
            EnvelopeText.Utf8("""{"id":1,"stream":"values","item":1,"unknown":null}"""),
            EnvelopeText.Utf8("""{"id":1,"stream":"values","end":true}"""),
            EnvelopeText.Utf8("""{"id":1,"progress":0.5}"""),
            EnvelopeText.Utf8("""{"id":1,"cancel":true}"""),
            EnvelopeText.Utf8("""{"id":1,"credit":16}"""),
        ];
        Assert.Equal(0, Allocated.By(Parse, runs: 1_000));

        void Parse()
        {
            foreach (var message in messages)
            {
                DefaultDialect.Instance.Parse(message, WsMessageType.Text, out var envelope);
                Assert.True(envelope.Kind != WsEnvelopeKind.Malformed);
            }
        }
    }
}
