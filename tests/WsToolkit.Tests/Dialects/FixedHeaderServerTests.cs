using WsToolkit.Dialects;
using static WsToolkit.Tests.Dialects.FixedHeaderEnd;

namespace WsToolkit.Tests.Dialects;

public sealed class FixedHeaderServerTests
{
    private readonly FixedHeaderEnd _server = new(WsDialectRole.Server, Counting);

    [Theory]
    [InlineData(WsMessageType.Binary)]
    [InlineData(WsMessageType.Text)]
    public void A_request_is_read_from_text_and_from_bytes(WsMessageType type)
    {
        var request = _server.Parse("""0506abcdefghij{"Params": {"ID": "7e2a"}}""", type);

        Assert.Equal(WsEnvelopeKind.Request, request.Kind);
        Assert.Equal("0506", Text(request.Method));
        Assert.Equal("""{"Params": {"ID": "7e2a"}}""", Text(request.Payload));
        Assert.Equal("""abcdefghij200{"ID":"M:0"}""", _server.Answer(in request, WsEnvelopeKind.Response, """{"ID":"M:0"}"""));
    }

    [Theory]
    [InlineData("0506abcdefghij", "abcdefghij")]
    [InlineData("0510     12345{}", "     12345")]
    [InlineData("0510short     {}", "short     ")]
    public void Ids_come_back_as_they_came(string message, string id)
    {
        var request = _server.Parse(message);

        Assert.Equal(WsEnvelopeKind.Request, request.Kind);
        Assert.Equal(id + "200{}", _server.Answer(in request, WsEnvelopeKind.Response, "{}"));
    }

