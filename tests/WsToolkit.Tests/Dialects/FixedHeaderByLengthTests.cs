using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

/// <summary>The compatibility policy for servers that answer everything with one id.</summary>
public sealed class FixedHeaderByLengthTests
{
    private static readonly FixedHeaderOptions ByLength = new()
    {
        Ids = FixedHeaderIds.OnePerConnection,
        LengthClasses = new FixedHeaderLengthClasses(),
        Streams = [new FixedHeaderStream("0510")],
        Body = FixedHeaderBody.Bytes,
    };

    private readonly FixedHeaderEnd _client = new(WsDialectRole.Client, ByLength);

    [Fact]
    public void All_requests_of_a_connection_have_one_id()
    {
        var id = _client.Call("0506", "")[4..14];

        Assert.Equal("0510" + id, _client.Call("0510", "", stream: true));
        Assert.NotEqual(id, new FixedHeaderEnd(WsDialectRole.Client, ByLength).Call("0506", "")[4..14]);
    }

    [Theory]
    [InlineData(13, "StreamStart 2")]
    [InlineData(14, "Response 1")]
    [InlineData(60, "Response 1")]
    [InlineData(61, "Item 2")]
    public void Lengths_tell_what_a_message_is(int length, string expected)
    {
        var id = Begin();

        Assert.Equal(expected, _client.Receive(id + "200" + new string('x', length - 13)).Split(" x")[0]);
    }

    [Fact]
    public void Less_than_a_header_is_reported()
    {
        Begin();

        Assert.Equal("reported", _client.Receive("a1b2c3d4e520"));
    }

    [Fact]
    public void Answers_go_to_the_oldest_calls_and_acknowledgements_to_streams()
    {
        var id = Begin();
        _client.Call("0506", "");

        Assert.Equal("Response 1 one", _client.Receive(id + "200one"));
        Assert.Equal("StreamStart 2", _client.Receive(id + "200"));
        Assert.Equal("Response 3 two", _client.Receive(id + "200two"));
        Assert.Equal($"Item 2 {new string('r', 48)}", _client.Receive("0123456789200" + new string('r', 48)));
        Assert.Equal("Item 2 short", _client.Receive(id + "200short"));
        Assert.Equal("Response 2", _client.Receive(id + "204"));
        Assert.Equal("nothing", _client.Receive(id + "200"));
        Assert.Equal(1, _client.Shared.Unclaimed.Count);
    }

    [Fact]
    public void An_error_of_any_length_goes_to_the_oldest_request()
    {
        var id = Begin();

        Assert.StartsWith("Error 1 400", _client.Receive(id + "400" + new string('e', 100)), StringComparison.Ordinal);
        Assert.StartsWith("Error 2 400", _client.Receive(id + "400e"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_was_given_up_keeps_its_place()
    {
        var id = Begin();
        _client.Call("0506", "");
        _client.Abandon(1);

        Assert.Equal("nothing", _client.Receive(id + "200late"));
        Assert.Equal("Response 3 mine", _client.Receive(id + "200mine"));
        Assert.Equal(0, _client.Shared.Unclaimed.Count);
    }

    [Fact]
    public void Items_of_several_streams_need_their_ids()
    {
        var client = new FixedHeaderEnd(WsDialectRole.Client, ByLength with { Body = FixedHeaderBody.Json });
        client.Call("0510", """{"RequestID":"RESULTS001"}""", stream: true);
        client.Call("0510", """{"RequestID":"RESULTS002"}""", stream: true);
        var item = new string(' ', 50) + "1";

        Assert.StartsWith("Item 2", client.Receive("RESULTS002200" + item), StringComparison.Ordinal);
        Assert.StartsWith("Item 1", client.Receive("RESULTS001200" + item), StringComparison.Ordinal);
        Assert.Equal("nothing", client.Receive("RESULTS003200" + item));
        Assert.StartsWith("Error 2", client.Receive("RESULTS002500"), StringComparison.Ordinal);
    }

    private string Begin()
    {
        var id = _client.Call("0506", "")[4..14];
        _client.Call("0510", "", stream: true);
        return id;
    }
}
