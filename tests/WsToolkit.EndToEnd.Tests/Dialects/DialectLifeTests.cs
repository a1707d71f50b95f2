using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Limits, lost connections and reconnecting, the same over every dialect, on every kind of host.</summary>
public class DialectLifeTests
{
    [Theory]
    [OverDialects]
    public async Task A_lost_connection_ends_its_calls_and_is_replaced(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var hall = await host.ConnectAsync<HallClient>();
        for (var i = 0; i < 3; i++)
        {
            var held = hall.HoldAsync(new Words($"a{i}"));
            Assert.Equal($"holding a{i}", await host.State.Heard.NextAsync());
            await DropAsync(host, (WsClient)hall.Connection);
            await Assert.ThrowsAsync<WsConnectionLostException>(() => held).Soon();
            Assert.Equal($"cancelled a{i}", await host.State.Heard.NextAsync());
            Assert.Equal(new Words("b", i), await hall.EchoAsync(new Words("b", i)).Soon());
        }

        Assert.Equal(6, host.State.Calls);
    }

    [Theory]
    [OverDialects(WsDialectFeatures.Channels)]
    public async Task Channels_are_subscribed_anew_on_the_next_connection(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind);
        var board = await host.ConnectAsync<HallBoardClient>();
        var inbox = new Inbox<Words>();
        await using var subscription = await board.News("a").SubscribeAsync((words, _) => inbox.AddAsync(words)).Soon();
        await host.Publisher.News("a").PublishAsync(new Words("first")).Soon();
        Assert.Equal("first", (await inbox.NextAsync()).Text);
        await DropAsync(host, (WsClient)board.Connection);
        await host.Publisher.News("a").PublishAsync(new Words("second")).Soon();
        Assert.Equal("second", (await inbox.NextAsync()).Text);
    }

    [Theory]
    [OverDialects]
    public async Task A_message_that_is_too_large_closes_the_connection(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind, options => options.MaxMessageBytes = 2000);
        var hall = await host.ConnectAsync<HallClient>(options => options.Reconnect = null);
        Assert.Equal(new Words("b"), await hall.EchoAsync(new Words("b")).Soon());
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => hall.EchoAsync(new Words(new string('x', 3000)))).Soon();
        Assert.Equal(WsCloseCode.MessageTooBig, lost.Close.Code);
    }

    [Theory]
    [OverDialects(Errors = true, Concurrent = true)]
    public async Task Calls_beyond_the_bound_are_refused_and_the_others_go_on(string dialect, HostKind kind)
    {
        await using var host = await DialectHost.StartAsync(dialect, kind, options => options.MaxCallsInFlight = 2);
        var hall = await host.ConnectAsync<HallClient>();
        var held = hall.HoldAsync(new Words("a"));
        Assert.Equal("holding a", await host.State.Heard.NextAsync());
        var more = Enumerable.Range(0, 5).Select(_ => hall.HoldAsync(new Words("a"))).ToArray();
        await hall.NoOpAsync().ContinueWith(static _ => { }).WaitAsync(Waiting.Bound);
        host.State.Gate("a").SetResult();
        await held.Soon();
        await Task.WhenAll(more.Select(static call => call.ContinueWith(static _ => { }))).Soon();
        Assert.Contains(more, static call => call.IsFaulted);
        Assert.All(
            more.Where(static call => call.IsFaulted),
            static call => Assert.Equal(WsErrorCodes.TooManyCalls, ((WsException)call.Exception!.InnerException!).Code));
        Assert.Equal(new Words("b"), await hall.EchoAsync(new Words("b")).Soon());
    }

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    [InlineData(HostKind.WebSocket)]
    public async Task One_endpoint_speaks_all_dialects_by_their_subprotocols(HostKind kind)
    {
        var all = DialectCase.All.Where(static known => known.HasSubprotocol).ToList();
        var calls = new DialectCase("calls", _ => DefaultDialect.Instance, _ => DefaultDialect.Instance) { Serves = WsDialectFeatures.None };
        await using var host = await DialectHost.StartAsync(calls, kind, options =>
        {
            foreach (var known in all)
            {
                options.FurtherDialects.Add(known.Server(Subprotocol(known)));
            }
        });
        foreach (var known in all)
        {
            var hall = await host.ConnectAsync<HallClient>(known.Client(Subprotocol(known)));
            Assert.Equal(new Words(known.Name, 1), await hall.EchoAsync(new Words(known.Name, 1)).Soon());
            await DropAsync(host, (WsClient)hall.Connection);
            Assert.Equal(new Words(known.Name, 2), await hall.EchoAsync(new Words(known.Name, 2)).Soon());
            await hall.Connection.DisposeAsync().Soon();
        }

        var plain = await host.ConnectAsync<HallClient>(DefaultDialect.Instance);
        Assert.Equal(new Words("plain"), await plain.EchoAsync(new Words("plain")).Soon());
    }

    private static string Subprotocol(DialectCase known) => known.Name.Replace(' ', '-');

    // Drops every connection, and waits until the client has another.
    private static async Task DropAsync(DialectHost host, WsClient client)
    {
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChange(object? sender, WsClientStateChangedEventArgs change)
        {
            if (change.NewState == WsClientState.Connected)
            {
                back.TrySetResult();
            }
        }

        client.StateChanged += OnChange;
        foreach (var connection in host.Connections.All)
        {
            connection.Abort();
        }

        await back.Task.Soon();
        client.StateChanged -= OnChange;
    }
}