    [Theory]
    [InlineData("", "          ")]
    [InlineData("0506abcdefghi", "          ")]
    [InlineData("05\u00E906abcdefghij", "6abcdefghi")]
    [InlineData("0506abcdefghi\n{}", "          ")]
    public void What_is_no_request_is_answered(string message, string id)
    {
        var malformed = _server.Parse(message);

        Assert.Equal(WsEnvelopeKind.Malformed, malformed.Kind);
        var answer = _server.Answer(in malformed, WsEnvelopeKind.Error, error: malformed.Error);
        Assert.StartsWith(id + """400{"Code":"INCORRECT_REQUEST","Message":""", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "INCORRECT_REQUEST")]
    [InlineData("{\"a\":\"\u00E9\"}", "INCORRECT_REQUEST")]
    [InlineData("{} {}", "INCORRECT_REQUEST")]
    [InlineData("""{"RequestID":"too long an id"}""", "VALIDATION_ERROR")]
    [InlineData("""{"RequestID":"shorter"}""", "VALIDATION_ERROR")]
    public void A_body_that_is_no_JSON_or_has_no_proper_id_is_answered_with_the_request_s_id(string body, string code)
    {
        var malformed = _server.Parse("0510abcdefghij" + body);

        Assert.Equal(WsEnvelopeKind.Malformed, malformed.Kind);
        Assert.StartsWith(
            $$"""abcdefghij400{"Code":"{{code}}",""", _server.Answer(in malformed, WsEnvelopeKind.Error, error: malformed.Error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_nested_too_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 64)) + string.Concat(Enumerable.Repeat("]", 64));

        Assert.Null(_server.Parse("0506abcdefghij" + deep).Error);
        Assert.Contains("64", _server.Parse("0506abcdefghij[" + deep + "]").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_with_equal_ids_are_calls_of_their_own()
    {
        var (first, id) = (_server.Parse("0506a1b2c3d4e5{}"), _server.Parse("0506a1b2c3d4e5{}").Id.ToArray());

        Assert.Equal(WsEnvelopeKind.Request, first.Kind);
        Assert.NotEqual(id, _server.Parse("0506a1b2c3d4e5{}").Id.ToArray());
    }

    [Theory]
    [InlineData("""{"Params":{"ID":"M"},"RequestID":"RESULTS001"}""", "RESULTS001")]
    [InlineData("""{"RequestID":"0510UWoFkn"}""", "0510UWoFkn")]
    [InlineData("""{"Params":{"RequestID":"elsewhere"}}""", "0510UWoFkn")]
    [InlineData("{\"RequestID\":\"RESULTS\\u0030\\u0030\\u0031\"}", "RESULTS001")]
    [InlineData("{}", "0510UWoFkn")]
    [InlineData("", "0510UWoFkn")]
    public void A_stream_begins_with_the_request_s_id_and_goes_on_with_that_of_its_body(string body, string id)
    {
        var request = Kept(_server.Parse("05100510UWoFkn" + body));

        Assert.Equal("0510UWoFkn200{}", _server.Answer(in request, WsEnvelopeKind.StreamStart));
        Assert.Equal(id + "200{\"a\":1}", _server.Answer(in request, WsEnvelopeKind.Item, "{\"a\":1}"));
        Assert.Equal(id + "204{}", _server.Answer(in request, WsEnvelopeKind.Response, "null"));
    }

    [Fact]
    public void A_stream_that_fails_says_so_with_its_own_id_once_it_is_open()
    {
        var request = Kept(_server.Parse("""05100510UWoFkn{"RequestID":"RESULTS001"}"""));
        var error = new WsError("GONE", "It has gone.");

        Assert.Equal("""0510UWoFkn400{"Code":"GONE","Message":"It has gone."}""", _server.Answer(in request, WsEnvelopeKind.Error, error: error));
        _server.Answer(in request, WsEnvelopeKind.StreamStart);
        Assert.Equal("""RESULTS001400{"Code":"GONE","Message":"It has gone."}""", _server.Answer(in request, WsEnvelopeKind.Error, error: error));
    }

    [Fact]
    public void Without_a_status_for_it_the_end_of_a_stream_is_not_sent()
    {
        var server = new FixedHeaderEnd(WsDialectRole.Server, Counting with { StreamEndStatus = 0 });
        var request = Kept(server.Parse("0510abcdefghij{}"));

        server.Answer(in request, WsEnvelopeKind.StreamStart);
        Assert.Null(server.Answer(in request, WsEnvelopeKind.Response, "null"));
    }

    [Theory]
    [InlineData(WsErrorCodes.InvalidArguments, 0, "400", "VALIDATION_ERROR")]
    [InlineData(WsErrorCodes.RateLimited, 0, "400", "RATE_LIMIT")]
    [InlineData(WsErrorCodes.Forbidden, 0, "403", "forbidden")]
    [InlineData(WsErrorCodes.Unauthorized, 0, "403", "unauthorized")]
    [InlineData("not_found", 0, "404", "not_found")]
    [InlineData("already_exists", 0, "409", "already_exists")]
    [InlineData(WsErrorCodes.Internal, 0, "500", "internal_error")]
    [InlineData("MEASUREMENT_CLOSED", 0, "400", "MEASUREMENT_CLOSED")]
    [InlineData("MEASUREMENT_CLOSED", 409, "409", "MEASUREMENT_CLOSED")]
    [InlineData(WsErrorCodes.Internal, 503, "503", "internal_error")]
    [InlineData(WsErrorCodes.Internal, 200, "500", "internal_error")]
    [InlineData(WsErrorCodes.Internal, 12345, "500", "internal_error")]
    public void Codes_have_statuses(string code, int given, string status, string expected)
    {
        var request = _server.Parse("0506abcdefghij");

        Assert.Equal(
            $$"""abcdefghij{{status}}{"Code":"{{expected}}","Message":"no"}""",
            _server.Answer(in request, WsEnvelopeKind.Error, error: new WsError(code, "no") { Status = given }));
    }

    [Fact]
    public void Errors_name_fields_and_unknown_actions()
    {
        var request = _server.Parse("0999abcdefghij{}");

        Assert.Equal(
            """abcdefghij400{"Code":"INCORRECT_REQUEST","Message":"Invalid Route Number 0999"}""",
            _server.Answer(in request, WsEnvelopeKind.Error, error: new WsError(WsErrorCodes.MethodNotFound, "?")));
        Assert.Equal(
            """abcdefghij400{"Code":"VALIDATION_ERROR","Errors":{"ID":{"msgs":["required"]}},"Message":"no"}""",
            _server.Answer(
                in request,
                WsEnvelopeKind.Error,
                error: new WsError(WsErrorCodes.InvalidArguments, "no", new Dictionary<string, string> { ["ID"] = "required" })));
    }

    [Fact]
    public void A_result_that_is_nothing_is_an_empty_object()
    {
        var request = _server.Parse("0507abcdefghij{}");

        Assert.Equal("abcdefghij200{}", _server.Answer(in request, WsEnvelopeKind.Response, "null"));
        Assert.Equal("abcdefghij200true", _server.Answer(in request, WsEnvelopeKind.Response, "true"));
    }

    [Fact]
    public void Fields_are_where_they_are_declared()
    {
        var server = new FixedHeaderEnd(WsDialectRole.Server, new FixedHeaderOptions
        {
            Request = new FixedHeaderLayout(
                new FixedHeaderField(FixedHeaderFieldKind.Id, 4),
                new FixedHeaderField(FixedHeaderFieldKind.Action, 8, FixedHeaderPadding.RightSpace)),
            Response = new FixedHeaderLayout(
                new FixedHeaderField(FixedHeaderFieldKind.Status, 5, FixedHeaderPadding.LeftSpace),
                new FixedHeaderField(FixedHeaderFieldKind.Id, 4)),
            Body = FixedHeaderBody.Bytes,
        });
        var request = server.Parse("id01add     \u0001\u0002");

        Assert.Equal("add", Text(request.Method));
        Assert.Equal("\u0001\u0002", Text(request.Payload));
        Assert.Equal("  200id01abc", server.Answer(in request, WsEnvelopeKind.Response, "abc"));
    }

    [Fact]
    public void A_format_that_throws_costs_the_request_only()
    {
        var server = new FixedHeaderEnd(WsDialectRole.Server, new FixedHeaderOptions { Body = new BrokenBody(), Streams = [new FixedHeaderStream("0510")] });

        var malformed = server.Parse("0506abcdefghij!");
        Assert.Equal(WsEnvelopeKind.Malformed, malformed.Kind);
        Assert.Equal("abcdefghij400", server.Answer(in malformed, WsEnvelopeKind.Error, error: malformed.Error));
        Assert.Equal(WsEnvelopeKind.Request, server.Parse("0510abcdefghij").Kind);
        Assert.Equal(WsErrorCodes.Forbidden, server.Shared.ReadError("abcdefghij403"u8.ToArray()).Code);
    }

    private sealed class BrokenBody : FixedHeaderBody
    {
        public override WsError? Check(ReadOnlySpan<byte> body) => body.IsEmpty ? null : throw new FormatException();

        public override string? ReadText(ReadOnlySpan<byte> body, string member) => throw new FormatException();

        public override WsError ReadError(ReadOnlyMemory<byte> body) => throw new FormatException();

        public override void WriteError(Framing.OutputBuffer output, WsError error)
        {
            output.Write("half"u8);
            throw new FormatException();
        }
    }

    // A real server copies what it keeps beyond the message.
    private static WsEnvelope Kept(WsEnvelope request) => request with { Id = request.Id.ToArray() };
}
