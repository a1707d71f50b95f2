using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Streams and channels, the same over every dialect that carries them, on every kind of host.</summary>
public class DialectStreamTests
{
    [Theory]
    [OverDialects(WsDialectFeatures.ResultStreams)]
    public async Task Streams_bring_their_own_items_in_order(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var rows = await host.ConnectAsync<RowsClient>();
        var streams = Enumerable.Range(0, 5).Select(i => rows.ReadAsync(new Words($"s{i}", 40 * i)).ListAsync()).ToArray();
        var all = await Task.WhenAll(streams).Soon();
        for (var i = 0; i < all.Length; i++)
        {
            Assert.Equal(Enumerable.Range(0, 40 * i).Select(n => new Words($"s{i}", n)), all[i]);
        }
    }

    [Theory]
    [OverDialects(WsDialectFeatures.ResultStreams)]
    public async Task A_stream_that_fails_fails_after_its_items(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var rows = await host.ConnectAsync<RowsClient>();
        var items = new List<Words>();
        var error = await Assert.ThrowsAsync<WsException>(async () =>
        {
            await foreach (var item in rows.ReadAsync(new Words("a", -3)))
            {
                items.Add(item);
            }
        }).Soon();
        Assert.Equal("no_more", error.Code);
        Assert.Equal([0, 1, 2], items.Select(static item => item.Count));
    }

    [Theory]
    [OverDialects(WsDialectFeatures.ResultStreams | WsDialectFeatures.Cancellation)]
    public async Task A_stream_that_is_left_ends_at_the_server(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var rows = await host.ConnectAsync<RowsClient>();
        for (var i = 0; i < 3; i++)
        {
            await foreach (var item in rows.ReadAsync(new Words("endless", 1)))
            {
                Assert.Equal(0, item.Count);
                break;
            }

            Assert.Equal("streaming endless", await host.State.Heard.NextAsync());
            Assert.Equal("streamed endless", await host.State.Heard.NextAsync());
        }

        Assert.Equal(2, (await rows.ReadAsync(new Words("b", 2)).ListAsync()).Count);
    }

    [Theory]
    [OverDialects(WsDialectFeatures.ResultStreams | WsDialectFeatures.Cancellation)]
    public async Task A_stream_that_is_cancelled_before_its_first_item_ends_at_the_server(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var rows = await host.ConnectAsync<RowsClient>();
        using var given = new CancellationTokenSource();
        var reading = rows.ReadAsync(new Words("endless"), given.Token).ListAsync();
        Assert.Equal("streaming endless", await host.State.Heard.NextAsync());
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading).Soon();
        Assert.Equal("streamed endless", await host.State.Heard.NextAsync());
    }

    [Theory]
    [OverDialects(WsDialectFeatures.ResultStreams)]
    public async Task A_lost_connection_ends_its_streams(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var rows = await host.ConnectAsync<RowsClient>();
        await using var items = rows.ReadAsync(new Words("endless", 1)).GetAsyncEnumerator();
        Assert.True(await items.MoveNextAsync().Soon());
        Assert.Equal("streaming endless", await host.State.Heard.NextAsync());
        host.Connections.All.Single().Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(async () => await items.MoveNextAsync()).Soon();
        Assert.Equal("streamed endless", await host.State.Heard.NextAsync());
        Assert.Equal(2, (await rows.ReadAsync(new Words("b", 2)).ListAsync()).Count);
    }

    [Theory]
    [OverDialects(WsDialectFeatures.Channels)]
    public async Task Messages_of_channels_go_to_who_has_subscribed(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var first = await host.ConnectAsync<HallBoardClient>();
        var second = await host.ConnectAsync<HallBoardClient>();
        var (a, b, both) = (new Inbox<Words>(), new Inbox<Words>(), new Inbox<Words>());
        await using var toA = await first.News("a").SubscribeAsync((words, _) => a.AddAsync(words)).Soon();
        await using var toB = await first.News("b").SubscribeAsync((words, _) => b.AddAsync(words)).Soon();
        var again = await second.News("a").SubscribeAsync((words, _) => both.AddAsync(words)).Soon();
        for (var i = 0; i < 50; i++)
        {
            await host.Publisher.News("a").PublishAsync(new Words("a", i)).Soon();
        }

        await host.Publisher.News("b").PublishAsync(new Words("b")).Soon();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(new Words("a", i), await a.NextAsync());
            Assert.Equal(new Words("a", i), await both.NextAsync());
        }

        Assert.Equal(new Words("b"), await b.NextAsync());
        await again.DisposeAsync().Soon();
        await using var other = await second.News("b").SubscribeAsync((words, _) => both.AddAsync(words)).Soon();
        await host.Publisher.News("a").PublishAsync(new Words("a", 50)).Soon();
        await host.Publisher.News("b").PublishAsync(new Words("b", 1)).Soon();
        Assert.Equal(new Words("b", 1), await both.NextAsync());
    }

    [Theory]
    [OverDialects(WsDialectFeatures.Channels)]
    public async Task Clients_publish_and_choose_events_where_the_dialect_has_words_for_it(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var board = await host.ConnectAsync<HallBoardClient>();
        var inbox = new Inbox<Words>();
        if (host.Case.KeepsEvents)
        {
            await using var hot = await board.News("a").SubscribeAsync((words, _) => inbox.AddAsync(words), new WsSubscribeOptions { Events = "hot*" }).Soon();
            await host.Publisher.News("a").PublishAsync("cold", new Words("no")).Soon();
            await host.Publisher.News("a").PublishAsync("hotter", new Words("yes")).Soon();
            Assert.Equal("yes", (await inbox.NextAsync()).Text);
        }

        if (host.Case.ClientsPublish)
        {
            await using var all = await board.News("b").SubscribeAsync((words, _) => inbox.AddAsync(words)).Soon();
            await board.News("b").PublishAsync(new Words("own", 7)).Soon();
            Assert.Equal(new Words("own", 7), await inbox.NextAsync());
        }
    }
}
