using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>What the generator writes for channels, served and seen on the wire.</summary>
public sealed class GeneratedChannelTests
{
    [Fact]
    public async Task A_call_publishes_under_the_name_and_the_event_of_its_types()
    {
        await using var host = WsTestHost.Create<Exchange>();
        await using var client = new TransportConnection(host.ConnectTransport());
        await using var caller = new TransportConnection(host.ConnectTransport());
        await client.SubscribeAsync("orders:1");
        Assert.Equal(
            """{"id":1,"method":"fill","response":null}""",
            await caller.AskAsync("""{"id":1,"method":"fill","payload":{"id":"1","price":2.50}}"""));
        Assert.Equal("""{"channel":"orders:1","event":"filled","data":{"price":2.50,"id":"1"}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task The_publisher_opens_the_same_channels_and_hears_types()
    {
        await using var host = WsTestHost.Create<Exchange>();
        var publisher = host.Services.GetRequiredService<WsPublisher<Exchange>>();
        var heard = new List<OrderNews>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var subscription = await publisher.Orders("x/y").SubscribeAsync(news =>
        {
            heard.Add(news);
            if (heard.Count == 2)
            {
                done.SetResult();
            }
        });
        await using var client = new TransportConnection(host.ConnectTransport());
        await using var caller = new TransportConnection(host.ConnectTransport());
        await client.SubscribeAsync("orders:x%2Fy", "c*");
        await caller.AskAsync("""{"id":1,"method":"fill","payload":{"id":"x/y","price":1}}""");
        await publisher.Orders("x/y").PublishAsync(new OrderCancelled("x/y"));
        await done.Task.Soon();
        Assert.Equal([new OrderFilled("x/y", 1), new OrderCancelled("x/y")], heard);
        Assert.Equal("""{"channel":"orders:x%2Fy","event":"cancelled","data":{"id":"x/y"}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task A_message_that_nobody_could_read_is_refused()
    {
        await using var host = WsTestHost.Create<Exchange>();
        var orders = host.Services.GetRequiredService<WsPublisher<Exchange>>().Orders("a");
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => orders.PublishAsync("closed", new OrderCancelled("a")).AsTask());
        Assert.Contains("this type's event is 'cancelled'", refusal.Message, StringComparison.Ordinal);
        await orders.PublishAsync("cancelled", new OrderCancelled("a"));
        var client = await host.ConnectAsync<ExchangeClient>();
        await Assert.ThrowsAsync<ArgumentException>(() => client.Orders("a").PublishAsync("closed", new OrderCancelled("a")).AsTask());
    }

    [Fact]
    public async Task A_refusal_names_the_field_and_the_code()
    {
        await using var host = WsTestHost.Create<Exchange>();
        var client = await host.ConnectAsync<ExchangeClient>();
        var refusal = await Assert.ThrowsAsync<WsException>(() => client.Orders("secret").SubscribeAsync(static _ => { }).AsTask());
        Assert.Equal("Invalid RPC parameters (channel: Invalid channel; forbidden).", refusal.Message);
        refusal = await Assert.ThrowsAsync<WsException>(() => client.Orders("a").PublishAsync(new OrderCancelled("a")).AsTask());
        Assert.Equal("Invalid RPC parameters (channel: Cannot publish to channel; forbidden).", refusal.Message);
        Assert.Equal(WsErrorCodes.Forbidden, refusal.Code);
    }

    [Fact]
    public async Task An_argument_that_cannot_stand_in_a_name_is_named_as_the_caller_knows_it()
    {
        await using var host = WsTestHost.Create<Exchange>();
        var publisher = host.Services.GetRequiredService<WsPublisher<Exchange>>();
        Assert.Equal("id", Assert.Throws<ArgumentException>(() => publisher.Orders("")).ParamName);
        Assert.Equal("id", Assert.Throws<ArgumentNullException>(() => publisher.Orders(null!)).ParamName);
        Assert.Equal("id", Assert.Throws<ArgumentException>(() => publisher.Orders("\ud800")).ParamName);
        Assert.Equal("day", Assert.Throws<ArgumentOutOfRangeException>(() => publisher.Quotes(1, (DayOfWeek)9)).ParamName);
    }

    [Fact]
    public async Task Hooks_refuse_and_give_a_snapshot()
    {
        await using var host = WsTestHost.Create<Exchange>();
        await using var client = new TransportConnection(host.ConnectTransport());
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"forbidden","errors":{"channel":"Invalid channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"orders:secret"}}"""));
        Assert.StartsWith(
            """{"id":2,"method":"subscribe","error":""",
            await client.AskAsync("""{"id":2,"method":"subscribe","payload":{"channel":"orders:a:b"}}"""),
            StringComparison.Ordinal);
        await client.SubscribeAsync("orders:a%3Ab");
        Assert.Equal("""{"channel":"orders:a%3Ab","event":"filled","data":{"price":0.5,"id":"a:b"}}""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Clients_publish_where_they_may()
    {
        await using var host = WsTestHost.Create<Exchange>();
        await using var client = new TransportConnection(host.ConnectTransport());
        await client.SubscribeAsync("quotes:Friday/7");
        Assert.Equal(
            """{"id":1,"method":"publish","response":{"channel":"quotes:Friday/7","event":null,"data":{"symbol":"a","value":8}}}""",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"quotes:Friday/7","data":{"symbol":"a","value":8}}}"""));
        Assert.Equal("""{"channel":"quotes:Friday/7","event":"","data":{"symbol":"a","value":8}}""", await client.ReceiveAsync());
        foreach (var channel in new[] { "quotes:Sunday/7", "quotes:Friday/8", "quotes:friday/7", "quotes:Friday/07", "quotes:5/7", "orders:1" })
        {
            Assert.Contains(
                "\"channel\":\"Cannot publish to channel\"",
                await client.AskAsync($$$$"""{"id":2,"method":"publish","payload":{"channel":"{{{{channel}}}}","data":{"symbol":"a","value":8}}}"""),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_class_that_implements_a_contract_gets_its_channels()
    {
        await using var host = WsTestHost.Create(endpoint => endpoint.Add<ISensors, Sensors>());
        await using var client = new TransportConnection(host.ConnectTransport());
        await using var caller = new TransportConnection(host.ConnectTransport());
        await client.SubscribeAsync("alerts");
        await client.SubscribeAsync("readings:-4");
        Assert.Equal("""{"channel":"readings:-4","event":"","data":-4}""", await client.ReceiveAsync());
        Assert.Equal("""{"channel":"readings:-4","event":"","data":-3}""", await client.ReceiveAsync());
        Assert.Equal("""{"id":1,"method":"measure","response":1}""", await caller.AskAsync("""{"id":1,"method":"measure","payload":{"sensor":-4}}"""));

        // Channels do not wait for each other.
        var pushes = new[] { await client.ReceiveAsync(), await client.ReceiveAsync() };
        Assert.Equal(
            ["""{"channel":"alerts","event":"","data":"measured"}""", """{"channel":"readings:-4","event":"","data":-8}"""],
            pushes.Order(StringComparer.Ordinal));
        await host.Services.GetRequiredService<WsPublisher<ISensors>>().Alerts().PublishAsync("from elsewhere");
        Assert.Equal("""{"channel":"alerts","event":"","data":"from elsewhere"}""", await client.ReceiveAsync());
    }
}
