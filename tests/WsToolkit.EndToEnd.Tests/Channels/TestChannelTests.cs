using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>The channel that users' tests put into the place of a real one.</summary>
public sealed class TestChannelTests
{
    [Fact]
    public async Task A_loop_gets_what_the_test_sends_and_leaving_it_unsubscribes()
    {
        var channel = new WsTestChannel<Quote>("quotes");
        await using var reading = channel.ReadMessagesAsync().GetAsyncEnumerator();
        var next = reading.MoveNextAsync();
        Assert.Equal(1, channel.Subscribers);
        channel.Send(new Quote("ETH", 1), "trade");
        Assert.True(await next.Soon());
        Assert.Equal(new WsChannelMessage<Quote>("trade", new Quote("ETH", 1)), reading.Current);
        channel.SendNotice(WsDiscontinuityReason.DroppedByServer, 3);
        Assert.True(await reading.MoveNextAsync().Soon());
        Assert.Equal(new WsDiscontinuity("quotes", WsDiscontinuityReason.DroppedByServer, 3), reading.Current.Discontinuity);
        await reading.DisposeAsync();
        Assert.Equal(0, channel.Subscribers);
    }

    [Fact]
    public async Task A_handler_gets_messages_until_it_ends()
    {
        var channel = new WsTestChannel<int>();
        var heard = new Inbox<int>();
        var subscription = await channel.SubscribeAsync(heard.Add);
        channel.Send(1);
        channel.Send(2);
        Assert.Equal(1, await heard.NextAsync());
        Assert.Equal(2, await heard.NextAsync());
        channel.End(new WsException("gone", "Gone."));
        Assert.Equal("gone", (await Assert.ThrowsAsync<WsException>(() => subscription.Completion.Soon())).Code);
        await subscription.DisposeAsync();
        Assert.Equal(0, channel.Subscribers);
    }

    [Fact]
    public async Task What_is_published_is_kept_or_refused()
    {
        var channel = new WsTestChannel<int>();
        await channel.PublishAsync(1);
        await channel.PublishAsync("b", 2);
        await channel.PublishChangeAsync(static () => 3);
        Assert.Equal([("", 1), ("b", 2), ("", 3)], channel.Published);
        channel.Refusal = new WsException(WsErrorCodes.Forbidden, "No.");
        await Assert.ThrowsAsync<WsException>(() => channel.PublishAsync(4).AsTask());
        await Assert.ThrowsAsync<WsException>(() => channel.SubscribeAsync(static _ => { }).AsTask());
        Assert.Equal(3, channel.Published.Count);
    }
}
