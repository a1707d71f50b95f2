using System.Text.RegularExpressions;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>What becomes of subscriptions when the connection is lost and another takes its place.</summary>
public class RestoreTests
{
    [Fact]
    public async Task Everything_is_restored_in_order_before_the_client_is_connected_and_everybody_is_told()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var (a, fills, b) = (new Inbox<object>(), new Inbox<object>(), new Inbox<object>());
        await end.SubscribeAsync("a", "*", a);
        await end.SubscribeAsync("a", "fill*", fills);
        await end.SubscribeAsync("b", "*", b);

        end.Server.Abort();
        var next = await end.NextServerAsync();
        await next.HasWritten(3);
        Assert.Equal(
            [
                """{"channel":"orders:a"}""",
                """{"channel":"orders:a","event":"fill*"}""",
                """{"channel":"orders:b"}""",
            ],
            next.Written.Select(Payload));
        Assert.Equal(WsClientState.Reconnecting, end.Client.State);
        Answer(next, 1, 2, 3);
        next.Receive("""{"channel":"orders:a","event":"fills","data":{"number":7}}""");
        next.Receive("""{"channel":"orders:b","event":"","data":{"number":8}}""");

        await end.IsAsync(WsClientState.Connected);
        foreach (var (inbox, channel) in new[] { (a, "orders:a"), (fills, "orders:a"), (b, "orders:b") })
        {
            Assert.Equal(new WsDiscontinuity(channel, WsDiscontinuityReason.Reconnected, null), await inbox.NextAsync());
        }

