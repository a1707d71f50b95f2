using System.Text;
using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

public sealed class DefaultDialectMalformedTests
{
    private const string ParseError = """{"error":{"message":"JSON string expected","code":"parse_error"}}""";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("hkjhkhk")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("[1] 2")]
    [InlineData("1 2")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("'x'")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"id":1,"method":"m","payload":NaN}""")]
    [InlineData("""{"id":1,"method":"m"} trailing""")]
    [InlineData("""{"id":1,"method":"m",}""")]
    [InlineData("""{"id":1,"method":"m","payload":[1,]}""")]
    [InlineData("""{"id":1,/* comment */"method":"m"}""")]
    [InlineData("""{"id":1,"method":"m"} // comment""")]
    [InlineData("""{"id":1 "method":"m"}""")]
    [InlineData("""{"id":1,"method":m}""")]
    [InlineData("""{id:1,"method":"m"}""")]
    [InlineData("{\"id\":1,\"method\":\"m\0\"}")]
    [InlineData("{\"id\":1,\"method\":\"m\"}\0")]
    public void What_is_not_JSON_is_told_so(string message) => Assert.Equal(ParseError, EnvelopeText.Answer(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0)]
    [InlineData(0x80)]
    public void What_is_not_UTF8_is_not_JSON(byte bad)
    {
        byte[] message = [.. "{\"id\":1,\"method\":\"m\",\"payload\":\""u8, bad, .. "\"}"u8];
        Assert.Equal(ParseError, EnvelopeText.Answer(EnvelopeText.Parse(message)));
    }

    [Theory]
    [InlineData("[1]", "list")]
    [InlineData("[]", "list")]
    [InlineData("1", "int")]
    [InlineData("-17", "int")]
    [InlineData("1.5", "Decimal")]
    [InlineData("1e5", "Decimal")]
    [InlineData("\"x\"", "str")]
    [InlineData("null", "NoneType")]
    [InlineData("true", "bool")]
    [InlineData("false", "bool")]
    public void What_is_no_object_is_told_so(string message, string type) => Assert.Equal(
        $$$"""{"error":{"message":"Malformed message; expected dictionary, got {{{type}}}","code":"invalid_request"}}""",
        EnvelopeText.Answer(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("{}", """{"id":"required","method":"required"}""", "")]
    [InlineData("""{"id":"a"}""", """{"method":"required"}""", "\"a\"")]
    [InlineData("""{"id":1,"payload":{}}""", """{"method":"required"}""", "1")]
    [InlineData("""{"id":"a","method":5}""", """{"method":"not valid type"}""", "\"a\"")]
    [InlineData("""{"id":"a","method":{}}""", """{"method":"not valid type"}""", "\"a\"")]
    [InlineData("""{"id":"a","method":null}""", """{"method":"None method not available"}""", "\"a\"")]
    [InlineData("""{"id":"a","method":"\ud800"}""", """{"method":"not valid type"}""", "\"a\"")]
    [InlineData("""{"method":5}""", """{"id":"required","method":"not valid type"}""", "")]
    [InlineData("""{"id":{},"method":"m"}""", """{"id":"not valid type"}""", "")]
    [InlineData("""{"id":[1],"method":5}""", """{"id":"not valid type","method":"not valid type"}""", "")]
    [InlineData("""{"id":1,"method":"m","timeout":"5"}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":0}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":-5}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":1.5}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":1e3}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":9223372036854775808}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","timeout":null}""", """{"timeout":"not valid type"}""", "1")]
    [InlineData("""{"method":"m","timeout":"5"}""", """{"timeout":"not valid type"}""", "")]
    [InlineData("""{"id":1,"method":"m","credit":-1}""", """{"credit":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","credit":2147483648}""", """{"credit":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","credit":true}""", """{"credit":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","progress":1}""", """{"progress":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"method":"m","progress":null,"credit":"x","timeout":[]}""", """{"timeout":"not valid type","credit":"not valid type","progress":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"cancel":false}""", """{"cancel":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"cancel":1}""", """{"cancel":"not valid type"}""", "1")]
    [InlineData("""{"cancel":true}""", """{"id":"required"}""", "")]
    [InlineData("""{"id":1,"end":true}""", """{"stream":"required"}""", "1")]
    [InlineData("""{"id":1,"stream":"s","end":false}""", """{"end":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"stream":5,"end":true}""", """{"stream":"not valid type"}""", "1")]
    [InlineData("""{"stream":"s","end":true}""", """{"id":"required"}""", "")]
    [InlineData("""{"id":1,"stream":"","item":1}""", """{"stream":"not valid type"}""", "1")]
    [InlineData("""{"id":1,"stream":null,"item":1}""", """{"stream":"not valid type"}""", "1")]
    [InlineData("""{"stream":"s","item":1}""", """{"id":"required"}""", "")]
    [InlineData("""{"stream":"s","error":{}}""", """{"id":"required"}""", "")]
    [InlineData("""{"id":1,"credit":"x"}""", """{"credit":"not valid type"}""", "1")]
    [InlineData("""{"credit":1}""", """{"id":"required"}""", "")]
    [InlineData("""{"id":1,"stream":"s"}""", """{"method":"required"}""", "1")]
    // Messages of a callee are answered without their id: it is not one of the answer's receiver.
    [InlineData("""{"id":1,"stream":"s","credit":"x"}""", """{"credit":"not valid type"}""", "")]
    [InlineData("""{"response":1}""", """{"id":"required"}""", "")]
    [InlineData("""{"id":{},"response":1}""", """{"id":"not valid type"}""", "")]
    [InlineData("""{"id":[],"error":{}}""", """{"id":"not valid type"}""", "")]
    [InlineData("""{"item":1}""", """{"id":"required"}""", "")]
    [InlineData("""{"progress":1}""", """{"id":"required"}""", "")]
    public void Wrong_members_are_named(string message, string errors, string id) => Assert.Equal(
        $$$"""{{{{(id.Length == 0 ? "" : $"\"id\":{id},")}}}"error":{"message":"Invalid RPC parameters","code":"invalid_request","errors":{{{errors}}}}}""",
        EnvelopeText.Answer(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("""{"id":1,"response":1,"error":{}}""", "")]
    [InlineData("""{"id":1,"response":1,"item":2}""", "")]
    [InlineData("""{"id":1,"stream":"s","item":1,"end":true}""", "1")]
    [InlineData("""{"id":1,"stream":"s","error":{},"end":true}""", "1")]
    [InlineData("""{"id":1,"cancel":true,"response":1}""", "")]
    [InlineData("""{"id":1,"method":"m","cancel":true}""", "1")]
    [InlineData("""{"id":1,"method":"m","stream":"s","end":true}""", "1")]
    [InlineData("""{"id":1,"method":"m","stream":"s","error":{}}""", "1")]
    [InlineData("""{"id":1,"method":"m","item":1}""", "")]
    public void Ambiguous_messages_are_refused(string message, string id)
    {
        var envelope = EnvelopeText.Parse(message);
        Assert.Equal(WsEnvelopeKind.Malformed, envelope.Kind);
        Assert.Equal(WsErrorCodes.InvalidRequest, envelope.Error!.Code);
        Assert.StartsWith("Malformed message; at most one of", envelope.Error.Message);
        Assert.Equal(id, Encoding.UTF8.GetString(envelope.Id.Span));
    }

    [Theory]
    [InlineData("id", "1", "")]
    [InlineData("method", "\"m\"", "7")]
    [InlineData("payload", "null", "7")]
    [InlineData("timeout", "1", "7")]
    [InlineData("credit", "1", "7")]
    [InlineData("progress", "true", "7")]
    [InlineData("stream", "\"s\"", "7")]
    [InlineData("cancel", "true", "7")]
    [InlineData("end", "true", "7")]
    [InlineData("item", "1", "")]
    [InlineData("response", "1", "")]
    [InlineData("error", "{}", "")]
    public void Duplicate_members_are_refused(string member, string value, string id)
    {
        var start = member == "id" ? "{" : "{\"id\":7,";
        var escaped = $"\\u{(int)member[0]:x4}{member[1..]}";
        foreach (var second in new[] { member, escaped })
        {
            // The second value may be anything: the member is refused before it is looked at.
            var suffix = member is "progress" or "credit" ? ",\"method\":\"m\"" : "";
            var envelope = EnvelopeText.Parse($"{start}\"{member}\":{value}{suffix},\"{second}\":[]}}");
            Assert.Equal(new WsError(WsErrorCodes.InvalidRequest, $"Malformed message; duplicate member {member}"), envelope.Error);
            Assert.Equal(id, Encoding.UTF8.GetString(envelope.Id.Span));
        }
    }

    [Fact]
    public void Duplicate_members_inside_unknown_ones_and_payloads_are_not_the_envelopes_business()
        => Assert.Equal(WsEnvelopeKind.Request, EnvelopeText.Parse("""{"id":1,"method":"m","x":1,"x":2,"payload":{"id":1,"id":2}}""").Kind);

    [Theory]
    [InlineData("""{"id":1,"method":"m","payload":¤}""", "1", 64)]
    [InlineData("""{"payload":¤,"id":1,"method":"m"}""", "", 200)]
    [InlineData("""{"id":1,"unknown":¤}""", "1", 200)]
    [InlineData("""{"id":1,"response":¤}""", "", 64)]
    [InlineData("""{"id":¤,"method":"m"}""", "", 64)]
    [InlineData("¤", "", 65)]
    [InlineData("¤", "", 100_000)]
    public void Deep_nesting_is_told_from_other_mistakes(string template, string id, int depth)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            if (template == "¤" && open != "[")
            {
                continue;
            }

            var deep = string.Concat(Enumerable.Repeat(open, depth)) + "0" + string.Concat(Enumerable.Repeat(close, depth));
            foreach (var message in new[] { template.Replace("¤", deep), template.Split('¤')[0] + deep[..(depth * open.Length)] })
            {
                var envelope = EnvelopeText.Parse(message);
                Assert.Equal(new WsError(WsErrorCodes.ParseError, "JSON nested deeper than 64 levels"), envelope.Error);
                Assert.Equal(id, Encoding.UTF8.GetString(envelope.Id.Span));
            }
        }
    }

    [Fact]
    public void A_long_id_is_refused_and_not_echoed()
    {
        var envelope = EnvelopeText.Parse($$"""{"id":"{{new string('x', 255)}}","method":"m"}""");
        Assert.Equal("""{"error":{"message":"Invalid RPC parameters","code":"invalid_request","errors":{"id":"longer than 256 bytes"}}}""", EnvelopeText.Answer(envelope));
    }

    [Theory]
    [InlineData(WsMessageType.Binary)]
    [InlineData(WsMessageType.Close)]
    public void Only_text_is_read(WsMessageType type)
    {
        DefaultDialect.Instance.Parse("""{"id":1,"method":"m"}"""u8.ToArray(), type, out var envelope);
        Assert.Equal("""{"error":{"message":"Text message expected","code":"invalid_request"}}""", EnvelopeText.Answer(envelope));
    }

    [Fact]
    public void No_truncation_of_a_message_throws_or_passes_for_one()
    {
        string[] messages =
        [
            """{"id":"a\u00e4😀","method":"m\n","payload":{"a":[1.5e3,true,null,"x"]},"timeout":50,"credit":3,"progress":false}""",
            """{"id":1,"method":"m","response":{"x":"\ud83d\ude00"}}""",
            """{"id":1,"stream":"val\u0075es","error":{"message":"no","errors":{"a":"b"}}}""",
        ];
        foreach (var message in messages)
        {
            var bytes = Encoding.UTF8.GetBytes(message);
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(ParseError, EnvelopeText.Answer(EnvelopeText.Parse(bytes[..length])));
            }

            Assert.NotEqual(WsEnvelopeKind.Malformed, EnvelopeText.Parse(bytes).Kind);
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(20_240_601);
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\"id\":", "\"method\":", "\"payload\":", "\"response\":", "\"error\":", "\"item\":", "\"stream\":", "\"end\":",
            "\"cancel\":", "\"credit\":", "\"progress\":", "\"timeout\":", "1", "-", ".5", "e9", "true", "null", "\"m\"", "\\u0061", "\\ud800", "\\", " ", "\n", "\u00e4",
        ];
        for (var round = 0; round < 20_000; round++)
        {
            byte[] message;
            if (round % 2 == 0)
            {
                message = new byte[random.Next(40)];
                random.NextBytes(message);
            }
            else
            {
                message = Encoding.UTF8.GetBytes("{" + string.Concat(random.GetItems(pieces, random.Next(16))) + "}");
            }

            AssertSane(message);
        }
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        var random = new Random(7);
        var valid = Encoding.UTF8.GetBytes("""{"id":"\ud83d\ude00","method":"m\u0061","timeout":5000,"credit":32,"progress":true,"payload":{"a":[1,2]}}""");
        for (var round = 0; round < 20_000; round++)
        {
            var message = (byte[])valid.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                message[random.Next(message.Length)] = (byte)random.Next(random.Next(2) == 0 ? 128 : 256);
            }

            AssertSane(message);
        }
    }

    private static void AssertSane(byte[] message)
    {
        var envelope = EnvelopeText.Parse(message);
        Assert.Equal(envelope.Kind == WsEnvelopeKind.Malformed, envelope.Error is not null);
        if (envelope.Kind == WsEnvelopeKind.Malformed)
        {
            // The answer is itself a message of the dialect.
            Assert.Equal(WsEnvelopeKind.Error, EnvelopeText.Parse(EnvelopeText.Answer(envelope)).Kind);
        }

        DefaultDialect.Instance.ReadError(message);
        DefaultDialect.Instance.ReadError(envelope.Payload);
    }
}
