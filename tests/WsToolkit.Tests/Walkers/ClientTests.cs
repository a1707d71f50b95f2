using System.Collections.Concurrent;
using WsToolkit.Dialects;
using WsToolkit.Walkers;

namespace WsToolkit.Tests.Walkers;

/// <summary>The client that generated clients call through, against a server, in each dialect.</summary>
public class ClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly WsWalkerOperation<Request, int> Twice = new("twice", "Test.TwiceAsync", HandWalker.Resolver) { Naming = WsNaming.SnakeCase };

    private static readonly WsWalkerOperation<Request> Unknown = new("unknown", "Test.UnknownAsync", HandWalker.Resolver) { Naming = WsNaming.SnakeCase };

    private static readonly WsWalkerOperation<Request> Tell = new("tell", "Test.TellAsync", HandWalker.Resolver) { Naming = WsNaming.SnakeCase };

    private static readonly HandWalker[] Walkers =
    [
        new("twice", static async args =>
        {
            args.Context.Status = 201;
            await args.ReportAsync(args.Val);
            await args.ReportAsync(args.Val * 2);
        }),
        new("tell", static async args => await args.Context.NotifyChannelsAsync(["room"], new Chat(args.Text!), default)),
    ];

    public static TheoryData<string> Dialects => ["walkers", "walkers-compat", "default"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_call_gives_status_and_typed_reports(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect));
        var reply = await client.CallAsync(Twice, new Request(21)).WaitAsync(Patience);
        Assert.Equal(201, reply.Status);
        Assert.Equal([21, 42], reply.Reports);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Reports_can_be_taken_as_a_stream(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect));
        List<int> reports = [];
        await foreach (var report in client.StreamAsync(Twice, new Request(3)))
        {
            reports.Add(report);
        }

        Assert.Equal([3, 6], reports);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Many_calls_at_once_get_their_own_replies(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect));
        var calls = Enumerable.Range(0, 50).Select(i => client.CallAsync(Twice, new Request(i))).ToArray();
        for (var i = 0; i < calls.Length; i++)
        {
            Assert.Equal([i, 2 * i], (await calls[i].WaitAsync(Patience)).Reports);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Errors_are_exceptions_with_a_code(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect));
        var error = await Assert.ThrowsAsync<WsException>(() => client.CallAsync(Unknown, new Request(1)).WaitAsync(Patience));
        Assert.Equal(WsErrorCodes.MethodNotFound, error.Code);
        Assert.Equal([2, 4], (await client.CallAsync(Twice, new Request(2)).WaitAsync(Patience)).Reports);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_client_knows_its_connection_and_changes_its_user(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect), items: Room);
        var changes = new ConcurrentQueue<WsWalkerConnectionInfo>();
        client.ConnectionChanged += changes.Enqueue;
        Assert.Equal("n::000000000000000000000001", client.Connection!.Identity.UserId);
        Assert.Equal("room", client.Connection.Identity.ChannelId);
        Assert.Equal("alice", (await client.ChangeUserAsync("good").WaitAsync(Patience))!.Identity.UserId);
        Assert.Equal("alice", client.Connection.Identity.UserId);
        var bad = await client.ChangeUserAsync("bad").WaitAsync(Patience);
        Assert.Equal("n::000000000000000000000001", bad!.Identity.UserId);
        Assert.Equal(dialect == "walkers-compat" ? null : "The token is not valid.", bad.Error);
        Assert.Equal(client.Connection.Identity, (await client.GetConnectionAsync().WaitAsync(Patience)).Identity);
        Assert.Contains(changes, change => change.Identity.UserId == "alice");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Notifications_reach_handlers_and_streams(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect), items: Room);
        var other = await host.Host.ConnectWalkersAsync(Options(dialect));
        var heard = new TaskCompletionSource<Chat>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.AddHandler<Chat>(heard.SetResult);
        var stream = client.EventsAsync<Chat>().GetAsyncEnumerator();
        var next = stream.MoveNextAsync();
        await other.CallAsync(Tell, new Request(0, "hello")).WaitAsync(Patience);
        Assert.Equal(new Chat("hello"), await heard.Task.WaitAsync(Patience));
        Assert.True(await next.AsTask().WaitAsync(Patience));
        Assert.Equal(new Chat("hello"), stream.Current);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_client_notifies_others_where_that_is_allowed(string dialect)
    {
        await using var host = Host(dialect, options => options.Walkers.AuthorizeNotification = request => ValueTask.FromResult(request.EventName == "chat"));
        var client = await host.Host.ConnectWalkersAsync(Options(dialect), items: Room);
        var heard = new TaskCompletionSource<Chat>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.AddHandler<Chat>(heard.SetResult);
        var other = await host.Host.ConnectWalkersAsync(Options(dialect));
        await other.NotifyChannelsAsync(["room"], new Chat("hi")).WaitAsync(Patience);
        Assert.Equal(new Chat("hi"), await heard.Task.WaitAsync(Patience));
    }

    [Theory]
    [InlineData("walkers")]
    [InlineData("default")]
    public async Task A_client_is_told_when_it_may_not_notify(string dialect)
    {
        await using var host = Host(dialect);
        var client = await host.Host.ConnectWalkersAsync(Options(dialect), items: Room);
        var error = await Assert.ThrowsAsync<WsException>(() => client.NotifyChannelsAsync(["room"], new Chat("hi")).WaitAsync(Patience));
        Assert.Equal(WsErrorCodes.Forbidden, error.Code);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task After_a_lost_connection_the_user_is_the_same_again(string dialect)
    {
        await using var host = Host(dialect);
        var options = Options(dialect);
        options.Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };
        var client = await host.Host.ConnectWalkersAsync(options);
        await client.ChangeUserAsync("good").WaitAsync(Patience);
        var before = client.Connection!.Identity.ClientId;
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ConnectionChanged += change =>
        {
            if (change.Identity.ClientId != before && change.Identity.UserId == "alice")
            {
                back.TrySetResult();
            }
        };
        foreach (var connection in host.Host.Connections.All)
        {
            connection.Abort();
        }

        await back.Task.WaitAsync(Patience);
    }

    private static Dictionary<object, object?> Room => new() { [WsWalkerItems.ChannelId] = "room" };

    private static WsClientOptions Options(string dialect) => new()
    {
        Dialect = dialect switch
        {
            "walkers" => TaggedDialect.Instance,
            "walkers-compat" => TaggedDialect.Compat,
            _ => DefaultDialect.Instance,
        },
    };

    private static WalkerHost Host(string dialect, Action<WsServerOptions>? options = null) => new(
        Walkers,
        all =>
        {
            if (dialect == "default")
            {
                all.Dialect = DefaultDialect.Instance;
            }

            all.Walkers.TokenAuthenticator = new Tokens();
            options?.Invoke(all);
        },
        builder =>
        {
            if (dialect == "walkers-compat")
            {
                builder.UseWalkersCompat();
            }
        });

    public sealed record Request(int Val, string? Text = null);

    private sealed class Tokens : IWsTokenAuthenticator
    {
        public ValueTask<WsTokenUser?> AuthenticateAsync(WsConnection connection, string token, CancellationToken cancellationToken)
            => ValueTask.FromResult(token == "good" ? new WsTokenUser(WalkerHost.User("alice")) : null);
    }
}
