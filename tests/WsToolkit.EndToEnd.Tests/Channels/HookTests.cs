using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>What a service has to say to its channels.</summary>
public sealed class HookTests
{
    [Theory]
    [BothHosts]
    public async Task A_hook_sees_what_is_asked_for_and_refuses_it(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        WsChannelContext? seen = null;
        host.State.MaySubscribe = context =>
        {
            seen = context;
            Assert.NotNull(context.Connection.Id);
            Assert.NotNull(context.Services.GetService(typeof(BoardState)));
            Assert.False(context.User.Identity?.IsAuthenticated);
            return ValueTask.FromResult(context.Values[0] == "good");
        };
        await using var client = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"forbidden","errors":{"channel":"Invalid channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"hooked:a%3Ab","event":"x*"}}"""));
        Assert.Equal(("hooked:a%3Ab", "x*", "a%3Ab"), (seen!.Channel, seen.Event, seen.Values.Single()));
        Assert.Same(Board.Hooked, seen.Definition);
        Assert.Equal("""{"connections":1,"channels":{}}""", await client.InfoAsync());
        await client.SubscribeAsync("hooked:good");
    }

    [Theory]
    [BothHosts]
    public async Task A_refusal_in_the_services_own_words_is_an_error_of_the_channel_too(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        host.State.MaySubscribe = _ => throw new WsException("not_paid", "Pay first.");
        host.State.MayPublish = (_, tick) => throw new WsException("bad_tick", "No.", new Dictionary<string, string> { ["n"] = $"{tick.N}" });
        await using var client = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"Pay first.","code":"not_paid","errors":{"channel":"Invalid channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"hooked:a"}}"""));
        Assert.Equal(
            """{"id":1,"method":"publish","error":{"message":"No.","code":"bad_tick","errors":{"n":"5","channel":"Cannot publish to channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"hooked:a","data":{"n":5}}}"""));
    }

    [Theory]
    [BothHosts]
    public async Task A_hook_that_fails_refuses_and_reveals_nothing(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        host.State.MaySubscribe = _ => throw new InvalidDataException("secret");
        await using var client = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"The call failed.","code":"internal_error"}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"hooked:a"}}"""));
        Assert.Equal("""{"connections":1,"channels":{}}""", await client.InfoAsync());
    }

    [Theory]
    [BothHosts]
    public async Task The_first_and_the_last_subscriber_are_told_of_once_each(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        var events = new ConcurrentQueue<string>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.State.First = (_, context) =>
        {
            events.Enqueue($"first {context.Channel} {context.Values[0]} {context.Connection.Id.Length > 0}");
            return ValueTask.CompletedTask;
        };
        host.State.Last = context =>
        {
            Assert.Throws<InvalidOperationException>(() => context.Connection);
            events.Enqueue($"last {context.Channel} {context.Values[0]}");
            last.TrySetResult();
            return ValueTask.CompletedTask;
        };
        var one = await host.OpenAsync("hooked:a");
        var two = await host.OpenAsync("hooked:a", "x");
        await one.AskAsync("""{"id":1,"method":"unsubscribe","payload":{"channel":"hooked:a"}}""");
        Assert.Equal(["first hooked:a a True"], events);
        two.Abort();
        await last.Task.Soon();
        Assert.Equal(["first hooked:a a True", "last hooked:a a"], events);
        await one.SubscribeAsync("hooked:a");
        Assert.Equal(["first hooked:a a True", "last hooked:a a", "first hooked:a a True"], events);
        await one.DisposeAsync();
        await two.DisposeAsync();
    }

    [Theory]
    [BothHosts]
    public async Task What_the_hook_for_the_first_subscriber_publishes_comes_after_the_answer(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        host.State.First = async (board, _) => await board.Open(Board.Hooked, "a").PublishAsync(new Tick(1));
        await using var client = await host.OpenAsync("hooked:a");
        Assert.Equal("""{"channel":"hooked:a","event":"","data":{"n":1,"key":null}}""", await client.ReceiveAsync());
    }

    [Theory]
    [BothHosts]
    public async Task A_first_subscriber_for_whom_the_hook_fails_is_none(HostKind over)
    {
        await using var host = await BoardHost.StartAsync(over);
        var lasts = 0;
        host.State.First = (_, _) => throw new WsException("no_feed", "There is no feed.");
        host.State.Last = _ =>
        {
            lasts++;
            return ValueTask.CompletedTask;
        };
        await using var client = await host.OpenAsync();
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"There is no feed.","code":"no_feed"}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"hooked:a"}}"""));
        Assert.Equal("""{"connections":1,"channels":{}}""", await client.InfoAsync());
        host.State.First = (_, _) => ValueTask.CompletedTask;
        await client.SubscribeAsync("hooked:a");
        Assert.Equal(0, lasts);
    }

    [Theory]
    [BothHosts]
    public async Task Authorization_counts_for_subscribing_and_publishing(HostKind over)
    {
        var authorizer = new StubAuthorizer();
        await using var host = await BoardHost.StartAsync(over, endpoint: builder =>
        {
            builder.Authorizer = authorizer;
            builder.Add<Vault>();
        });
        Assert.Equal("Board.Guarded", authorizer.Required);
        await using var client = await host.OpenAsync();
        authorizer.Result = WsAuthorizationResult.Unauthorized;
        Assert.Equal(
            """{"id":1,"method":"subscribe","error":{"message":"Invalid RPC parameters","code":"unauthorized","errors":{"channel":"Invalid channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"subscribe","payload":{"channel":"guarded"}}"""));
        authorizer.Result = WsAuthorizationResult.Forbidden;
        Assert.Equal(
            """{"id":1,"method":"publish","error":{"message":"Invalid RPC parameters","code":"forbidden","errors":{"channel":"Cannot publish to channel"}}}""",
            await client.AskAsync("""{"id":1,"method":"publish","payload":{"channel":"guarded","data":{"n":"not even a number"}}}"""));
        authorizer.Result = WsAuthorizationResult.Allowed;
        await client.SubscribeAsync("guarded");
    }

    [Fact]
    public void Authorization_that_nobody_checks_is_refused_when_the_endpoint_is_built()
    {
        var builder = new WsEndpointBuilder(new ServiceCollection().BuildServiceProvider());
        builder.Add<Vault>();
        Assert.Contains("Board.Guarded demands authorization", Assert.Throws<InvalidOperationException>(builder.Build).Message);
    }

    private sealed class StubAuthorizer : IWsAuthorizer
    {
        public string? Required { get; private set; }

        public WsAuthorizationResult Result { get; set; }

        public void Require(Rpc.WsMethod method) => Required = method.MemberName;

        public ValueTask<WsAuthorizationResult> AuthorizeAsync(WsCallContext context)
            => ValueTask.FromResult(context.Method!.MemberName == "Board.Guarded" ? Result : WsAuthorizationResult.Forbidden);
    }
}