        Assert.Equal(new Update(7), await a.NextAsync());
        Assert.Equal(new Update(7), await fills.NextAsync());
        Assert.Equal(new Update(8), await b.NextAsync());
    }

    [Fact]
    public async Task What_the_server_refuses_now_ends_with_its_error_and_nothing_else_does()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var (a, b) = (new Inbox<object>(), new Inbox<object>());
        var refused = await end.SubscribeAsync("a", "*", a);
        await end.SubscribeAsync("b", "*", b);
        end.Server.Abort();
        var next = await end.NextServerAsync();
        await next.HasWritten(2);
        next.Receive($$"""{"id":{{Id(next.Written[0])}},"error":{"message":"No.","code":"invalid_arguments","errors":{"channel":"Invalid channel"} } }""");
        Answer(next, 2);
        await end.IsAsync(WsClientState.Connected);
        next.Receive("""{"channel":"orders:b","event":"","data":{"number":1}}""");

        var error = await Assert.ThrowsAsync<WsException>(() => refused.Completion.Soon());
        Assert.Equal("Invalid channel", error.Errors["channel"]);
        Assert.IsType<WsDiscontinuity>(await b.NextAsync());
        Assert.Equal(new Update(1), await b.NextAsync());
    }

    [Fact]
    public async Task A_connection_that_is_lost_while_it_restores_is_followed_by_another_and_one_notice_is_enough()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var a = new Inbox<object>();
        await end.SubscribeAsync("a", "*", a);
        end.Server.Abort();
        var second = await end.NextServerAsync();
        await second.HasWritten(1);
        second.Abort();
        var third = await end.NextServerAsync();
        await third.HasWritten(1);
        Answer(third, 1);
        third.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.IsType<WsDiscontinuity>(await a.NextAsync());
        Assert.Equal(new Update(1), await a.NextAsync());
    }

    [Fact]
    public async Task Who_leaves_while_it_is_restored_is_unsubscribed_afterwards()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var subscription = await end.SubscribeAsync("a", "*", new Inbox<object>());
        end.Server.Abort();
        var next = await end.NextServerAsync();
        await next.HasWritten(1);
        await subscription.DisposeAsync().Soon();
        Answer(next, 1);
        await next.HasWritten(2);
        Assert.Contains("\"method\":\"unsubscribe\"", next.Written[1]);
        Answer(next, 2);
    }

    [Fact]
    public async Task Who_comes_back_while_the_last_one_s_leaving_could_not_be_told_is_not_unsubscribed()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var first = await end.SubscribeAsync("a", "*", new Inbox<object>());
        end.Server.Abort();
        var next = await end.NextServerAsync();
        await next.HasWritten(1);
        await first.DisposeAsync().Soon();
        var a = new Inbox<object>();
        var again = end.BeginSubscribe("a", "*", a);
        Answer(next, 1);
        await next.HasWritten(2);
        Answer(next, 2);
        await again;
        next.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.Equal(new Update(1), await a.NextAsync());
        await end.AnswerMarkAsync(next, 3);
        Assert.DoesNotContain(next.Written, message => message.Contains("unsubscribe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_subscribes_without_a_connection_waits_for_the_next_and_is_not_told_of_a_gap()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        end.Server.Abort();
        await end.IsAsync(WsClientState.Reconnecting);
        var a = new Inbox<object>();
        var subscribing = end.BeginSubscribe("a", "*", a);
        var next = await end.NextServerAsync();
        await next.HasWritten(1);
        Answer(next, 1);
        await subscribing;
        next.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.Equal(new Update(1), await a.NextAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cut_before_the_first_subscription_has_been_answered(bool beforeTheRequestLeft)
    {
        await using var end = await ReconnectingClient.ConnectAsync(stuck: beforeTheRequestLeft);
        var a = new Inbox<object>();
        var subscribing = end.BeginSubscribe("a", "*", a);
        await end.Server.HasWritten(1);
        end.Server.Abort();
        var next = await end.NextServerAsync();

        // The first may have been answered by the server that is gone, for all the client can tell.
        for (var number = 1; number <= 2; number++)
        {
            await next.HasWritten(number);
            Assert.Equal("""{"channel":"orders:a"}""", Payload(next.Written[number - 1]));
            Assert.False(subscribing.IsCompleted);
            Answer(next, number);
        }

        await subscribing;
        next.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.Reconnected, null), await a.NextAsync());
        Assert.Equal(new Update(1), await a.NextAsync());
        await end.AnswerMarkAsync(next, 3);
    }

    [Fact]
    public async Task Cut_between_the_answer_and_the_first_message()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var a = new Inbox<object>();
        await end.SubscribeAsync("a", "*", a);
        end.Server.Abort();
        var next = await end.NextServerAsync();
        await next.HasWritten(1);
        next.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Answer(next, 1);
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.Reconnected, null), await a.NextAsync());
        Assert.Equal(new Update(1), await a.NextAsync());
        await end.IsAsync(WsClientState.Connected);
        await end.AnswerMarkAsync(next, 2);
    }

    [Fact]
    public async Task Cut_with_the_answer_and_no_time_for_the_client_to_see_it()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var a = new Inbox<object>();
        var subscribing = end.BeginSubscribe("a", "*", a);
        await end.Server.HasWritten(1);
        Answer(end.Server, 1);
        end.Server.Abort();
        var next = await end.NextServerAsync();

        // Whether it got the answer or not, the next server is asked, and the last of its answers counts.
        await next.HasWritten(1);
        Answer(next, 1);
        var second = next.HasWritten(2);
        if (await Task.WhenAny(subscribing, second) == second)
        {
            Answer(next, 2);
        }

        await subscribing;
        next.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.IsType<WsDiscontinuity>(await a.NextAsync());
        Assert.Equal(new Update(1), await a.NextAsync());
    }

    [Fact]
    public async Task Cut_before_the_first_subscription_has_been_answered_and_given_up_by_the_caller()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        using var stop = new CancellationTokenSource();
        var subscribing = end.BeginSubscribe("a", "*", new Inbox<object>(), stop.Token);
        await end.Server.HasWritten(1);
        end.Server.Abort();
        await end.IsAsync(WsClientState.Reconnecting);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscribing);
        var next = await end.NextServerAsync();
        await end.IsAsync(WsClientState.Connected);
        await end.AnswerMarkAsync(next, 1);
    }

    [Fact]
    public async Task A_server_that_shuts_down_meanwhile_is_followed_by_another()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        var a = new Inbox<object>();
        var subscription = await end.SubscribeAsync("a", "*", a);
        end.Server.Abort();
        var second = await end.NextServerAsync();
        await second.HasWritten(1);
        second.AnswersClose = true;
        second.Receive($$"""{"id":{{Id(second.Written[0])}},"error":{"message":"Not now.","code":"shutting_down"} }""");
        var third = await end.NextServerAsync();
        await third.HasWritten(1);
        Answer(third, 1);
        await end.IsAsync(WsClientState.Connected);
        third.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        Assert.IsType<WsDiscontinuity>(await a.NextAsync());
        Assert.Equal(new Update(1), await a.NextAsync());
        Assert.False(subscription.Completion.IsCompleted);
    }

    [Fact]
    public async Task Calls_wait_for_another_when_it_says_meanwhile_that_it_is_going_away()
    {
        await using var end = await ReconnectingClient.ConnectAsync();
        await end.SubscribeAsync("a", "*", new Inbox<object>());
        end.Server.Abort();
        await end.IsAsync(WsClientState.Reconnecting);
        var call = end.Client.CreateCall(new WsMethod("mark", "mark")).InvokeAsync(CancellationToken.None);
        var second = await end.NextServerAsync();
        await second.HasWritten(1);
        second.Receive("""{"going_away":5000}""");
        Answer(second, 1);
        await end.IsAsync(WsClientState.Connected);
        var late = end.Client.CreateCall(new WsMethod("late", "late")).InvokeAsync(CancellationToken.None);
        Assert.Single(second.Written);
        second.Abort();
        var third = await end.NextServerAsync();
        await third.HasWritten(1);
        Answer(third, 1);
        await third.HasWritten(3);
        Answer(third, 2, 3);
        await call.Soon();
        await late.Soon();
    }

    private static string Payload(string message) => Regex.Match(message, "\"payload\":(.*)}$").Groups[1].Value;

    internal static string Id(string message) => Regex.Match(message, "\"id\":([0-9]+)").Groups[1].Value;

    private static void Answer(ScriptedTransport server, params int[] messages)
    {
        foreach (var number in messages)
        {
            server.Receive("{\"id\":" + Id(server.Written[number - 1]) + ",\"response\":{\"subscribed\":{}}}");
        }
    }
}
