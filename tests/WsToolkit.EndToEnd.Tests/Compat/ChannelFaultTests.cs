using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>What the original does wrong with channels and this end does not, and what only several connections show.</summary>
public class ChannelFaultTests
{
    [Theory]
    [BothHosts]
    public async Task Everybody_whose_pattern_matches_gets_a_message_once(HostKind over)
    {
        await using var host = await CompatHost.StartSampleAsync(over);
        await using var all = await host.OpenAsync();
        await using var some = await host.OpenAsync();
        await using var publisher = await host.OpenAsync();
        await SubscribeAsync(all, "test", "*");
        await SubscribeAsync(some, "test", "a");
        await SubscribeAsync(some, "test", "?");
        await SubscribeAsync(some, "test", "*");

        await PublishAsync(publisher, "test", "a", "\"first\"");
        await PublishAsync(publisher, "test", "b", "\"second\"");

        foreach (var subscriber in (RawConnection[])[all, some])
        {
            Assert.Equal("""{"channel": "test", "event": "a", "data": "first"}""", await subscriber.ReceiveAsync());
            Assert.Equal("""{"channel": "test", "event": "b", "data": "second"}""", await subscriber.ReceiveAsync());
        }
    }

    [Theory]
    [InlineData("a.b", "aXb", "a.b")]
    [InlineData("a+", "aa", "a+")]
    [InlineData("(a", "a", "(a")]
    [InlineData("a\\\\b", "ab", "a\\\\b")]
    [InlineData("^a$", "a", "^a$")]
    public async Task Other_characters_in_a_pattern_stand_for_themselves(string pattern, string other, string same)
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();
        await SubscribeAsync(connection, "test", pattern);

        await PublishAsync(connection, "test", other, "[]");
        await PublishAsync(connection, "test", same, "{}");

