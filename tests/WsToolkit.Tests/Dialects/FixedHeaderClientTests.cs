using WsToolkit.Dialects;
using static WsToolkit.Tests.Dialects.FixedHeaderEnd;

namespace WsToolkit.Tests.Dialects;

public sealed class FixedHeaderClientTests
{
    private readonly FixedHeaderEnd _client = new(WsDialectRole.Client, Counting);

    [Fact]
    public void Answers_find_their_calls_by_id_in_any_order()
    {
        Assert.Equal("0506" + "0506000001" + "{\"a\":1}", _client.Call("0506", "{\"a\":1}"));
        Assert.Equal("0506" + "0506000002" + "{}", _client.Call("0506"));

        Assert.Equal("Response 2 {\"b\":2}", _client.Receive("0506000002200{\"b\":2}"));
        Assert.Equal("Response 1 {}", _client.Receive("0506000001200"));
        Assert.Equal("nothing", _client.Receive("0506000001200"));
        Assert.True(_client.Shared.Unclaimed.TryRead(out var twice));
        Assert.Equal((FixedHeaderUnclaimedReason.UnknownId, "0506000001", 200), (twice.Reason, twice.Id, twice.Status));
    }

    [Theory]
    [InlineData("", FixedHeaderUnclaimedReason.TooShort)]
    [InlineData("050600000120", FixedHeaderUnclaimedReason.TooShort)]
    [InlineData("05060000012x0", FixedHeaderUnclaimedReason.InvalidStatus)]
    [InlineData("0506000001 20{}", FixedHeaderUnclaimedReason.InvalidStatus)]
    [InlineData("0506000001-20{}", FixedHeaderUnclaimedReason.InvalidStatus)]
    public void What_is_no_response_is_reported_and_kept(string message, FixedHeaderUnclaimedReason reason)
    {
        _client.Call("0506");

        Assert.Equal("reported", _client.Receive(message));
        Assert.True(_client.Shared.Unclaimed.TryRead(out var frame));
        Assert.Equal((reason, message), (frame.Reason, Text(frame.Message)));
        Assert.Null(_client.Write(new WsEnvelope { Kind = WsEnvelopeKind.Error, Error = new WsError("x", "y"), Credit = -1 }));
        Assert.Equal("Response 1 {}", _client.Receive("0506000001200{}"));
    }

    [Theory]
    [InlineData("400{\"Code\":\"VALIDATION_ERROR\",\"Errors\":{\"ID\":{\"msgs\":[\"a\",\"b\"]},\"x\":\"c\"},\"Message\":\"no\"}",
        "400 VALIDATION_ERROR 'no' [ID=a; b,x=c]")]
    [InlineData("403", "403 forbidden 'The other end answered with the status 403.' []")]
    [InlineData("404<html>", "404 not_found 'The other end answered with the status 404.' []")]
    [InlineData("409{\"Message\":\"there\"}", "409 already_exists 'there' []")]
    [InlineData("500[]", "500 internal_error 'The other end answered with the status 500.' []")]
    [InlineData("400{\"Code\":7,\"Errors\":[1],\"Message\":{}}", "400 invalid_request 'The other end answered with the status 400.' []")]
    [InlineData("302", "302 internal_error 'The other end answered with the status 302.' []")]
    [InlineData("000", "0 internal_error 'The other end answered with the status 0.' []")]
    public void Errors_have_status_code_message_fields_and_body(string answer, string expected)
    {
        _client.Call("0506");

        Assert.Equal($"Error 1 {expected} {answer[3..]}".TrimEnd(), _client.Receive("0506000001" + answer));
    }

