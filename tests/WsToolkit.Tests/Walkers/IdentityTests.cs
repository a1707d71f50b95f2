using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>Who a connection is: its ids, its user, and how long.</summary>
public class IdentityTests
{
    private const string Public = "n::000000000000000000000001";

    private static readonly HandWalker Who = new("who", static async args => await args.ReportAsync(args.Context.UserId));

    [Fact]
    public async Task A_connection_is_told_who_it_is_first_of_all_and_whenever_it_asks()
    {
        await using var host = Host();
        await using var client = host.Open(channel: "room");
        await client.SendAsync("""{"type":"walker","walker":"who","response":true}""");
        var first = await client.ReceiveAsync();
        Assert.Matches(
            """^\{"type":"connection","data":\{"client_id":"\d{10}:[0-9a-f]{32}","root_id":"n::000000000000000000000001","channel_id":"room"\}\}$""", first);
        Assert.Equal($$"""{"status":200,"reports":["{{Public}}"]}""", await client.ReceiveAsync());
        Assert.Equal(first, await client.AskAsync("""{"type":"connection"}"""));
        Assert.Equal("""{"id":1,""" + first[1..], await client.AskAsync("""{"type":"connection","id":1}"""));
    }

    [Fact]
    public async Task Without_a_channel_a_connection_has_one_of_its_own()
    {
        await using var host = Host();
        var (first, one) = await host.JoinAsync();
        var (second, other) = await host.JoinAsync();
        await using (first)
        await using (second)
        {
            Assert.Matches("^[0-9]{10}:[0-9a-f]{32}$", one.ChannelId);
            Assert.Equal(6, new[] { one.ChannelId, one.ClientId, other.ChannelId, other.ClientId, one.UserId, "x" }.Distinct().Count());
            Assert.Equal((2, 1, 2), host.Directory.Count);
        }
    }

    [Fact]
    public async Task The_application_says_which_id_a_user_has()
    {
        await using var host = Host(options => options.Walkers.UserId = user => "n::" + user.FindFirst("sub")!.Value);
        var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"));
        await using (client)
        {
            Assert.Equal("n::alice", identity.UserId);
            Assert.Equal("""{"status":200,"reports":["n::alice"]}""", await client.AskAsync("""{"type":"walker","walker":"who","response":true}"""));
        }
    }

    [Theory]
    [InlineData("good")]
    [InlineData("Bearer good")]
    [InlineData("bearer  good ")]
    public async Task A_token_makes_the_connection_a_users_and_none_makes_it_the_publics(string token)
    {
        await using var host = Host();
        var (client, before) = await host.JoinAsync();
        await using (client)
        {
            var changed = WalkerHost.Identity(await client.AskAsync($$"""{"type":"change_user","token":"{{token}}"}"""));
            Assert.Equal(before with { UserId = "alice" }, changed);
            await host.Notifier.NotifyUsersAsync([Public, "alice"], new Chat("hello"));
            Assert.Equal("""{"type":"chat","data":{"message":"hello"}}""", await client.ReceiveAsync());
            Assert.Equal(before, WalkerHost.Identity(await client.AskAsync("""{"type":"change_user"}""")));
            Assert.Equal((1, 1, 1), host.Directory.Count);
            await host.Notifier.NotifyUsersAsync(["alice"], new Chat("nobody"));
            Assert.Equal($$"""{"status":200,"reports":["{{Public}}"]}""", await client.AskAsync("""{"type":"walker","walker":"who","response":true}"""));
        }
    }