        Assert.Equal($$$"""{"channel": "test", "event": "{{{same}}}", "data": {}}""", await connection.ReceiveAsync());
    }

    [Theory]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("x[")]
    public async Task A_bad_pattern_is_an_error_and_leaves_no_channel_behind(string pattern)
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"error": {"message": "Invalid RPC parameters", "errors": {"event": "not a valid pattern"}}, "id": "s", "method": "subscribe"}""",
            await connection.AskAsync($$$"""{"id":"s","method":"subscribe","payload":{"channel":"test","event":"{{{pattern}}}"}}"""));
        Assert.Equal("""{"connections": 1, "channels": {}}""", await InfoAsync(connection));
    }

    [Theory]
    [InlineData("publish", """{"channel":null,"data":"x"}""", """{"channel": "must not be null"}""")]
    [InlineData("subscribe", """{"channel":null}""", """{"channel": "must not be null"}""")]
    [InlineData("unsubscribe", """{"channel":null}""", """{"channel": "must not be null"}""")]
    [InlineData("publish", """{"channel":"","data":"x"}""", """{"channel": "Cannot publish to channel"}""")]
    [InlineData("subscribe", """{"channel":""}""", """{"channel": "Invalid channel"}""")]
    [InlineData("publish", """{"channel":"\ud800","data":"x"}""", """{"channel": "not valid type"}""")]
    public async Task Names_that_are_none_are_errors(string method, string payload, string errors)
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            $$$"""{"error": {"message": "Invalid RPC parameters", "errors": {{{errors}}}}, "id": "1", "method": "{{{method}}}"}""",
            await connection.AskAsync($$"""{"id":"1","method":"{{method}}","payload":{{payload}} }"""));
    }

    [Fact]
    public async Task The_text_NULL_arrives_as_it_was_published()
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();
        await SubscribeAsync(connection, "test", "NULL");

        Assert.Equal("""{"channel": "test", "event": "NULL", "data": "NULL"}""", await PublishAsync(connection, "test", "NULL", "\"NULL\""));
        Assert.Equal("""{"channel": "test", "event": "NULL", "data": "NULL"}""", await connection.ReceiveAsync());
    }

    [Fact]
    public async Task Who_has_gone_is_in_no_channel_any_more()
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Kestrel);
        await using var here = await host.OpenAsync();
        await SubscribeAsync(here, "test", "*");
        await using (var closes = await host.OpenAsync())
        {
            await SubscribeAsync(closes, "test", "a");
            Assert.Equal("""{"connections": 2, "channels": {"test": {"*": 1, "a": 1}}}""", await InfoAsync(here));
            await closes.CloseAsync();
        }

        Assert.Equal("""{"connections": 1, "channels": {"test": {"*": 1}}}""", await InfoAsync(here));
    }

    [Fact]
    public async Task Leaving_a_channel_of_others_changes_nothing()
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var other = await host.OpenAsync();
        await using var connection = await host.OpenAsync();
        await SubscribeAsync(other, "test", "*");

        Assert.Equal(
            """{"id": "u", "method": "unsubscribe", "response": {"subscribed": {}}}""",
            await connection.AskAsync("""{"id":"u","method":"unsubscribe","payload":{"channel":"test"}}"""));
        Assert.Equal("""{"connections": 2, "channels": {"test": {"*": 1}}}""", await InfoAsync(other));
    }

    [Theory]
    [BothHosts]
    public async Task A_message_that_cannot_be_delivered_ends_all_who_have_subscribed_and_nobody_else(HostKind over)
    {
        await using var host = await CompatHost.StartSampleAsync(over);
        await using var first = await host.OpenAsync();
        await using var second = await host.OpenAsync();
        await using var publisher = await host.OpenAsync();
        await SubscribeAsync(first, "test", "*");
        await SubscribeAsync(second, "test", "other");
        await SubscribeAsync(publisher, "elsewhere", "*");

        Assert.Equal("""{"channel": "test", "event": "x", "data": "error"}""", await PublishAsync(publisher, "test", "x", "\"error\""));

        Assert.Equal(WsCloseCode.Normal, (await first.ReceiveCloseAsync(nothingBefore: true)).Code);
        Assert.Equal(WsCloseCode.Normal, (await second.ReceiveCloseAsync(nothingBefore: true)).Code);
        Assert.Equal("""{"connections": 1, "channels": {"elsewhere": {"*": 1}}}""", await InfoAsync(publisher));
    }

    [Fact]
    public async Task Clients_that_know_no_notices_get_none_when_the_server_goes_away()
    {
        await using var host = await CompatHost.StartSampleAsync(HostKind.Memory);
        await using var connection = await host.OpenAsync();
        await SubscribeAsync(connection, "test", "*");

        var stopping = host.Memory.StopAsync();

        Assert.Equal(WsCloseCode.GoingAway, (await connection.ReceiveCloseAsync(nothingBefore: true)).Code);
        await connection.CloseAsync();
        await stopping.Soon();
    }

    private static async Task SubscribeAsync(RawConnection connection, string channel, string pattern)
        => Assert.StartsWith(
            """{"id": "s", "method": "subscribe", "response": """,
            await connection.AskAsync($$$"""{"id":"s","method":"subscribe","payload":{"channel":"{{{channel}}}","event":"{{{pattern}}}"}}"""));

    private static Task<string> PublishAsync(RawConnection connection, string channel, string eventName, string data)
        => ResponseAsync(
            connection,
            "publish",
            $$$"""{"id":"p","method":"publish","payload":{"channel":"{{{channel}}}","event":"{{{eventName}}}","data":{{{data}}}}}""");

    private static Task<string> InfoAsync(RawConnection connection)
        => ResponseAsync(connection, "server_info", """{"id":"p","method":"server_info"}""");

    private static async Task<string> ResponseAsync(RawConnection connection, string method, string message)
    {
        var answer = await connection.AskAsync(message);
        var head = $$"""{"id": "p", "method": "{{method}}", "response": """;
        Assert.StartsWith(head, answer);
        return answer[head.Length..^1];
    }
}