    [Fact]
    public void The_kept_body_of_an_error_is_bounded()
    {
        var client = new FixedHeaderEnd(WsDialectRole.Client, Counting with { MaxErrorBodyBytes = 5 });
        client.Call("0506");

        Assert.EndsWith("[] 12345", client.Receive("0506000001500123456789"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_gets_an_id_of_its_own_in_the_body()
    {
        Assert.Equal(
            """05100510000001{"Params":{"ID":"M"},"RequestID":"0510000002"}""", _client.Call("0510", """{"Params":{"ID":"M"}}""", stream: true));

        Assert.Equal("StreamStart 1", _client.Receive("0510000001200{}"));
        Assert.Equal("Item 1 {\"r\":1}", _client.Receive("0510000002200{\"r\":1}"));
        Assert.Equal("Item 1 {}", _client.Receive("0510000002200{}"));
        Assert.Equal("Response 1", _client.Receive("0510000002204"));
        Assert.Equal("nothing", _client.Receive("0510000002200{\"r\":1}"));
        Assert.Equal(1, _client.Shared.Unclaimed.Count);
    }

    [Theory]
    [InlineData("", """{"RequestID":"0510000002"}""")]
    [InlineData("{}", """{"RequestID":"0510000002"}""")]
    [InlineData(" { } ", """{"RequestID":"0510000002"}""")]
    [InlineData("""{"RequestID":null}""", """{"RequestID":"0510000002"}""")]
    [InlineData("""{"RequestID":"","a":1}""", """{"RequestID":"0510000002","a":1}""")]
    [InlineData("""{"a":{"RequestID":"x"} }""", """{"a":{"RequestID":"x"},"RequestID":"0510000002"}""")]
    [InlineData("""{"a":1,"RequestID":"RESULTS001"}""", """{"a":1,"RequestID":"RESULTS001"}""")]
    [InlineData("""{"RequestID":1234567890}""", """{"RequestID":1234567890}""")]
    public void The_id_of_a_stream_is_put_where_there_is_none(string body, string sent)
        => Assert.Equal("0510" + "0510000001" + sent, _client.Call("0510", body, stream: true));

    [Theory]
    [InlineData("shorter")]
    [InlineData("much too long")]
    [InlineData("nine+\u00E9...")]
    public void An_id_that_does_not_fit_is_refused_before_it_is_sent(string id)
        => Assert.Equal(
            WsErrorCodes.InvalidArguments,
            Assert.Throws<WsException>(() => _client.Call("0510", $$"""{"RequestID":"{{id}}"}""", stream: true)).Code);

    [Fact]
    public void An_id_is_filled_up_where_that_is_declared()
    {
        var padded = new FixedHeaderLayout(
            new FixedHeaderField(FixedHeaderFieldKind.Id, 10, FixedHeaderPadding.LeftSpace), new FixedHeaderField(FixedHeaderFieldKind.Status, 3));
        var client = new FixedHeaderEnd(WsDialectRole.Client, Counting with { Response = padded });
        client.Call("0510", """{"RequestID":12345}""", stream: true);

        Assert.Equal("Item 1 {\"r\":1}", client.Receive("     12345200{\"r\":1}"));
    }

    [Fact]
    public void Two_streams_cannot_have_one_id()
    {
        _client.Call("0510", """{"RequestID":"RESULTS001"}""", stream: true);

        Assert.Equal(
            WsErrorCodes.DuplicateId,
            Assert.Throws<WsException>(() => _client.Call("0510", """{"RequestID":"RESULTS001"}""", stream: true)).Code);
    }

    [Fact]
    public void Results_may_come_before_the_stream_is_said_to_be_open()
    {
        _client.Call("0510", """{"RequestID":"RESULTS001"}""", stream: true);

        Assert.Equal("Item 1 {\"r\":1}", _client.Receive("RESULTS001200{\"r\":1}"));
        Assert.Equal("StreamStart 1", _client.Receive("0510000001200"));
        Assert.Equal("Item 1 {\"r\":2}", _client.Receive("RESULTS001200{\"r\":2}"));
    }

    [Fact]
    public void Request_and_stream_may_have_one_id()
    {
        _client.Call("0510", """{"RequestID":"0510000001"}""", stream: true);

        Assert.Equal("Item 1 {\"r\":1}", _client.Receive("0510000001200{\"r\":1}"));
        Assert.Equal("StreamStart 1", _client.Receive("0510000001200{ }"));
        Assert.Equal("Item 1 {}", _client.Receive("0510000001200{}"));
        Assert.StartsWith("Error 1 500", _client.Receive("0510000001500"), StringComparison.Ordinal);
        Assert.Equal("nothing", _client.Receive("0510000001200{}"));
    }

    [Fact]
    public void A_stream_that_is_not_declared_has_the_id_of_its_request()
    {
        Assert.Equal("0511" + "0511000001" + "{}", _client.Call("0511", stream: true));

        Assert.Equal("StreamStart 1", _client.Receive("0511000001200{}"));
        Assert.Equal("Item 1 {\"r\":1}", _client.Receive("0511000001200{\"r\":1}"));
    }

    [Fact]
    public void What_comes_for_a_call_that_was_given_up_is_passed_over_once()
    {
        _client.Call("0506");
        _client.Abandon(1);

        Assert.Equal("nothing", _client.Receive("0506000001200{}"));
        Assert.Equal(0, _client.Shared.Unclaimed.Count);
        Assert.Equal("nothing", _client.Receive("0506000001200{}"));
        Assert.Equal(1, _client.Shared.Unclaimed.Count);
    }

    [Fact]
    public void The_oldest_of_too_many_given_up_calls_is_forgotten()
    {
        var client = new FixedHeaderEnd(WsDialectRole.Client, Counting with { MaxAbandonedCalls = 2 });
        for (var call = 1; call <= 3; call++)
        {
            client.Call("0506");
            client.Abandon(call);
        }

        client.Receive("0506000002200{}");
        client.Receive("0506000003200{}");
        Assert.Equal(0, client.Shared.Unclaimed.Count);
        client.Receive("0506000001200{}");
        Assert.Equal(1, client.Shared.Unclaimed.Count);
    }

    [Fact]
    public void An_id_in_use_is_not_taken()
    {
        var numbers = new Queue<byte>("1123"u8.ToArray());
        var client = new FixedHeaderEnd(WsDialectRole.Client, new FixedHeaderOptions { Ids = FixedHeaderIds.Create((id, _, _) => id.Fill(numbers.Dequeue())) });

        Assert.StartsWith("05061111111111", client.Call("0506"), StringComparison.Ordinal);
        Assert.StartsWith("05062222222222", client.Call("0506"), StringComparison.Ordinal);
    }

    [Fact]
    public void When_no_id_is_free_the_call_fails()
    {
        var client = new FixedHeaderEnd(WsDialectRole.Client, new FixedHeaderOptions { Ids = FixedHeaderIds.Create((id, _, _) => id.Fill((byte)'x')) });
        client.Call("0506");

        Assert.Equal(WsErrorCodes.TooManyCalls, Assert.Throws<WsException>(() => client.Call("0506")).Code);
    }

    [Fact]
    public async Task Frames_for_nobody_wait_within_bounds_and_the_rest_is_counted()
    {
        var client = new FixedHeaderEnd(WsDialectRole.Client, Counting with { MaxUnclaimedFrames = 2, MaxUnclaimedBytes = 30 });
        client.Receive("unknown--1200");
        client.Receive("unknown--2200");
        client.Receive("unknown--3200");
        var unclaimed = client.Shared.Unclaimed;

        Assert.Equal((2, 1), (unclaimed.Count, unclaimed.Dropped));
        var ids = new List<string>();
        await foreach (var frame in unclaimed.ReadAllAsync())
        {
            ids.Add(frame.Id);
            if (ids.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["unknown--1", "unknown--2"], ids);
        client.Receive("unknown--4200and too long to be kept");
        Assert.Equal((0, 2), (unclaimed.Count, unclaimed.Dropped));
    }
}
