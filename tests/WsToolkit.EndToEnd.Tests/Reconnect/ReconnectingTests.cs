using System.Net;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>When a client reconnects, how long it waits before, and when it stops.</summary>
public sealed class ReconnectingTests : ReconnectTest
{
    [Fact]
    public async Task A_lost_connection_is_replaced()
    {
        var (client, server) = await ConnectAsync();
        Assert.Equal(WsClientState.Connected, client.State);
        server.Abort();

        var change = await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Assert.Equal(WsClientState.Connected, change.OldState);
        Assert.Equal(WsCloseCode.Abnormal, change.Disconnect!.Close!.Code);
        Assert.Equal(WsClientState.Reconnecting, client.State);
        Assert.False(client.Completion.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await ConnectedAsync(attempt: 1);
        var call = CallAsync(client, Ordinary);
        Assert.Equal("""{"id":1,"method":"ordinary","timeout":30000,"payload":{}}""", await server.ReceiveAsync());
        await server.SendAsync("""{"id":1,"response":7}""");
        Assert.Equal(7, await call.Soon());
        Assert.False(client.Closed.IsCancellationRequested);
    }

    [Theory]
    [InlineData(1001, WsDisconnectReason.ServerShutdown)]
    [InlineData(1012, WsDisconnectReason.ServerShutdown)]
    [InlineData(1011, WsDisconnectReason.ServerError)]
    [InlineData(1013, WsDisconnectReason.ServerError)]
    public async Task Who_may_be_back_is_tried_again(int code, WsDisconnectReason reason)
    {
        var (_, server) = await ConnectAsync();
        await server.CloseAsync((WsCloseCode)code);

        var change = await ReconnectingAsync(reason, 1, 0.5);
        Assert.Equal((WsCloseCode)code, change.Disconnect!.Close!.Code);
        Assert.True(change.Disconnect.IsTransient);
    }

    [Theory]
    [InlineData(1000, WsDisconnectReason.ServerClosed)]
    [InlineData(4000, WsDisconnectReason.ServerClosed)]
    [InlineData(1002, WsDisconnectReason.ProtocolError)]
    [InlineData(1009, WsDisconnectReason.ProtocolError)]
    [InlineData(1008, WsDisconnectReason.PolicyViolation)]
    [InlineData(3000, WsDisconnectReason.AuthenticationFailed)]
    public async Task Who_does_not_want_this_client_is_left_alone(int code, WsDisconnectReason reason)
    {
        var (client, server) = await ConnectAsync();
        await server.CloseAsync((WsCloseCode)code);

        var disconnect = await ClosedAsync(reason);
        Assert.False(disconnect.IsTransient);
        Assert.Equal((WsCloseCode)code, (await client.Completion.Soon()).Code);
        await client.Closed.Cancelled();
        Assert.Equal(disconnect, client.LastDisconnect);
        Assert.Equal(WsClientState.Closed, client.State);
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => CallAsync(client, Again)).Soon();
        Assert.Equal((WsCloseCode)code, lost.Close.Code);
        Assert.Equal(1, Server.Attempts);
    }

