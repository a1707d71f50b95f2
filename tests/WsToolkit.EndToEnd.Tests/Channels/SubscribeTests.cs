using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>Subscribing, unsubscribing and publishing, as they stand on the wire.</summary>
public sealed class SubscribeTests
{
    [Theory]
    [BothHosts]
    public async Task The_answer_is_the_callers_whole_map_in_its_order(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        await using var client = await host.OpenAsync();
        await using var other = await host.OpenAsync("drop:z");
        Assert.Equal("""{"drop:b":["*"]}""", await SubscribedAsync(client, "subscribe", "\"channel\":\"drop:b\""));
        Assert.Equal("""{"drop:b":["*"],"drop:a":["x"]}""", await SubscribedAsync(client, "subscribe", "\"channel\":\"drop:a\",\"event\":\"x\""));
        Assert.Equal("""{"drop:b":["*","tr*"],"drop:a":["x"]}""", await SubscribedAsync(client, "subscribe", "\"event\":\"tr*\",\"channel\":\"drop:b\""));
        Assert.Equal("""{"drop:b":["*","tr*"],"drop:a":["x"]}""", await SubscribedAsync(client, "subscribe", "\"channel\":\"drop:b\",\"event\":null"));
        Assert.Equal("""{"drop:b":["*","tr*"],"drop:a":["x"]}""", await SubscribedAsync(client, "unsubscribe", "\"channel\":\"drop:a\""));
        Assert.Equal("""{"drop:b":["tr*"],"drop:a":["x"]}""", await SubscribedAsync(client, "unsubscribe", "\"channel\":\"drop:b\""));
        Assert.Equal("""{"drop:b":["tr*"]}""", await SubscribedAsync(client, "unsubscribe", "\"channel\":\"drop:a\",\"event\":\"x\""));
        Assert.Equal("""{"connections":2,"channels":{"drop:z":{"*":1},"drop:b":{"tr*":1}}}""", await client.InfoAsync());
        Assert.Equal("{}", await SubscribedAsync(client, "unsubscribe", "\"channel\":\"drop:b\",\"event\":\"tr*\""));
        Assert.Equal("""{"connections":2,"channels":{"drop:z":{"*":1}}}""", await client.InfoAsync());
    }

    [Theory]
    [BothHosts]
    public async Task Publishing_is_answered_before_the_publishers_own_copy(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        await using var client = await host.OpenAsync("chat:a");
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(
                $$$$"""{"id":{{{{i}}}},"method":"publish","response":{"channel":"chat:a","event":null,"data":{"n":{{{{i}}}},"key":null}}}""",
                await client.AskAsync($$$$"""{"id":{{{{i}}}},"method":"publish","payload":{"channel":"chat:a","data":{"n":{{{{i}}}},"more":1}}}"""));
            Assert.Equal($$$"""{"channel":"chat:a","event":"","data":{"n":{{{i}}},"key":null}}""", await client.ReceiveAsync());
        }

