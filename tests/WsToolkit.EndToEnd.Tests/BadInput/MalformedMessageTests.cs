using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Messages that are not messages of the protocol. Each has its documented answer, and the connection lives on.</summary>
public sealed class MalformedMessageTests(ProbeFixture hosts) : IClassFixture<ProbeFixture>
{
    private const string NotJson = """{"error":{"message":"JSON string expected","code":"parse_error"}}""";

    [Theory]
    [OverBoth("")]
    [OverBoth(" ")]
    [OverBoth("hkjhkhk")]
    [OverBoth("{")]
    [OverBoth("}")]
    [OverBoth("{\"id\"")]
    [OverBoth("{\"id\":1")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"x\"}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"x\"}} trailing")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"x\"}}{\"id\":2}")]
    [OverBoth("{'id':1}")]
    [OverBoth("{id:1}")]
    [OverBoth("{\"id\":1,}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"x\",}}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":nope}}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"\\x\"}}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"a\nb\"}}")]
    [OverBoth("NaN")]
    [OverBoth("{\"id\":NaN,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":1,\"method\":\"double\",\"payload\":{\"value\":NaN}}")]
    [OverBoth("{\"id\":1,\"method\":\"double\",\"payload\":{\"value\":-Infinity}}")]
    [OverBoth("{\"id\":01,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":+1,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":.5,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":1.,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":0x1,\"method\":\"echo\"}")]
    [OverBoth("/* comment */ {\"id\":1,\"method\":\"echo\"}")]
    [OverBoth("{\"id\":1,\"method\":\"echo\"} // comment")]
    [OverBoth("\0")]
    [OverBoth("\uFEFF{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\"x\"}}")]
    public Task Text_that_is_not_json(HostKind over, string sent) => hosts.AssertAnswersAsync(over, sent, NotJson);

    [Theory]
    [OverBoth("[1]", "list")]
    [OverBoth("[]", "list")]
    [OverBoth(" [1, {\"id\": 1}] ", "list")]
    [OverBoth("1", "int")]
    [OverBoth("-0", "int")]
    [OverBoth("123456789012345678901234567890", "int")]
    [OverBoth("1.5", "Decimal")]
    [OverBoth("1e3", "Decimal")]
    [OverBoth("\"x\"", "str")]
    [OverBoth("null", "NoneType")]
    [OverBoth("true", "bool")]
    [OverBoth("false", "bool")]
    public Task Json_that_is_not_an_object(HostKind over, string sent, string type)
        => hosts.AssertAnswersAsync(
            over, sent, $$$"""{"error":{"message":"Malformed message; expected dictionary, got {{{type}}}","code":"invalid_request"}}""");

    [Theory]
    [OverBoth("""{}""", "", """{"id":"required","method":"required"}""")]
    [OverBoth("""{"hello":"world"}""", "", """{"id":"required","method":"required"}""")]
    [OverBoth("""{"payload":{"text":"x"}}""", "", """{"id":"required","method":"required"}""")]
    [OverBoth("""{"id":1}""", "1", """{"method":"required"}""")]
    [OverBoth("""{"id":"a","payload":{}}""", "\"a\"", """{"method":"required"}""")]
    [OverBoth("""{"id":{},"method":"echo"}""", "", """{"id":"not valid type"}""")]
    [OverBoth("""{"id":[1],"method":"echo"}""", "", """{"id":"not valid type"}""")]
    [OverBoth("""{"id":1,"method":5}""", "1", """{"method":"not valid type"}""")]
    [OverBoth("""{"id":1,"method":null}""", "1", """{"method":"None method not available"}""")]
    [OverBoth("""{"id":1,"method":["echo"]}""", "1", """{"method":"not valid type"}""")]
    [OverBoth("""{"id":1,"method":true}""", "1", """{"method":"not valid type"}""")]
    [OverBoth("""{"method":5,"id":1}""", "1", """{"method":"not valid type"}""")]
    public Task Ids_and_methods_that_are_missing_or_of_the_wrong_type(HostKind over, string sent, string id, string errors)
        => hosts.AssertAnswersAsync(over, sent, Expected.InvalidParameters(id, "", WsErrorCodes.InvalidRequest, errors));

    [Theory]
    [OverBoth("""{"method":"echo","payload":{"text":"x"}}""", "echo")]
    [OverBoth("""{"method":"count","payload":{"to":3}}""", "count")]
    public Task A_method_that_answers_needs_an_id_to_answer_to(HostKind over, string sent, string method)
        => hosts.AssertAnswersAsync(
            over, sent, Expected.InvalidParameters("", method, WsErrorCodes.InvalidRequest, """{"id":"required"}"""));

    [Theory]
    [OverBoth("wtf")]
    [OverBoth("Echo")]
    [OverBoth("ECHO")]
    [OverBoth("echo ")]
    [OverBoth("")]
    [OverBoth("écho")]
    [OverBoth("publish")]
    public Task Unknown_methods(HostKind over, string method)
        => hosts.AssertAnswersAsync(
            over,
            $$"""{"id":1,"method":"{{method}}"}""",
            Expected.InvalidParameters("1", method, WsErrorCodes.MethodNotFound, $$"""{"method":"{{method}} method not available"}"""));

    [Theory]
    [OverBoth("\"x\"")]
    [OverBoth("-1")]
    [OverBoth("0")]
    [OverBoth("1.5")]
    [OverBoth("1e3")]
    [OverBoth("true")]
    [OverBoth("null")]
    [OverBoth("{}")]
    [OverBoth("[]")]
    [OverBoth("1e99")]
    public Task Timeouts_that_are_not_a_positive_number_of_milliseconds(HostKind over, string timeout)
        => hosts.AssertAnswersAsync(
            over,
            $$$"""{"id":1,"method":"echo","timeout":{{{timeout}}},"payload":{"text":"x"}}""",
            Expected.InvalidParameters("1", "", WsErrorCodes.InvalidRequest, """{"timeout":"not valid type"}"""));

    [Theory]
    [OverBoth("1000")]
    [OverBoth("9007199254740993")]
    [OverBoth("9223372036854775807")]
    public Task A_huge_timeout_is_as_good_as_the_servers_own(HostKind over, string timeout)
        => hosts.AssertAnswersAsync(
            over,
            $$$"""{"id":1,"method":"echo","timeout":{{{timeout}}},"payload":{"text":"x"}}""",
            """{"id":1,"method":"echo","response":"x"}""");

    [Theory]
    [OverBoth("credit", "-1")]
    [OverBoth("credit", "1.5")]
    [OverBoth("credit", "\"1\"")]
    [OverBoth("credit", "null")]
    [OverBoth("credit", "2147483648")]
    [OverBoth("credit", "99999999999999999999")]
    [OverBoth("progress", "1")]
    [OverBoth("progress", "\"yes\"")]
    [OverBoth("progress", "null")]
    public Task Modifiers_of_the_wrong_type(HostKind over, string member, string value)
        => hosts.AssertAnswersAsync(
            over,
            $$$"""{"id":1,"method":"count","{{{member}}}":{{{value}}},"payload":{"to":1}}""",
            Expected.InvalidParameters("1", "", WsErrorCodes.InvalidRequest, $$"""{"{{member}}":"not valid type"}"""));

    [Theory]
    [OverBoth]
    public Task Unknown_members_are_skipped(HostKind over)
        => hosts.AssertAnswersAsync(
            over,
            """{"v":2,"id":1,"trace":{"a":[1,2,{"id":7}]},"method":"echo","payload":{"text":"x","more":[{}]},"x":null}""",
            """{"id":1,"method":"echo","response":"x"}""");

    [Theory]
    [OverBoth]
    public async Task Binary_messages_are_refused(HostKind over)
    {
        await using var connection = await hosts[over].OpenAsync();

        await connection.SendAsync(Encoding.UTF8.GetBytes("""{"id":1,"method":"echo","payload":{"text":"x"}}"""), WsMessageType.Binary);

        Assert.Equal("""{"error":{"message":"Text message expected","code":"invalid_request"}}""", await connection.ReceiveAsync());
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth(0xC3, 0x28)]
    [OverBoth(0xFF, 0xFE)]
    [OverBoth(0xED, 0xA0)]
    [OverBoth(0xC0, 0x80)]
    public async Task Text_that_is_not_utf8_ends_the_connection_with_1007(HostKind over, int first, int second)
    {
        await using var connection = await hosts[over].OpenAsync();

        await connection.SendAsync(
            (byte[])[.. "{\"id\":1,\"method\":\"echo\",\"payload\":{\"text\":\""u8, (byte)first, (byte)second, .. "\"}}"u8], WsMessageType.Text);

        Assert.Equal(WsCloseCode.InvalidPayload, (await connection.ReceiveCloseAsync()).Code);
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth("""{"id":1,"id":2,"method":"echo","payload":{"text":"x"}}""")]
    [OverBoth("""{"id":1,"method":"echo","method":"fail","payload":{"text":"x"}}""")]
    [OverBoth("""{"id":1,"method":"echo","payload":{"text":"x"},"payload":{"text":"y"}}""")]
    [OverBoth("""{"id":1,"response":1,"error":{"message":"x"}}""")]
    [OverBoth("""{"id":1,"item":1,"response":2}""")]
    [OverBoth("""{"id":1,"cancel":false}""")]
    [OverBoth("""{"id":1,"cancel":1}""")]
    [OverBoth("""{"id":1,"stream":"values","end":false}""")]
    [OverBoth("""{"id":1,"stream":5,"item":1}""")]
    [OverBoth("""{"id":1,"credit":-5}""")]
    [OverBoth("""{"id":1,"credit":"5"}""")]
    [OverBoth("""{"id":1,"credit":99999999999999999999}""")]
    [OverBoth("""{"id":"\ud800","method":"\ud800"}""")]
    [OverBoth("""{"id":1,"stream":"\udc00","item":1}""")]
    public async Task Members_that_contradict_each_other_or_have_the_wrong_type(HostKind over, string sent)
    {
        await using var connection = await hosts[over].OpenAsync();

        var answer = await connection.AskAsync(sent);

        Assert.Contains("\"error\":", answer);
        Assert.Matches("\"code\":\"(invalid_request|method_not_found|parse_error)\"", answer);
        await connection.AssertServesAsync();
        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task A_deep_document_is_refused_in_the_payload_and_in_the_envelope(HostKind over)
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);
        await using var connection = await hosts[over].OpenAsync();

        foreach (var message in (string[])
            [
                deep,
                $$"""{"id":1,"method":"echo","payload":{{deep}}}""",
                $$$"""{"id":1,"method":"echo","payload":{"text":{{{deep}}}}}""",
                $$$"""{"x":{{{deep}}},"id":1,"method":"echo","payload":{"text":"x"}}""",
                new string('[', 200) + new string(']', 200),
                new string('[', 100_000),
            ])
        {
            var answer = await connection.AskAsync(message);
            Assert.Contains("\"message\":\"JSON nested deeper than 64 levels\",\"code\":\"parse_error\"", answer);
            await connection.AssertServesAsync();
        }

        hosts[over].AssertNothingLogged();
    }

    [Theory]
    [OverBoth]
    public async Task Nesting_up_to_the_limit_is_fine(HostKind over)
    {
        // 64 levels: the envelope, the payload and 62 more.
        var deep = string.Concat(Enumerable.Repeat("[", 62)) + new string(']', 62);

        await hosts.AssertAnswersAsync(
            over,
            $$$"""{"id":1,"method":"echo","payload":{"text":"x","extra":{{{deep}}}}}""",
            """{"id":1,"method":"echo","response":"x"}""");
    }
}