    [Fact]
    public async Task The_application_may_decide_otherwise()
    {
        var (_, server) = await ConnectAsync(options
            => options.Reconnect!.ShouldReconnect = disconnect => disconnect.Close?.Code == (WsCloseCode)4000);
        await server.CloseAsync((WsCloseCode)4000);
        await ReconnectingAsync(WsDisconnectReason.ServerClosed, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await ConnectedAsync(1);

        server.Abort();
        await ClosedAsync(WsDisconnectReason.NetworkFailure);
    }

    [Fact]
    public async Task A_decision_that_fails_is_taken_by_the_default()
    {
        var (_, server) = await ConnectAsync(options => options.Reconnect!.ShouldReconnect = _ => throw new InvalidOperationException());
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
    }

    [Fact]
    public async Task Without_the_option_the_client_ends_with_its_connection()
    {
        var (client, server) = await ConnectAsync(options => options.Reconnect = null);
        server.Abort();
        await ClosedAsync(WsDisconnectReason.NetworkFailure);
        Assert.Equal(WsCloseCode.Abnormal, (await client.Completion.Soon()).Code);
    }

    [Fact]
    public async Task A_server_that_closes_at_once_a_hundred_times_makes_no_storm()
    {
        var (client, server) = await ConnectAsync();
        for (var i = 1; i <= 100; i++)
        {
            await server.CloseAsync(WsCloseCode.GoingAway);
            var delay = Math.Min(0.5 * Math.Pow(2, i - 1), 30);
            await ReconnectingAsync(WsDisconnectReason.ServerShutdown, i, delay);
            Time.Advance(TimeSpan.FromSeconds(delay) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i, Server.Attempts);
            Time.Advance(TimeSpan.FromMilliseconds(1));
            server = await Server.AcceptAsync();
            await ConnectedAsync(i);
        }

        Assert.Equal(101, Server.Attempts);
        Assert.Equal(WsClientState.Connected, client.State);
    }

    [Fact]
    public async Task Attempts_are_counted_afresh_only_after_a_connection_has_stayed_up()
    {
        var (_, server) = await ConnectAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        server = await Server.AcceptAsync();
        await ConnectedAsync(1);
        Time.Advance(TimeSpan.FromSeconds(9.9));
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(1));
        server = await Server.AcceptAsync();
        await ConnectedAsync(2);
        Time.Advance(TimeSpan.FromSeconds(10));
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_the_client_is_closed()
    {
        var (client, server) = await ConnectAsync(options => options.Reconnect!.MaxAttempts = 3);
        var waiting = CallAsync(client, Again, timeout: Timeout.InfiniteTimeSpan);
        await server.ReceiveAsync();
        server.Abort();
        for (var i = 1; i <= 3; i++)
        {
            await ReconnectingAsync(WsDisconnectReason.NetworkFailure, i, 0.5 * Math.Pow(2, i - 1));
            Time.Advance(TimeSpan.FromSeconds(0.5 * Math.Pow(2, i - 1)));
            await Server.RefuseAsync();
        }

        var disconnect = await ClosedAsync(WsDisconnectReason.NetworkFailure);
        Assert.IsType<WsHandshakeException>(disconnect.Exception);
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
        Assert.IsType<WsHandshakeException>(lost.InnerException);
        Assert.Equal(
            "The connection was lost, and the client gave up after 3 attempts to reconnect. The last failure: Nobody is there.", lost.Message);
        Assert.Equal(4, Server.Attempts);
    }

    [Fact]
    public async Task The_first_attempt_fails_as_it_is()
    {
        var connecting = WsClient.ConnectAsync(Server.OpenAsync, Options());
        await Server.RefuseAsync();
        await Assert.ThrowsAsync<WsHandshakeException>(() => connecting).Soon();
        Assert.Equal(1, Server.Attempts);
    }

    [Fact]
    public async Task The_first_attempt_may_be_repeated_too()
    {
        var connecting = WsClient.ConnectAsync(Server.OpenAsync, Options(options => options.Reconnect!.RetryFirstConnect = true));
        for (var delay = 0.5; delay <= 4; delay *= 2)
        {
            await Server.RefuseAsync();
            await Time.TimerIsSetFor(TimeSpan.FromSeconds(delay));
            Time.Advance(TimeSpan.FromSeconds(delay));
        }

        await Server.AcceptAsync();
        var client = Watch(await connecting.Soon());
        Assert.Equal(WsClientState.Connected, client.State);
    }

    [Fact]
    public async Task Repeating_the_first_attempt_ends_with_the_token()
    {
        using var source = new CancellationTokenSource();
        var options = Options(options => options.Reconnect!.RetryFirstConnect = true);
        var connecting = WsClient.ConnectAsync(Server.OpenAsync, options, source.Token);
        await Server.RefuseAsync();
        await Time.TimerIsSetFor(TimeSpan.FromSeconds(0.5));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting).Soon();
    }

