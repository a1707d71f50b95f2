using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>What becomes of calls when their connection is lost, and of those that are made while there is none.</summary>
public sealed class CallTests : ReconnectTest
{
    [Fact]
    public async Task A_call_that_had_been_sent_ends_with_the_error()
    {
        var (client, server) = await ConnectAsync();
        var call = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        server.Abort();

        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        Assert.Equal(WsCloseCode.Abnormal, lost.Close.Code);
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
    }

    [Fact]
    public async Task A_call_marked_idempotent_is_sent_again()
    {
        var (client, server) = await ConnectAsync();
        var call = CallAsync(client, Again);
        Assert.Equal("""{"id":1,"method":"again","timeout":30000,"payload":{}}""", await server.ReceiveAsync());
        for (var i = 1; i <= 2; i++)
        {
            server.Abort();
            await ReconnectingAsync(WsDisconnectReason.NetworkFailure, i, i * 0.5);
            Assert.False(call.IsCompleted);
            Time.Advance(TimeSpan.FromSeconds(i * 0.5));
            server = await Server.AcceptAsync();
            await ConnectedAsync(i);
            Assert.Contains(""" "method":"again" """.Trim(), await server.ReceiveAsync(), StringComparison.Ordinal);
        }

        await server.SendAsync("""{"id":1,"response":5}""");
        Assert.Equal(5, await call.Soon());
    }

