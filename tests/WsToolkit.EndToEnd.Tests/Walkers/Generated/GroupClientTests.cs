using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Walkers.Generated;

/// <summary>The generated client of a group: requests, reports, streams and notifications.</summary>
public sealed class GroupClientTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Log _log = new();
    private readonly WsTestHost _host;

    public GroupClientTests() => _host = WsTestHost.Create(
        static endpoint => endpoint.AddWalker<Bind>().AddWalker<CountTo>().AddWalker<WalkAbout>().AddWalker<Greeter>().AddWalker<Tell>(),
        services => services.AddSingleton(_log));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_is_left_out_of_a_request_keeps_its_value()
    {
        var client = await ConnectAsync();
        var reply = await client.BindAsync(new BindRequest { ChannelId = "a", Maybe = null }).WaitAsync(Patience);
        Assert.Equal(["a null 3 1+2 DarkBlue else ignored own 0.5"], reply.Reports);

        reply = await client.BindAsync(new() { ChannelId = "b", Maybe = 1, Times = 0, Numbers = [], Shade = Shade.Light, Otherwise = "", Inherited = 1 })
            .WaitAsync(Patience);
        Assert.Equal(["b 1 0  Light  ignored own 1"], reply.Reports);
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Reports_come_one_by_one_in_a_stream()
    {
        var client = await ConnectAsync();
        var reports = new List<string>();
        await foreach (var report in client.CountToStreamAsync(new CountToRequest { To = 5, Unit = "km" }))
        {
            reports.Add(report);
        }

        Assert.Equal(["2km", "4km"], reports);
    }

    [Fact]
    public async Task Reports_of_several_types_are_told_apart()
    {
        var client = await ConnectAsync();
        var reply = await client.WalkAboutAsync().WaitAsync(Patience);
        Assert.Equal(201, reply.Status);
        Assert.Equal([new Moved(1, "east"), new Stopped(9)], reply.Reports);
    }

    [Fact]
    public async Task A_description_is_its_own_request()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "me")], "test"));
        var client = await _host.ConnectWalkersAsync<GeneratedClient>(user: user);
        Assert.Equal(["Hi you from me"], (await client.GreetAsync(new Greet("you") { Greeting = "Hi" }).WaitAsync(Patience)).Reports);

        var stranger = await ConnectAsync();
        await Assert.ThrowsAsync<WsException>(() => stranger.GreetAsync(new Greet("you")).WaitAsync(Patience));
    }

    [Fact]
    public async Task Notifications_are_heard_by_handlers_and_in_streams()
    {
        var client = await ConnectAsync();
        var heard = new TaskCompletionSource<ToldMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.OnGenTold += heard.SetResult;
        await using var stream = client.GenToldEventsAsync().GetAsyncEnumerator();
        var next = stream.MoveNextAsync();
        Assert.Equal(200, (await client.TellAsync(new() { Message = "a" }).WaitAsync(Patience)).Status);
        Assert.Equal(new ToldMessage("a", Shade.DarkBlue), await heard.Task.WaitAsync(Patience));
        Assert.True(await next.AsTask().WaitAsync(Patience));
        Assert.Equal(new ToldMessage("a", Shade.DarkBlue), stream.Current);

        // A handler that is gone hears nothing more, or setting the result twice would throw.
        client.OnGenTold -= heard.SetResult;
        await client.TellAsync(new() { Message = "b" }).WaitAsync(Patience);
        Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("b", stream.Current.Message);
    }

    private Task<GeneratedClient> ConnectAsync() => _host.ConnectWalkersAsync<GeneratedClient>();
}