    [Fact]
    public async Task Each_attempt_has_its_own_address_and_headers()
    {
        var handler = new RefusingHandler(HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway, HttpStatusCode.Unauthorized);
        var seen = new List<string>();
        var options = Options(options =>
        {
            options.Headers["X-Same"] = "always";
            options.HttpInvoker = new HttpMessageInvoker(handler);
            options.Reconnect!.RetryFirstConnect = true;
            options.ConfigureAttempt = (attempt, _) =>
            {
                seen.Add($"{attempt.Number} {attempt.Address} {attempt.LastDisconnect?.Reason}");
                attempt.Address = new Uri($"ws://server{attempt.Number}/ws");
                attempt.Headers["Authorization"] = $"Bearer token{attempt.Number}";
                return ValueTask.CompletedTask;
            };
        });
        var connecting = WsClient.ConnectAsync(new Uri("ws://first/ws"), options);
        for (var i = 1; i <= 2; i++)
        {
            await handler.Refused(i);
            await Time.TimerIsSetFor(TimeSpan.FromSeconds(i * 0.5));
            Time.Advance(TimeSpan.FromSeconds(i * 0.5));
        }

        var exception = await Assert.ThrowsAsync<WsHandshakeException>(() => connecting).Soon();
        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Equal(["0 ws://first/ws ", "1 ws://first/ws NetworkFailure", "2 ws://first/ws NetworkFailure"], seen);
        Assert.Equal(
            ["ws://server0/ws Bearer token0 always", "ws://server1/ws Bearer token1 always", "ws://server2/ws Bearer token2 always"],
            handler.Requests);
        Assert.DoesNotContain("Authorization", options.Headers.Keys);
    }

    [Fact]
    public async Task A_token_that_cannot_be_had_is_a_failed_attempt()
    {
        var fail = false;
        var (_, server) = await ConnectAsync(options => options.ConfigureAttempt =
            (_, _) => fail ? throw new HttpRequestException("The token server is down.") : ValueTask.CompletedTask);
        fail = true;
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        var change = await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Assert.IsType<HttpRequestException>(change.Disconnect!.Exception);
        fail = false;
        Time.Advance(TimeSpan.FromSeconds(1));
        await Server.AcceptAsync();
        await ConnectedAsync(2);
    }

    [Fact]
    public async Task A_handler_of_the_state_that_fails_disturbs_nothing()
    {
        var (client, server) = await ConnectAsync();
        client.StateChanged += (_, _) => throw new InvalidOperationException();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        await Server.AcceptAsync();
        await ConnectedAsync(1);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused()
    {
        Refused(options => options.Factor = 0.9);
        Refused(options => options.Factor = double.NaN);
        Refused(options => options.Jitter = 1.1);
        Refused(options => options.Jitter = double.NaN);
        Refused(options => options.MaxAttempts = 0);
        Refused(options => options.InitialDelay = TimeSpan.FromSeconds(-1));
        Refused(options => options.MaxDelay = Timeout.InfiniteTimeSpan);

        void Refused(Action<WsReconnectOptions> change)
        {
            var options = Options(options => change(options.Reconnect!));
            var connecting = WsClient.ConnectAsync(Server.OpenAsync, options);
            Assert.IsType<ArgumentOutOfRangeException>(connecting.Exception!.InnerException);
        }
    }

    /// <summary>Answers each request with the next status.</summary>
    private sealed class RefusingHandler(params HttpStatusCode[] statuses) : HttpMessageHandler
    {
        private readonly TaskCompletionSource[] _refused = [.. statuses.Select(_ => new TaskCompletionSource())];

        public List<string> Requests { get; } = [];

        public Task Refused(int count) => _refused[count - 1].Task.Soon();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.RequestUri} {request.Headers.Authorization} {request.Headers.GetValues("X-Same").Single()}");
            _refused[Requests.Count - 1].SetResult();
            return Task.FromResult(new HttpResponseMessage(statuses[Requests.Count - 1]));
        }
    }
}
