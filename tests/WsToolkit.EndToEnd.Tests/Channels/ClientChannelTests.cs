using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A client's subscriptions, message by message, with the test as the server.</summary>
public class ClientChannelTests
{
    [Fact]
    public async Task Many_handlers_share_one_subscription()
    {
        await using var end = new ChannelClient();
        var (first, second) = (new Inbox<Update>(), new Inbox<Update>());
        var subscribing = end.Orders("a").SubscribeAsync(first.Add).Soon();
        await end.AnswerAsync(1, """{"id":1,"method":"subscribe","payload":{"channel":"orders:a"}}""");
        await using var one = await subscribing;
        await using var two = await end.Orders("a").SubscribeAsync((update, _) => second.AddAsync(update)).Soon();
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":7}}""");

        Assert.Equal(7, (await first.NextAsync()).Number);
        Assert.Equal(7, (await second.NextAsync()).Number);
        Assert.Single(end.Written);

        await one.DisposeAsync().Soon();
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":8}}""");
        Assert.Equal(8, (await second.NextAsync()).Number);
        Assert.Single(end.Written);

        var leaving = two.DisposeAsync().Soon();
        await end.AnswerAsync(2, """{"id":2,"method":"unsubscribe","payload":{"channel":"orders:a"}}""");
        await leaving;
        await one.Completion.Soon();
        await two.Completion.Soon();
    }

    [Fact]
    public async Task What_follows_the_answer_at_once_is_not_lost()
    {
        await using var end = new ChannelClient();
        var messages = end.Orders("a").ReadMessagesAsync().GetAsyncEnumerator();
        var next = messages.MoveNextAsync().Soon();
        await end.SentAsync(1);
        end.Receive("""{"id":1,"response":{"subscribed":{"orders:a":["*"]}}}""");
        end.Receive("""{"channel":"orders:a","event":"x","data":{"number":1}}""");

        Assert.True(await next);
        Assert.Equal(new WsChannelMessage<Update>("x", new Update(1)), messages.Current);
    }

    [Fact]
    public async Task Leaving_the_loop_unsubscribes()
    {
        await using var end = new ChannelClient();
        var reading = Task.Run(async () =>
        {
            await foreach (var update in end.Orders("a"))
            {
                return update.Number;
            }

            return -1;
        });
        await end.AnswerAsync(1);
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":5}}""");
        await end.AnswerAsync(2, """{"id":2,"method":"unsubscribe","payload":{"channel":"orders:a"}}""");
        Assert.Equal(5, await reading.Soon());
    }

    [Fact]
    public async Task A_refusal_names_the_field_and_the_next_one_asks_again()
    {
        await using var end = new ChannelClient();
        var subscribing = end.Orders("a").SubscribeAsync(_ => { }).Soon();
        await end.SentAsync(1);
        end.Receive("""{"id":1,"error":{"message":"Invalid RPC parameters","code":"invalid_arguments","errors":{"channel":"Invalid channel"}}}""");
        var error = await Assert.ThrowsAsync<WsException>(() => subscribing);
        Assert.Equal("Invalid channel", error.Errors["channel"]);

        subscribing = end.Orders("a").SubscribeAsync(_ => { }).Soon();
        await end.AnswerAsync(2, """{"id":2,"method":"subscribe","payload":{"channel":"orders:a"}}""");
        var subscription = await subscribing;
        Assert.Equal("orders:a", subscription.Channel);
    }

    [Fact]
    public async Task Patterns_are_subscribed_to_one_by_one_and_each_consumer_gets_its_own()
    {
        await using var end = new ChannelClient();
        var (all, filled) = (new Inbox<Update>(), new Inbox<Update>());
        var subscribing = end.Orders("a").SubscribeAsync(all.Add).Soon();
        await end.AnswerAsync(1);
        await subscribing;
        subscribing = end.Orders("a").SubscribeAsync(filled.Add, new WsSubscribeOptions { Events = "fill*" }).Soon();
        await end.AnswerAsync(2, """{"id":2,"method":"subscribe","payload":{"channel":"orders:a","event":"fill*"}}""");
        await subscribing;

        end.Receive("""{"channel":"orders:a","event":"opened","data":{"number":1}}""");
        end.Receive("""{"channel":"orders:a","event":"fills","data":{"number":2}}""");
        Assert.Equal(2, (await filled.NextAsync()).Number);
        Assert.Equal(1, (await all.NextAsync()).Number);
        Assert.Equal(2, (await all.NextAsync()).Number);
    }

    [Fact]
    public async Task Events_that_have_types_arrive_as_these()
    {
        await using var end = new ChannelClient();
        var inbox = new Inbox<Update>();
        var subscribing = end.Orders("a").SubscribeAsync(inbox.Add).Soon();
        await end.AnswerAsync(1);
        await subscribing;
        end.Receive("""{"channel":"orders:a","event":"filled","data":{"number":1,"price":2.5}}""");
        end.Receive("""{"channel":"orders:a","event":"other","data":{"number":2}}""");
        Assert.Equal(new Filled(1, 2.5m), await inbox.NextAsync());
        Assert.Equal(new Update(2), await inbox.NextAsync());
    }

    [Fact]
    public async Task Publishing_sends_the_message_and_awaits_the_answer()
    {
        await using var end = new ChannelClient();
        var publishing = end.Orders("a b").PublishAsync(new Update(3)).Soon();
        await end.AnswerAsync(1, """{"id":1,"method":"publish","payload":{"channel":"orders:a b","data":{"number":3}}}""");
        await publishing;
        publishing = end.Orders("a").PublishAsync(new Filled(3, 1)).Soon();
        await end.AnswerAsync(2, """{"id":2,"method":"publish","payload":{"channel":"orders:a","event":"filled","data":{"price":1,"number":3}}}""");
        await publishing;
        publishing = end.Orders("a").PublishAsync("mine", new Filled(3, 1)).Soon();
        await end.AnswerAsync(3, """{"id":3,"method":"publish","payload":{"channel":"orders:a","event":"mine","data":{"number":3}}}""");
        await publishing;
        Assert.Throws<NotSupportedException>(() => { _ = end.Orders("a").PublishChangeAsync(() => new Update(1)); });
    }

    [Fact]
    public async Task Who_joins_while_the_last_one_leaves_subscribes_anew()
    {
        await using var end = new ChannelClient();
        var subscribing = end.Orders("a").SubscribeAsync(_ => { }).Soon();
        await end.AnswerAsync(1);
        var leaving = (await subscribing).DisposeAsync().Soon();
        await end.SentAsync(2);
        var joining = end.Orders("a").SubscribeAsync(_ => { }).Soon();
        Assert.Equal(2, end.Written.Count);

        end.Receive("""{"id":2,"response":{"subscribed":{}}}""");
        await leaving;
        await end.AnswerAsync(3, """{"id":3,"method":"subscribe","payload":{"channel":"orders:a"}}""");
        await joining;
    }

    [Fact]
    public async Task A_handler_may_end_its_own_subscription()
    {
        await using var end = new ChannelClient();
        WsSubscription? subscription = null;
        var disposed = new TaskCompletionSource();
        var subscribing = end.Orders("a").SubscribeAsync(async (_, _) =>
        {
            await subscription!.DisposeAsync();
            disposed.SetResult();
        }).Soon();
        await end.AnswerAsync(1);
        subscription = await subscribing;
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        await end.AnswerAsync(2, """{"id":2,"method":"unsubscribe","payload":{"channel":"orders:a"}}""");
        await disposed.Task.Soon();
        await subscription.Completion.Soon();
    }

    [Fact]
    public async Task A_handler_that_fails_gets_the_next_message_all_the_same()
    {
        await using var end = new ChannelClient();
        var inbox = new Inbox<Update>();
        var subscribing = end.Orders("a").SubscribeAsync(update =>
        {
            inbox.Add(update);
            throw new InvalidOperationException("No.");
        }).Soon();
        await end.AnswerAsync(1);
        await subscribing;
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":1}}""");
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":2}}""");
        Assert.Equal(1, (await inbox.NextAsync()).Number);
        Assert.Equal(2, (await inbox.NextAsync()).Number);
    }

    [Fact]
    public async Task When_the_client_is_closed_its_loops_end()
    {
        var end = new ChannelClient();
        var reading = end.Orders("a").ListAsync();
        await end.AnswerAsync(1);
        await end.CaughtUpAsync();
        await end.CloseAsync();
        Assert.Empty(await reading);
        await Assert.ThrowsAnyAsync<Exception>(() => end.Orders("a").SubscribeAsync(_ => { }).Soon());
    }

    [Fact]
    public async Task When_the_connection_is_lost_for_good_its_loops_fail()
    {
        await using var end = new ChannelClient();
        var reading = end.Orders("a").ListAsync();
        await end.AnswerAsync(1);
        await end.CaughtUpAsync();
        end.Drop();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => reading);
    }

    [Fact]
    public async Task There_is_a_bound_for_subscriptions_and_none_for_handlers()
    {
        await using var end = new ChannelClient(maxSubscriptions: 1);
        var subscribing = end.Orders("a").SubscribeAsync(_ => { }).Soon();
        await end.AnswerAsync(1);
        await subscribing;
        await end.Orders("a").SubscribeAsync(_ => { }).Soon();
        var error = await Assert.ThrowsAsync<WsException>(() => end.Orders("b").SubscribeAsync(_ => { }).Soon());
        Assert.Equal(WsErrorCodes.TooLarge, error.Code);
        Assert.Equal("more than 1 subscriptions", error.Errors["channel"]);
        Assert.Single(end.Written);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("a[]")]
    public void A_bad_pattern_is_refused_at_home(string pattern)
    {
        using var end = new ChannelClient();
        Assert.Throws<ArgumentException>(() => { _ = end.Orders("a").SubscribeAsync(_ => { }, new WsSubscribeOptions { Events = pattern }).AsTask().GetAwaiter().GetResult(); });
        Assert.Empty(end.Written);
    }
}
