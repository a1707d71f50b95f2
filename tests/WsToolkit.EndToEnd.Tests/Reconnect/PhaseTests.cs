using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Reconnect;

/// <summary>The connection is cut, or nothing comes any more, in every phase; and the client is closed in every phase.</summary>
public sealed class PhaseTests : ReconnectTest
{
    [Fact]
    public async Task Connecting_fails_again_and_again_and_succeeds()
    {
        await LoseAsync();
        await Server.RefuseAsync(new IOException("The cable is out."));
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Server.AcceptAsync();
        await ConnectedAsync(2);
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing_is_given_up()
    {
        await LoseAsync();
        var knock = await Server.NextAsync();
        Time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(knock.Answer.Task.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        var change = await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Assert.IsType<TimeoutException>(change.Disconnect!.Exception);
    }

    [Fact]
    public async Task Cut_during_the_login()
    {
        var client = await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var server = await Server.AcceptAsync();
        Assert.Equal("secret", await server.ReceiveAsync());
        Assert.Equal(WsClientState.Reconnecting, client.State);
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(1));
        server = await Server.AcceptAsync();
        Assert.Equal("secret", await server.ReceiveAsync());
        await server.SendAsync("welcome");
        await ConnectedAsync(2);
    }

    [Fact]
    public async Task Nothing_comes_during_the_login()
    {
        await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        Time.Advance(TimeSpan.FromSeconds(10));
        var change = await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 2, 1);
        Assert.IsType<TimeoutException>(change.Disconnect!.Exception);
    }

    [Fact]
    public async Task The_login_takes_too_long_for_the_server()
    {
        await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        await server.CloseAsync(WsCloseCode.TryAgainLater);
        await ReconnectingAsync(WsDisconnectReason.ServerError, 2, 1);
    }

    [Fact]
    public async Task A_login_that_is_refused_is_the_end()
    {
        var client = await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var waiting = CallAsync(client, Ordinary);
        var server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        await server.CloseAsync(WsCloseCode.PolicyViolation);
        var disconnect = await ClosedAsync(WsDisconnectReason.AuthenticationFailed);
        Assert.IsType<WsAuthenticationException>(disconnect.Exception);
        await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
        Assert.Equal(2, Server.Attempts);
    }

    [Fact]
    public async Task A_server_that_answers_the_login_wrongly_is_not_tried_again()
    {
        await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        await server.SendAsync("who are you?");
        Assert.Equal(WsCloseCode.PolicyViolation, (await server.ReceiveCloseAsync()).Code);
        await server.CloseAsync(WsCloseCode.PolicyViolation);
        await ClosedAsync(WsDisconnectReason.AuthenticationFailed);
    }

    [Fact]
    public async Task Cut_while_it_closes()
    {
        var (client, server) = await ConnectAsync(options => options.CloseTimeout = TimeSpan.FromSeconds(5));
        var closing = client.CloseAsync();
        Assert.Equal(WsCloseCode.Normal, (await server.ReceiveCloseAsync()).Code);
        server.Abort();
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", Remote: false), await closing.Soon());
        await ClosedAsync(WsDisconnectReason.LocalClose);
        Assert.Equal(1, Server.Attempts);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_close_is_dropped()
    {
        var (client, server) = await ConnectAsync(options => options.CloseTimeout = TimeSpan.FromSeconds(5));
        var closing = client.CloseAsync(WsCloseCode.GoingAway);
        await server.ReceiveCloseAsync();
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(WsCloseCode.GoingAway, (await closing.Soon()).Code);
        await ClosedAsync(WsDisconnectReason.LocalClose);
    }

    [Fact]
    public async Task Disposed_while_it_waits_for_the_next_attempt()
    {
        var (client, server) = await ConnectAsync();
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        var waiting = CallAsync(client, Ordinary);
        await client.DisposeAsync().Soon();

        await ClosedAsync(WsDisconnectReason.LocalClose);
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", Remote: false), await client.Completion.Soon());
        await Assert.ThrowsAsync<WsConnectionLostException>(() => waiting).Soon();
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Server.Attempts);
    }

    [Fact]
    public async Task Disposed_while_it_connects()
    {
        var client = await LoseAsync();
        await Server.NextAsync();
        await client.DisposeAsync().Soon();
        await ClosedAsync(WsDisconnectReason.LocalClose);
    }

    [Fact]
    public async Task Disposed_during_the_login()
    {
        var client = await LoseAsync(options => options.Authenticator = new PasswordClient("secret"));
        var server = await Server.AcceptAsync();
        await server.ReceiveAsync();
        var disposing = client.DisposeAsync();
        Assert.Equal(WsCloseCode.Normal, (await server.ReceiveCloseAsync()).Code);
        await server.CloseAsync();
        await disposing.Soon();
        await ClosedAsync(WsDisconnectReason.LocalClose);
    }

    [Fact]
    public async Task Aborted_in_the_middle_of_a_call()
    {
        var (client, server) = await ConnectAsync();
        var call = CallAsync(client, Again);
        await server.ReceiveAsync();
        client.Abort();
        var lost = await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        Assert.Equal(new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: false), lost.Close);
        await ClosedAsync(WsDisconnectReason.LocalClose);
    }

    [Fact]
    public async Task Closed_by_a_handler_of_its_own_state()
    {
        var (client, server) = await ConnectAsync();
        client.StateChanged += (_, change) =>
        {
            if (change.NewState == WsClientState.Reconnecting)
            {
                _ = client.CloseAsync();
            }
        };
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        await ClosedAsync(WsDisconnectReason.LocalClose);
    }

    [Fact]
    public async Task A_connection_without_messages_is_replaced_after_the_idle_timeout()
    {
        var (client, server) = await ConnectAsync(options =>
        {
            options.IdleTimeout = TimeSpan.FromSeconds(60);
            options.CloseTimeout = TimeSpan.FromSeconds(5);
        });
        Time.Advance(TimeSpan.FromSeconds(45));
        var call = CallAsync(client, Ordinary);
        await server.ReceiveAsync();
        await server.SendAsync("""{"id":1,"response":1}""");
        await call.Soon();
        Time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(WsClientState.Connected, client.State);
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((WsCloseCode.GoingAway, "The connection was idle."), await server.ReceiveCloseAsync());
        await server.CloseAsync(WsCloseCode.GoingAway);
        await ReconnectingAsync(WsDisconnectReason.Idle, 1, 0.5);
    }

    // A client that has lost its connection and knocks again; its first login, if there is one, has succeeded.
    private async Task<WsClient> LoseAsync(Action<WsClientOptions>? change = null)
    {
        var options = Options(change);
        var connecting = WsClient.ConnectAsync(Server.OpenAsync, options);
        var server = await Server.AcceptAsync();
        if (options.Authenticator is not null)
        {
            await server.ReceiveAsync();
            await server.SendAsync("welcome");
        }

        var client = Watch(await connecting.Soon());
        server.Abort();
        await ReconnectingAsync(WsDisconnectReason.NetworkFailure, 1, 0.5);
        Time.Advance(TimeSpan.FromSeconds(0.5));
        return client;
    }
}