    [Fact]
    public async Task A_user_of_the_handshake_can_log_out()
    {
        await using var host = Host();
        var (client, before) = await host.JoinAsync(WalkerHost.User("bob"));
        await using (client)
        {
            Assert.Equal("bob", before.UserId);
            Assert.Equal(Public, WalkerHost.Identity(await client.AskAsync("""{"type":"change_user","token":null}""")).UserId);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_is_not_valid_makes_the_connection_the_publics(bool compat)
    {
        await using var host = Host(endpoint: builder =>
        {
            if (compat)
            {
                builder.UseWalkersCompat();
            }
        });
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"));
        await using (client)
        {
            foreach (var token in new[] { "bad", "expired" })
            {
                var answer = await client.AskAsync($$"""{"type":"change_user","token":"{{token}}"}""");
                Assert.Equal(Public, WalkerHost.Identity(answer).UserId);
                Assert.Equal(!compat, answer.EndsWith(""","error":"The token is not valid."}""", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task When_the_users_time_is_over_the_connection_is_the_publics_and_is_told()
    {
        await using var host = Host();
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"), expires: host.Time.GetUtcNow().AddSeconds(5));
        await using (client)
        {
            host.Time.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal("""{"status":200,"reports":["bob"]}""", await client.AskAsync("""{"type":"walker","walker":"who","response":true}"""));
            host.Time.Advance(TimeSpan.FromSeconds(1));
            var told = await client.ReceiveAsync();
            Assert.Equal(Public, WalkerHost.Identity(told).UserId);
            Assert.EndsWith(""","error":"The user's authentication has expired."}""", told);
            await host.Notifier.NotifyUsersAsync(["bob"], new Chat("nobody"));
            Assert.Equal($$"""{"status":200,"reports":["{{Public}}"]}""", await client.AskAsync("""{"type":"walker","walker":"who","response":true}"""));
        }
    }

    [Fact]
    public async Task Changing_the_user_sets_the_time_anew()
    {
        await using var host = Host();
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"), expires: host.Time.GetUtcNow().AddSeconds(5));
        await using (client)
        {
            Assert.Equal("alice", WalkerHost.Identity(await client.AskAsync("""{"type":"change_user","token":"good"}""")).UserId);
            host.Time.Advance(TimeSpan.FromSeconds(6));
            Assert.Equal("""{"status":200,"reports":["alice"]}""", await client.AskAsync("""{"type":"walker","walker":"who","response":true}"""));
            host.Time.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal(Public, WalkerHost.Identity(await client.ReceiveAsync()).UserId);
        }
    }

    /// <summary>An answer waits for room; what the server says by itself does not.</summary>
    [Fact]
    public async Task What_is_said_last_of_the_connection_is_how_it_is()
    {
        await using var host = Host(options => (options.SendQueueMessages, options.SendTimeout) = (1, Timeout.InfiniteTimeSpan));
        var (client, identity) = await host.JoinAsync();
        await using var _ = client;
        for (var i = 0; i < 3; i++)
        {
            await host.Notifier.NotifyClientsAsync([identity.ClientId], new Chat(new string('x', 100_000)));
        }

        await client.SendAsync("""{"type":"change_user","token":"good"}""");
        await host.Time.TimerIsSetFor(TimeSpan.FromSeconds(10));
        host.Time.Advance(TimeSpan.FromSeconds(10));

        var said = new List<string>();
        while (said.Count < 3)
        {
            var message = await client.ReceiveAsync();
            if (message.Contains(""" "type":"connection" """.Trim(), StringComparison.Ordinal))
            {
                said.Add(WalkerHost.Identity(message).UserId);
            }
        }

        Assert.Equal([Public, "alice", Public], said);
    }

    [Fact]
    public async Task A_time_that_was_over_at_the_handshake_counts_as_over()
    {
        await using var host = Host();
        await using var client = host.Open(WalkerHost.User("bob"), expires: host.Time.GetUtcNow());
        var told = await client.ReceiveAsync();
        Assert.Equal(Public, WalkerHost.Identity(told).UserId);
        Assert.Contains("expired", told);
    }

    [Fact]
    public async Task By_option_the_end_of_the_users_time_is_the_end_of_the_connection()
    {
        await using var host = Host(options => options.Walkers.CloseWhenExpired = true);
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"), expires: host.Time.GetUtcNow().AddSeconds(5));
        await using (client)
        {
            host.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(WsCloseCode.PolicyViolation, (await client.ReceiveCloseAsync()).Code);
        }
    }

    [Fact]
    public async Task A_run_that_has_begun_stays_that_of_its_user()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new HandWalker(
            "slow",
            async args =>
            {
                entered.SetResult();
                await release.Task;
                await args.ReportAsync($"{args.Context.UserId} {args.Context.User.FindFirst("sub")?.Value}");
            },
            WsWalkerAuthentication.Required);
        await using var host = Host(walkers: [Who, slow]);
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"));
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"slow","id":1}""");
            await entered.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal("alice", WalkerHost.Identity(await client.AskAsync("""{"type":"change_user","token":"good","id":2}""")).UserId);
            Assert.Equal(
                """{"type":"walker","id":3,"status":200,"reports":["alice"]}""", await client.AskAsync("""{"type":"walker","walker":"who","id":3}"""));
            release.SetResult();
            Assert.Equal("""{"type":"walker","id":1,"status":200,"reports":["bob bob"]}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task What_comes_after_a_change_of_user_is_that_users_also_when_it_came_at_once()
    {
        await using var host = Host(walkers: [new HandWalker("members", static async args => await args.ReportAsync(args.Context.UserId), WsWalkerAuthentication.Required)]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"change_user","token":"good"}""");
            await client.SendAsync("""{"type":"walker","walker":"members","response":true}""");
            await client.SendAsync("""{"type":"change_user"}""");
            await client.SendAsync("""{"type":"walker","walker":"members","response":true}""");
            Assert.Equal("alice", WalkerHost.Identity(await client.ReceiveAsync()).UserId);
            Assert.Equal("""{"status":200,"reports":["alice"]}""", await client.ReceiveAsync());
            Assert.Equal(Public, WalkerHost.Identity(await client.ReceiveAsync()).UserId);
            Assert.Equal("""{"type":"walker","error":"Event members requires to be authenticated!"}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task A_slow_change_of_user_does_not_undo_a_later_one()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var found = new TaskCompletionSource<WsTokenUser?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Host(options => options.Walkers.TokenAuthenticator = new SlowTokens(asked, found.Task));
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"));
        await using (client)
        {
            await client.SendAsync("""{"type":"change_user","token":"good","id":1}""");
            await asked.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal(Public, WalkerHost.Identity(await client.AskAsync("""{"type":"change_user","id":2}""")).UserId);
            found.SetResult(new WsTokenUser(WalkerHost.User("alice"), null));
            Assert.Equal(Public, WalkerHost.Identity(await client.ReceiveAsync()).UserId);
            Assert.Equal(Public, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")).UserId);
        }
    }

    [Fact]
    public async Task A_change_of_user_that_a_filter_holds_does_not_undo_a_later_one()
    {
        var filter = new HoldFirst();
        await using var host = Host(endpoint: builder => builder.AddFilter(filter));
        var (client, _) = await host.JoinAsync(WalkerHost.User("bob"));
        await using (client)
        {
            await client.SendAsync("""{"type":"change_user","token":"good","id":1}""");
            await filter.Held.Task.WaitAsync(RawConnection.Patience);
            Assert.Equal(Public, WalkerHost.Identity(await client.AskAsync("""{"type":"change_user","id":2}""")).UserId);
            filter.Release.SetResult();
            Assert.Equal(Public, WalkerHost.Identity(await client.ReceiveAsync()).UserId);
            Assert.Equal(Public, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")).UserId);
        }
    }

    private static WalkerHost Host(
        Action<WsServerOptions>? options = null, Action<Server.WsEndpointBuilder>? endpoint = null, HandWalker[]? walkers = null)
    {
        WalkerHost? host = null;
        host = new WalkerHost(
            walkers ?? [Who],
            all =>
            {
                all.Walkers.TokenAuthenticator = new Tokens(() => host!.Time.GetUtcNow());
                options?.Invoke(all);
            },
            endpoint);
        return host;
    }

    private sealed class HoldFirst : IWsCallFilter
    {
        private int _calls;

        public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next)
        {
            if (Interlocked.Increment(ref _calls) == 1)
            {
                Held.SetResult();
                await Release.Task;
            }

            await next(context);
        }
    }

    private sealed class SlowTokens(TaskCompletionSource asked, Task<WsTokenUser?> found) : IWsTokenAuthenticator
    {
        public async ValueTask<WsTokenUser?> AuthenticateAsync(WsConnection connection, string token, CancellationToken cancellationToken)
        {
            asked.SetResult();
            return await found;
        }
    }

    private sealed class Tokens(Func<DateTimeOffset> now) : IWsTokenAuthenticator
    {
        public ValueTask<WsTokenUser?> AuthenticateAsync(WsConnection connection, string token, CancellationToken cancellationToken)
            => ValueTask.FromResult(token switch
            {
                "good" => new WsTokenUser(WalkerHost.User("alice"), now().AddSeconds(10)),
                "expired" => new WsTokenUser(WalkerHost.User("alice"), now()),
                _ => null,
            });
    }
}
