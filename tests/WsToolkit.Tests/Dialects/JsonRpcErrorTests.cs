using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>The toolkit's error codes as numbers of JSON-RPC, and what is made of other servers' errors.</summary>
public class JsonRpcErrorTests
{
    private static readonly JsonRpcDialect Own = new(new JsonRpcOptions { ErrorCodes = new Dictionary<string, int> { ["sold_out"] = 17, [WsErrorCodes.Forbidden] = 403 } });

    public static TheoryData<string, int> Codes => new()
    {
        { WsErrorCodes.ParseError, -32700 },
        { WsErrorCodes.InvalidRequest, -32600 },
        { WsErrorCodes.MethodNotFound, -32601 },
        { WsErrorCodes.InvalidArguments, -32602 },
        { WsErrorCodes.Internal, -32603 },
        { WsErrorCodes.Cancelled, -32800 },
        { WsErrorCodes.Unauthorized, -32001 },
        { WsErrorCodes.Forbidden, -32002 },
        { WsErrorCodes.RateLimited, -32003 },
        { WsErrorCodes.TooManyCalls, -32004 },
        { WsErrorCodes.DeadlineExceeded, -32005 },
        { WsErrorCodes.StreamOverflow, -32006 },
        { WsErrorCodes.TooLarge, -32007 },
        { WsErrorCodes.ShuttingDown, -32008 },
        { WsErrorCodes.DuplicateId, -32009 },
        { WsErrorCodes.InvalidResult, -32010 },
        { "4711", 4711 },
        { "-5", -5 },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_a_number_and_the_number_is_the_code(string code, int number)
    {
        var error = JsonRpcDialect.Instance.ReadError(Utf8(Written(JsonRpcDialect.Instance, new WsError(code, "m"))));
        Assert.Equal((code, number, "m"), (error.Code, error.Status, error.Message));
        Assert.Equal(code, JsonRpcDialect.Instance.ReadError(Utf8($$"""{"code":{{number}},"message":"m"}""")).Code);
    }

    [Fact]
    public void The_application_s_own_codes_win()
    {
        Assert.StartsWith("""{"code":17,""", Written(Own, new WsError("sold_out", "m")), StringComparison.Ordinal);
        Assert.StartsWith("""{"code":403,""", Written(Own, new WsError(WsErrorCodes.Forbidden, "m")), StringComparison.Ordinal);
        Assert.Equal("sold_out", Own.ReadError(Utf8("""{"code":17,"message":"m"}""")).Code);
        Assert.Equal(WsErrorCodes.Forbidden, Own.ReadError(Utf8("""{"code":403,"message":"m"}""")).Code);
        Assert.StartsWith("""{"code":99,""", Written(Own, new WsError("sold_out", "m") { Status = 99 }), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new JsonRpcOptions { ErrorCodes = new Dictionary<string, int> { ["a"] = 1, ["b"] = 1 } });
    }

    [Theory]
    [InlineData("007", "-32000")]
    [InlineData("+7", "-32000")]
    [InlineData("99999999999", "-32000")]
    [InlineData("", "-32000")]
    public void What_is_no_number_is_none(string code, string number)
        => Assert.StartsWith($$"""{"code":{{number}},""", Written(JsonRpcDialect.Instance, new WsError(code, "m")), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"code":5,"message":"m","data":"why"}""", "5", "m", "data=why")]
    [InlineData("""{"code":5,"message":"m","data":{"code":"c","errors":{"a":"b"}}}""", "c", "m", "a=b")]
    [InlineData("""{"code":5,"message":"m","data":{"why":1}}""", "5", "m", "")]
    [InlineData("""{"code":5,"message":"m","data":[1, 2]}""", "5", "m", "data=[1, 2]")]
    [InlineData("""{"code":5,"message":"m","data":null}""", "5", "m", "")]
    [InlineData("""{"code":"text","message":"m"}""", "text", "m", "")]
    [InlineData("""{"code":1.5,"message":"m"}""", "1.5", "m", "")]
    [InlineData("\"text\"", "", "text", "")]
    [InlineData("[", "", "The other end reported an error.", "")]
    [InlineData("", "", "The other end reported an error.", "")]
    public void Errors_of_others_are_read_as_far_as_they_make_sense(string payload, string code, string message, string errors)
    {
        var error = JsonRpcDialect.Instance.ReadError(Utf8(payload));
        Assert.Equal((code, message), (error.Code, error.Message));
        Assert.Equal(errors, string.Join(";", (error.Errors ?? new Dictionary<string, string>()).Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    private static string Written(JsonRpcDialect dialect, WsError error)
    {
        using var output = new OutputBuffer();
        var envelope = new WsEnvelope { Kind = WsEnvelopeKind.Error, Id = Utf8("1"), Error = error, Credit = -1 };
        dialect.Begin(output, in envelope);
        dialect.End(output, in envelope);
        const string Head = """{"jsonrpc":"2.0","id":1,"error":""";
        var text = Encoding.UTF8.GetString(output.Written);
        Assert.StartsWith(Head, text, StringComparison.Ordinal);
        return text[Head.Length..^1];
    }

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