        Assert.Equal(
            """{"id":"p","method":"publish","response":{"channel":"chat:a","event":"halt","data":{"why":"noon","n":1,"key":null}}}""",
            await client.AskAsync("""{"id":"p","method":"publish","payload":{"channel":"chat:a","event":"halt","data":{"n":1,"why":"noon"}}}"""));
        Assert.Equal("""{"channel":"chat:a","event":"halt","data":{"why":"noon","n":1,"key":null}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_further_pattern_is_answered_before_its_messages()
    {
        var bus = new DirectBus("snapped:a");
        await using var host = await BoardHost.StartAsync(services: bus.AddTo);
        await using var client = await host.OpenAsync("snapped:a", "x");
        await using var witness = await host.OpenAsync("snapped:a");

        // The connection wants the pattern's events, and one comes, before the answer can be sent. The witness is served after it.
        host.State.Snapshot = _ => ReceiveAsync();
        await client.SendAsync("""{"id":1,"method":"subscribe","payload":{"channel":"snapped:a","event":"hel*"}}""");
        Assert.Equal(
            """{"id":1,"method":"subscribe","response":{"subscribed":{"snapped:a":["x","hel*"]}}}""", await client.ReceiveAsync());
        Assert.Equal("""{"channel":"snapped:a","event":"hello","data":{"n":1}}""", await client.ReceiveAsync());

        async IAsyncEnumerable<Tick> ReceiveAsync()
        {
            await bus.ReceiveAsync("{\"n\":1}");
            Assert.Equal([1], (await witness.ReceiveUntilAsync(1)).Numbers);
            yield break;
        }
    }

    [Fact]
    public async Task A_message_that_matches_several_patterns_comes_once_and_one_that_matches_none_does_not()
    {
        await using var host = await BoardHost.StartAsync();
        await using var one = await host.OpenAsync("chat:a", "tr*");
        await one.SubscribeAsync("chat:a", "*de");
        await one.SubscribeAsync("chat:a", "trade");
        await using var all = await host.OpenAsync("chat:a");
        await using var exact = await host.OpenAsync("chat:a", "trade");
        var channel = host.Publisher.At(Board.Chat, "a");
        await channel.PublishAsync("trade", new Tick(1));
        await channel.PublishAsync("quote", new Tick(2));
        await channel.PublishAsync(new Halt(3, "noon"));
        await channel.PublishAsync("trade", new Tick(4));
        Assert.Equal([1, 4], (await one.ReceiveUntilAsync(4)).Numbers);
        Assert.Equal([1, 2, 3, 4], (await all.ReceiveUntilAsync(4)).Numbers);
        Assert.Equal([1, 4], (await exact.ReceiveUntilAsync(4)).Numbers);
    }

    [Theory]
    [InlineData("""{"channel":"nosuch"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":""}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"drop:a:b"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"drop:a%3ab"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"drop:%41"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"drop:a/../b"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"DROP:a"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":"drop:{key}"}""", "invalid_arguments", """{"channel":"Invalid channel"}""")]
    [InlineData("""{"channel":5}""", "invalid_arguments", """{"channel":"not valid type"}""")]
    [InlineData("""{"channel":"\ud800"}""", "invalid_arguments", """{"channel":"not valid type"}""")]
    [InlineData("""{"channel":null}""", "invalid_arguments", """{"channel":"must not be null"}""")]
    [InlineData("""{}""", "invalid_arguments", """{"channel":"required"}""")]
    [InlineData("""{"channel":"drop:a","channel":"drop:b"}""", "invalid_arguments", """{"channel":"given twice"}""")]
    [InlineData("""{"channel":"drop:a","event":5}""", "invalid_arguments", """{"event":"not valid type"}""")]
    [InlineData("""{"channel":"drop:a","event":"[a"}""", "invalid_arguments", """{"event":"not a valid pattern"}""")]
    [InlineData("""{"channel":"drop:a","event":"x[]"}""", "invalid_arguments", """{"event":"not a valid pattern"}""")]
    [InlineData("""["drop:a"]""", "invalid_arguments", """{"payload":"expected an object"}""")]
    public async Task A_bad_subscription_is_refused_by_field_and_leaves_nothing(string payload, string code, string errors)
    {
        await using var host = await BoardHost.StartAsync();
        await using var client = await host.OpenAsync();
        Assert.Equal(
            $$$"""{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"{{{code}}}","errors":{{{errors}}}}}""",
            await client.AskAsync($$"""{"id":1,"method":"subscribe","payload":{{payload}}}"""));
        Assert.Equal("""{"connections":1,"channels":{}}""", await client.InfoAsync());
    }

    [Theory]
    [InlineData("""{"channel":"nosuch","data":{"n":1}}""", "invalid_arguments", """{"channel":"Cannot publish to channel"}""")]
    [InlineData("""{"channel":"drop:a","data":{"n":1}}""", "forbidden", """{"channel":"Cannot publish to channel"}""")]
    [InlineData("""{"channel":"chat:a"}""", "invalid_arguments", """{"data":"required"}""")]
    [InlineData("""{}""", "invalid_arguments", """{"data":"required","channel":"required"}""")]
    [InlineData("""{"channel":"chat:a","data":"text"}""", "invalid_arguments", """{"data":"not valid type"}""")]
    [InlineData("""{"channel":"chat:a","data":{"n":"x"}}""", "invalid_arguments", """{"data":"not valid type"}""")]
    [InlineData("""{"channel":"chat:a","data":{"n":1,"n":2}}""", "invalid_arguments", """{"data":"not valid type"}""")]
    [InlineData("""{"channel":"chat:a","event":"halt","data":{"n":1}}""", "invalid_arguments", """{"data":"not valid type"}""")]
    [InlineData("""{"channel":"chat:a","data":null}""", "invalid_arguments", """{"data":"must not be null"}""")]
    public async Task A_bad_publication_is_refused_by_field_and_reaches_nobody(string payload, string code, string errors)
    {
        await using var host = await BoardHost.StartAsync();
        await using var client = await host.OpenAsync("chat:a");
        Assert.Equal(
            $$$"""{"id":1,"method":"publish","error":{"message":"Invalid RPC parameters","code":"{{{code}}}","errors":{{{errors}}}}}""",
            await client.AskAsync($$"""{"id":1,"method":"publish","payload":{{payload}}}"""));
        await host.Publisher.At(Board.Chat, "a").PublishAsync(new Tick(7));
        Assert.Equal([7], (await client.ReceiveUntilAsync(7)).Numbers);
    }

    [Fact]
    public async Task Unsubscribing_from_what_is_not_subscribed_is_an_error()
    {
        await using var host = await BoardHost.StartAsync();
        await using var client = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"unsubscribe","error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"channel":"Invalid channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"unsubscribe","payload":{"channel":"drop:a"}}"""));
    }

    [Fact]
    public async Task There_are_limits()
    {
        await using var host = await BoardHost.StartAsync(options: options =>
        {
            options.MaxSubscriptionsPerConnection = 3;
            options.MaxChannelNameLength = 12;
        });
        await using var client = await host.OpenAsync("drop:a");
        await client.SubscribeAsync("drop:a", "x");
        await client.SubscribeAsync("drop:b");
        await client.SubscribeAsync("drop:b");
        foreach (var payload in new[] { """{"channel":"drop:b","event":"y"}""", """{"channel":"drop:c"}""" })
        {
            Assert.Equal(
                """{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"too_large","errors":{"channel":"more than 3 subscriptions"}}}""",
                await client.AskAsync($$"""{"id":1,"method":"subscribe","payload":{{payload}}}"""));
        }

        Assert.Contains("\"channel\":\"longer than 12 characters\"", await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"drop:12345678"}}"""));
        Assert.Contains("\"event\":\"longer than 12 characters\"", await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"drop:a","event":"1234567890123"}}"""));
        Assert.Contains(
            "\"event\":\"longer than 12 characters\"",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"chat:a","event":"1234567890123","data":{"n":1}}}"""));
    }

    [Fact]
    public async Task A_catch_all_takes_any_name_as_it_is()
    {
        await using var host = await BoardHost.StartAsync(endpoint: static builder => builder.Add<Board>().Add<Anything>());
        await using var client = await host.OpenAsync("drop:a:b /?%");
        await client.SubscribeAsync("drop:a");
        Assert.Equal(
            """{"id":1,"method":"publish","response":{"channel":"drop:a:b /?%","event":"e","data":[1.10,null]}}""",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"drop:a:b /?%","event":"e","data":[1.10,null]}}"""));
        Assert.Equal("""{"channel":"drop:a:b /?%","event":"e","data":[1.10,null]}""", await client.ReceiveAsync());
        Assert.Equal(
            """{"id":1,"method":"publish","error":{"message":"Invalid RPC parameters","code":"forbidden","errors":{"channel":"Cannot publish to channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"drop:a","data":{"n":1}}}"""));
    }

    [Fact]
    public async Task Without_channels_there_are_no_such_methods()
    {
        await using var host = await BoardHost.StartAsync(options: static options => options.ServerInfo = false, endpoint: static builder => builder.Add<Nothing>());
        await using var client = await host.OpenAsync();
        foreach (var method in new[] { "subscribe", "unsubscribe", "publish", "server_info" })
        {
            Assert.Equal(
                $$$$"""{"id":1,"method":"{{{{method}}}}","error":{"message":"Invalid RPC parameters","code":"method_not_found","errors":{"method":"{{{{method}}}} method not available"}}}""",
                await client.AskAsync($$$"""{"id":1,"method":"{{{method}}}","payload":{"channel":"a","data":1}}"""));
        }
    }

    [Fact]
    public async Task Server_info_is_there_only_where_it_is_switched_on()
    {
        await using var host = await BoardHost.StartAsync(options: static options => options.ServerInfo = false);
        await using var client = await host.OpenAsync("drop:a");
        Assert.Contains("method_not_found", await client.AskAsync("""{"id":1,"method":"server_info"}"""));
    }

    [Theory]
    [InlineData("""{"channel":"drop:a","event":"","data":1}""")]
    [InlineData("""{"channel":"drop:a","missed":1}""")]
    [InlineData("""{"going_away":1}""")]
    public async Task What_only_servers_send_is_answered_as_an_empty_message(string message)
    {
        await using var host = await BoardHost.StartAsync();
        await using var client = await host.OpenAsync();
        Assert.Equal(await client.AskAsync("{}"), await client.AskAsync(message));
    }

    [Fact]
    public void Two_templates_of_one_shape_on_one_endpoint_fail_when_it_is_built()
    {
        var builder = new Server.WsEndpointBuilder(new ServiceCollection().BuildServiceProvider());
        builder.Add<Board>().Add<Board>();
        Assert.Contains("same shape", Assert.Throws<InvalidOperationException>(builder.Build).Message);
    }

    private static async Task<string> SubscribedAsync(RawConnection client, string method, string payload)
    {
        var head = $$$"""{"id":1,"method":"{{{method}}}","response":{"subscribed":""";
        var answer = await client.AskAsync($$$"""{"id":1,"method":"{{{method}}}","payload":{{{{payload}}}}}""");
        Assert.StartsWith(head, answer, StringComparison.Ordinal);
        return answer[head.Length..^2];
    }
}
