using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>The compatible profile of the default dialect, without a connection.</summary>
public class CompatDialectTests
{
    private static readonly WsDialect Server = DefaultDialect.Compat.ForConnection(new WsDialectContext(WsDialectRole.Server, TimeProvider.System));

    [Theory]
    [InlineData("""{"id":"a","method":"echo","payload":{"x":1}}""", """Request id="a" method=echo payload={"x":1}""")]
    [InlineData("""{"id":"a","method":"echo"}""", """Request id="a" method=echo payload={}""")]
    [InlineData("""{"id":"a","method":"echo","payload":null}""", """Request id="a" method=echo payload={}""")]
    [InlineData("""{"id":null,"method":"echo"}""", """Request id=null method=echo payload={}""")]
    [InlineData("""{"id":"NULL","method":"echo"}""", """Request id="NULL" method=echo payload={}""")]
    [InlineData("""{"id":"a","method":"x","id":"b","method":"echo"}""", """Request id="b" method=echo payload={}""")]
    [InlineData("""{"id":"a","method":"echo","response":1,"error":2,"timeout":"x","credit":-1,"progress":5,"cancel":1}""",
        """Request id="a" method=echo payload={}""")]
    [InlineData("\uFEFF{\"id\":\"a\",\"method\":\"echo\"}", """Request id="a" method=echo payload={}""")]
    public void Requests_as_servers_read_them(string message, string expected)
        => Assert.Equal(expected, EnvelopeText.Describe(EnvelopeText.Parse(message, Server)));

    [Fact]
    public void Binary_messages_are_passed_over()
    {
        Server.Parse("{}"u8.ToArray(), WsMessageType.Binary, out var envelope);

        Assert.Equal(WsEnvelopeKind.Malformed, envelope.Kind);
        Assert.Null(envelope.Error);
    }

    [Theory]
    [InlineData("""{"id": "7", "method": "echo", "response": {"x": 1}}""", """Response id=7 method=echo payload={"x": 1}""")]
    [InlineData("""{"error": {"message": "no"}, "id": "7", "method": "echo"}""", """Error id=7 method=echo payload={"message": "no"}""")]
    [InlineData("""{"error": {"message": "no"}}""", """Error payload={"message": "no"}""")]
    [InlineData("""{"error": {"message": "no"}, "id": 7}""", """Error payload={"message": "no"}""")]
    [InlineData("""{"channel": "c", "event": "", "data": 1}""", "Push channel=c payload=1")]
    public void Answers_and_messages_of_channels_as_clients_read_them(string message, string expected)
        => Assert.Equal(expected, EnvelopeText.Describe(EnvelopeText.Parse(message, DefaultDialect.Compat)));

    [Fact]
    public void Clients_send_their_numbers_as_strings()
    {
        var request = new WsEnvelope { Kind = WsEnvelopeKind.Request, Id = EnvelopeText.Utf8("7"), Method = EnvelopeText.Utf8("ech\u00f6"), Credit = -1 };

        Assert.Equal("""{"id": "7", "method": "ech\u00f6", "payload": {}}""", Write(in request, "{}"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("\"\"", "")]
    [InlineData("0", "")]
    [InlineData("-0", "")]
    [InlineData("0.00e5", "")]
    [InlineData("false", "")]
    [InlineData("[ ]", "")]
    [InlineData("{ }", "")]
    [InlineData("\"NULL\"", ", \"id\": \"NULL\"")]
    [InlineData("\"0\"", ", \"id\": \"0\"")]
    [InlineData("0.10", ", \"id\": 0.10")]
    [InlineData("true", ", \"id\": true")]
    [InlineData("[0]", ", \"id\": [0]")]
    [InlineData("{\"a\":1}", ", \"id\": {\"a\": 1}")]
    public void Ids_that_python_takes_for_false_are_left_out_of_errors(string id, string expected)
    {
        var error = new WsEnvelope { Kind = WsEnvelopeKind.Error, Id = EnvelopeText.Utf8(id), Error = new WsError("code", "no"), Credit = -1 };

        Assert.Equal("{\"error\": {\"message\": \"no\"}" + expected + "}", Write(in error));
    }

    [Fact]
    public void Long_ids_are_refused_and_not_echoed()
    {
        var longest = "\"" + new string('x', 4094) + "\"";

        Assert.Equal(WsEnvelopeKind.Request, EnvelopeText.Parse($$"""{"id":{{longest}},"method":"echo"}""", Server).Kind);
        var longer = EnvelopeText.Parse($$"""{"id":" {{longest[1..]}},"method":"echo"}""", Server);
        Assert.Equal(WsEnvelopeKind.Malformed, longer.Kind);
        Assert.Equal("longer than 4096 bytes", longer.Error!.Errors!["id"]);
        Assert.True(longer.Id.IsEmpty);
    }

    [Fact]
    public void Nothing_else_can_be_written()
    {
        Assert.Throws<ArgumentException>(() => Write(new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = EnvelopeText.Utf8("1") }));
        Assert.Throws<ArgumentException>(() => Write(new WsEnvelope { Kind = WsEnvelopeKind.Gap, Channel = EnvelopeText.Utf8("c"), Missed = 1 }));
    }

    private static string Write(in WsEnvelope envelope, string payload = "")
    {
        using var output = new OutputBuffer();
        var start = output.Mark();
        Server.Begin(output, in envelope);
        var content = output.Mark();
        output.Write(Encoding.UTF8.GetBytes(payload));
        Assert.True(Server.Finish(output, in envelope, start, content));
        return Encoding.UTF8.GetString(output.Written);
    }
}