    [Fact]
    public async Task The_deadline_of_a_call_that_is_sent_again_runs_on()
    {
        var (client, server) = await ConnectAsync(options => options.Reconnect = new WsReconnectOptions
        {
            InitialDelay = TimeSpan.FromSeconds(12),
            StableAfter = TimeSpan.Zero,
            Jitter = 0,
        });
        var call = CallAsync(client, Again);
        await server.ReceiveAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 12);
        Time.Advance(TimeSpan.FromSeconds(12));
        server = await Server.AcceptAsync();
        Assert.Equal("""{"id":1,"method":"again","timeout":18000,"payload":{}}""", await server.ReceiveAsync());
        await ConnectedAsync(1);
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 12);
        Time.Advance(TimeSpan.FromSeconds(12));
        await Server.NextAsync();
        Time.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(call.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
    }

    [Fact]
    public async Task Streams_end_with_the_error_even_where_idempotent()
    {
        var (client, server) = await ConnectAsync();
        var items = StreamAsync(client).ListAsync();
        await server.ReceiveAsync();
        await server.SendAsync("""{"id":1,"item":1}""");
        server.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => items).Soon();
    }

    [Fact]
    public async Task Calls_made_while_there_is_no_connection_wait_and_go_out_in_their_order()
    {
        var (client, server) = await ConnectAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        var call = CallAsync(client, Ordinary);
        var tell = client.CreateCall(OneWay).SendAsync(default);
        var stream = StreamAsync(client).ListAsync();
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        var sent = new List<string> { await server.ReceiveAsync(), await server.ReceiveAsync(), await server.ReceiveAsync() };
        Assert.Equal("""{"id":1,"method":"ordinary","timeout":29500,"payload":{}}""", sent[0]);
        Assert.Contains("""{"id":2,"method":"stream","credit":32,"payload":{}}""", sent);
        Assert.Contains("""{"method":"tell","payload":{}}""", sent);
        await server.SendAsync("""{"id":1,"response":3}""");
        await server.SendAsync("""{"id":2,"item":4}""");
        await server.SendAsync("""{"id":2,"response":null}""");
        Assert.Equal(3, await call.Soon());
        Assert.Equal([4], await stream.Soon());
        await tell.Soon();
    }

    [Fact]
    public async Task Calls_that_wait_end_with_their_deadline_or_their_token()
    {
        var (client, server) = await ConnectAsync(options => options.Reconnect = new WsReconnectOptions
        {
            InitialDelay = TimeSpan.FromMinutes(1),
            MaxDelay = TimeSpan.FromMinutes(1),
            Jitter = 0,
        });
        server.Abort();
        await NextChangeAsync();
        using var source = new CancellationTokenSource();
        var call = CallAsync(client, Ordinary);
        var tell = client.CreateCall(OneWay).SendAsync(default);
        var cancelled = CallAsync(client, Ordinary, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled).Soon();
        Time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => call).Soon();
        await Assert.ThrowsAsync<WsDeadlineExceededException>(() => tell).Soon();

        // None of them is left over.
        Time.Advance(TimeSpan.FromSeconds(30));
        server = await Server.AcceptAsync();
        var next = CallAsync(client, Ordinary);
        Assert.Equal("""{"id":1,"method":"ordinary","timeout":30000,"payload":{}}""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":1,"response":1}""");
        await next.Soon();
    }

    [Fact]
    public async Task No_more_calls_wait_than_may_be_in_flight()
    {
        var (client, server) = await ConnectAsync(options => options.MaxCallsInFlight = 2);
        server.Abort();
        await NextChangeAsync();
        var calls = new[] { CallAsync(client, Ordinary), CallAsync(client, Ordinary) };
        var error = await Assert.ThrowsAsync<WsException>(() => CallAsync(client, Ordinary)).Soon();
        Assert.Equal(WsErrorCodes.TooManyCalls, error.Code);
        error = await Assert.ThrowsAsync<WsException>(() => client.CreateCall(OneWay).SendAsync(default)).Soon();
        Assert.Equal(WsErrorCodes.TooManyCalls, error.Code);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task A_call_that_waits_for_its_turn_when_the_connection_is_lost_has_not_been_sent()
    {
        var (client, server) = await ConnectAsync(options => options.MaxUnansweredCalls = 1);
        var sent = CallAsync(client, Ordinary);
        var waiting = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        server.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => sent).Soon();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Assert.False(waiting.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        Assert.Equal("""{"id":1,"method":"ordinary","timeout":29500,"payload":{}}""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":1,"response":9}""");
        Assert.Equal(9, await waiting.Soon());
    }

    [Fact]
    public async Task Calls_that_wait_go_over_the_next_connection_in_the_order_in_which_they_were_made()
    {
        var (client, server) = await ConnectAsync(options => options.MaxUnansweredCalls = 1);
        var answered = CallAsync(client, Ordinary);
        var lost = CallAsync(client, Ordinary);
        var first = CallAsync(client, Again);
        await server.ReceiveAsync();
        await server.SendAsync("""{"id":1,"response":1}""");
        await answered.Soon();
        await server.ReceiveAsync();
        var second = CallAsync(client, Ordinary);
        server.Abort();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => lost).Soon();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        Assert.StartsWith("""{"id":1,"method":"again",""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":1,"response":1}""");
        Assert.StartsWith("""{"id":2,"method":"ordinary",""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":2,"response":2}""");
        Assert.Equal(1, await first.Soon());
        Assert.Equal(2, await second.Soon());
    }

    [Fact]
    public async Task When_the_server_is_going_away_its_calls_end_there_and_new_ones_wait()
    {
        var (client, server) = await ConnectAsync();
        var early = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        await server.SendAsync("""{"going_away":5000}""");
        await server.SendAsync("""{"id":1,"response":1}""");
        Assert.Equal(1, await early.Soon());
        var late = CallAsync(client, Ordinary);
        Assert.Equal(WsClientState.Connected, client.State);
        await server.CloseAsync(WsCloseCode.GoingAway);
        Assert.Equal((WsCloseCode.GoingAway, ""), await server.ReceiveCloseAsync());
        await ReconnectingAsync(WsDisconnectReason.ServerShutdown, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        Assert.Contains(""" "method":"ordinary" """.Trim(), await server.ReceiveAsync(), StringComparison.Ordinal);
        await server.SendAsync("""{"id":1,"response":2}""");
        Assert.Equal(2, await late.Soon());
    }

    [Fact]
    public async Task An_idempotent_call_that_is_refused_because_the_server_shuts_down_goes_to_the_next()
    {
        var (client, server) = await ConnectAsync();
        var again = CallAsync(client, Again);
        var ordinary = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        await server.ReceiveAsync();
        await server.SendAsync("""{"going_away":5000}""");
        await server.SendAsync("""{"id":1,"error":{"message":"Not now.","code":"shutting_down"}}""");
        await server.SendAsync("""{"id":2,"error":{"message":"Not now.","code":"shutting_down"}}""");
        var error = await Assert.ThrowsAsync<WsException>(() => ordinary).Soon();
        Assert.Equal(WsErrorCodes.ShuttingDown, error.Code);
        Assert.False(again.IsCompleted);
        await server.CloseAsync(WsCloseCode.GoingAway);
        await ReconnectingAsync(WsDisconnectReason.ServerShutdown, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        await server.SendAsync("""{"id":1,"response":2}""");
        Assert.Equal(2, await again.Soon());
    }

    [Fact]
    public async Task When_the_server_is_going_away_what_waits_for_its_turn_is_not_sent_to_it_any_more()
    {
        var (client, server) = await ConnectAsync(options => options.MaxUnansweredCalls = 1);
        var sent = CallAsync(client, Ordinary);
        var waiting = new[] { CallAsync(client, Ordinary), CallAsync(client, Ordinary) };
        await server.ReceiveAsync();
        await server.SendAsync("""{"going_away":5000}""");
        await server.SendAsync("""{"id":1,"response":1}""");
        Assert.Equal(1, await sent.Soon());
        await server.CloseAsync(WsCloseCode.GoingAway);
        Assert.Equal((WsCloseCode.GoingAway, ""), await server.ReceiveCloseAsync(nothingBefore: true));
        await ReconnectingAsync(WsDisconnectReason.ServerShutdown, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        for (var id = 1; id <= 2; id++)
        {
            Assert.StartsWith($$"""{"id":{{id}},"method":"ordinary",""", await server.ReceiveAsync());
            await server.SendAsync($$"""{"id":{{id}},"response":{{id}}}""");
        }

        int[] expected = [1, 2];
        Assert.Equal(expected, await Task.WhenAll(waiting).Soon());
    }

    [Fact]
    public async Task A_server_that_says_it_goes_and_stays_is_left()
    {
        var (client, server) = await ConnectAsync(options => options.CloseTimeout = TimeSpan.FromSeconds(1));
        var before = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        await server.SendAsync("""{"going_away":5000}""");
        await server.SendAsync("""{"id":1,"response":1}""");
        await before.Soon();
        Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal((WsCloseCode.GoingAway, "The server said that it would close."), await server.ReceiveCloseAsync());
        await server.CloseAsync(WsCloseCode.GoingAway);
        await ReconnectingAsync(WsDisconnectReason.ServerShutdown, 1, 0.5);
    }
}
