using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>Whoever listens learns that something may have been missed, why, and where.</summary>
public class DiscontinuityTests
{
    [Fact]
    public async Task What_the_server_dropped_is_told_of_in_its_place()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1);
        end.Push(1);
        end.Receive("""{"channel":"orders:a","missed":3}""");
        end.Push(5);

        Assert.Equal(1, (await messages.NextAsync()).Value.Number);
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.DroppedByServer, 3), (await messages.NextAsync()).Discontinuity);
        Assert.Equal(5, (await messages.NextAsync()).Value.Number);
    }

    [Fact]
    public async Task What_this_end_drops_is_counted_and_told_of_before_the_next_message()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1, new WsSubscribeOptions { QueueLength = 2 });
        for (var number = 1; number <= 5; number++)
        {
            end.Push(number);
        }

        await end.CaughtUpAsync();
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.DroppedHere, 3), (await messages.NextAsync()).Discontinuity);
        Assert.Equal(4, (await messages.NextAsync()).Value.Number);
        Assert.Equal(5, (await messages.NextAsync()).Value.Number);
    }

    [Fact]
    public async Task A_consumer_that_is_slow_after_every_notice_still_gets_messages()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1, new WsSubscribeOptions { QueueLength = 2 });
        var number = 0;
        var received = new List<int>();
        var missed = 0L;
        for (var turn = 0; turn < 10; turn++)
        {
            // Whatever it reads, more comes meanwhile than can wait.
            for (var i = 0; i < 3; i++)
            {
                end.Push(++number);
            }

            await end.CaughtUpAsync();
            var message = await messages.NextAsync();
            if (message.Discontinuity is { } gap)
            {
                missed += gap.Missed!.Value;
            }
            else
            {
                received.Add(message.Value.Number);
                Assert.Equal(message.Value.Number, received.Count + missed);
            }
        }

        Assert.Equal(5, received.Count);
    }

    [Fact]
    public async Task A_notice_that_is_dropped_counts_as_what_it_told_of()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1, new WsSubscribeOptions { QueueLength = 2 });
        end.Receive("""{"channel":"orders:a","missed":10}""");
        end.Push(11);
        end.Push(12);
        end.Push(13);
        await end.CaughtUpAsync();
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.DroppedHere, 11), (await messages.NextAsync()).Discontinuity);
        Assert.Equal(12, (await messages.NextAsync()).Value.Number);
    }

    [Fact]
    public async Task The_latest_message_of_each_key_is_kept()
    {
        await using var end = new ChannelClient(key: static update => update.Symbol);
        await using var messages = await end.ReadAsync(1, new WsSubscribeOptions { QueueLength = 2, SlowConsumer = WsSlowConsumer.KeepLatest });
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":1,"symbol":"x"}}""");
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":2,"symbol":"y"}}""");
        end.Receive("""{"channel":"orders:a","event":"","data":{"number":3,"symbol":"x"}}""");
        await end.CaughtUpAsync();
        Assert.Equal(3, (await messages.NextAsync()).Value.Number);
        Assert.Equal(2, (await messages.NextAsync()).Value.Number);
    }

    [Fact]
    public async Task A_subscription_that_asks_for_it_ends_when_its_consumer_is_too_slow()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1, new WsSubscribeOptions { QueueLength = 2, SlowConsumer = WsSlowConsumer.Disconnect });
        end.Push(1);
        end.Push(2);
        end.Push(3);
        await end.CaughtUpAsync();
        Assert.Equal(1, (await messages.NextAsync()).Value.Number);
        Assert.Equal(2, (await messages.NextAsync()).Value.Number);
        var failing = messages.NextAsync();
        await end.SentAsync(3);
        end.Receive("""{"id":3,"response":{"subscribed":{}}}""");
        Assert.Equal(WsErrorCodes.TooSlow, (await Assert.ThrowsAsync<WsException>(() => failing)).Code);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_told_of_and_hurts_nobody_else()
    {
        await using var end = new ChannelClient();
        await using var messages = await end.ReadAsync(1);
        end.Receive("""{"channel":"orders:a","event":"","data":"no update at all"}""");
        end.Push(2);
        Assert.Equal(new WsDiscontinuity("orders:a", WsDiscontinuityReason.Unreadable, 1), (await messages.NextAsync()).Discontinuity);
        Assert.Equal(2, (await messages.NextAsync()).Value.Number);
    }

    [Fact]
    public async Task Handlers_and_plain_loops_are_told_through_the_options()
    {
        await using var end = new ChannelClient();
        var (updates, notices) = (new Inbox<Update>(), new Inbox<WsDiscontinuity>());
        var subscribing = end.Orders("a").SubscribeAsync(updates.Add, new WsSubscribeOptions { OnDiscontinuity = notices.Add }).Soon();
        await end.AnswerAsync(1);
        await subscribing;
        end.Receive("""{"channel":"orders:a","missed":1}""");
        end.Push(2);
        Assert.Equal(2, (await updates.NextAsync()).Number);
        Assert.Equal(1, (await notices.NextAsync()).Missed);
    }

    [Fact]
    public void A_client_cannot_let_the_server_wait_for_one_subscription()
    {
        using var end = new ChannelClient();
        Assert.Throws<ArgumentException>(() => { _ = end.Orders("a").SubscribeAsync(_ => { }, new WsSubscribeOptions { SlowConsumer = WsSlowConsumer.Wait }).AsTask().GetAwaiter().GetResult(); });
    }
}
