using System.Net.Http.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using ChatSample.Walkers;
using WsToolkit.Dialects;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>samples/Chat with the client that is generated from its walkers, over a WebSocket and over HTTP.</summary>
public sealed class ChatClientTests
{
    private const string Public = "n::000000000000000000000001";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_exchanges_of_the_original_happen(bool compat)
    {
        using var server = await ChatTests.StartAsync(compat);
        using var http = new HttpClient { BaseAddress = server.Address };
        var ada = await LogInAsync(http, "ada");
        var bob = await LogInAsync(http, "bob");
        await using var sender = await ConnectAsync(server, compat, "?channel_id=anystring");
        await using var target = await ConnectAsync(server, compat, "");
        var heardBySender = Listen(sender);
        var heard = Listen(target);

        Assert.Equal((Public, "anystring"), (sender.Client.Connection!.Identity.UserId, sender.Client.Connection.Identity.ChannelId));
        Assert.Equal(ada.User.RootId, (await sender.ChangeUserAsync(ada.Token))!.Identity.UserId);
        Assert.Equal(bob.User.RootId, (await target.ChangeUserAsync(bob.Token))!.Identity.UserId);

        var me = await sender.WhoAmIAsync();
        Assert.Equal(200, me.Status);
        Assert.Equal([new Me(ada.User.Email, ada.User.RootId)], me.Reports);

        Assert.Equal(200, (await sender.SendChatToUserAsync(new() { RootId = bob.User.RootId })).Status);
        Assert.Equal(new ChatMessage("string"), await NextAsync(heard));
        await sender.SendChatToClientAsync(new() { ClientId = target.Client.Connection!.Identity.ClientId, Message = "you" });
        Assert.Equal(new ChatMessage("you"), await NextAsync(heard));
        await target.SendChatToGroupAsync(new() { ChannelId = "anystring" });
        Assert.Equal(new ChatMessage("string"), await NextAsync(heardBySender));

        await sender.Client.NotifyUsersAsync([bob.User.RootId], new ChatMessage("user"));
        await sender.Client.NotifyClientsAsync([target.Client.Connection.Identity.ClientId], new ChatMessage("client"));
        await target.Client.NotifyChannelsAsync(["anystring"], new ChatMessage("channel"));
        Assert.Equal(new ChatMessage("user"), await NextAsync(heard));
        Assert.Equal(new ChatMessage("client"), await NextAsync(heard));
        Assert.Equal(new ChatMessage("channel"), await NextAsync(heardBySender));

        Assert.Equal(Public, (await sender.ChangeUserAsync(null))!.Identity.UserId);
        var refused = await Assert.ThrowsAsync<WsException>(() => sender.WhoAmIAsync());
        Assert.Equal("Event who_am_i requires to be authenticated!", refused.Message);
        var forged = (await sender.ChangeUserAsync("forged"))!;
        Assert.Equal((Public, compat), (forged.Identity.UserId, forged.Error is null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Progress_comes_six_times_and_the_reports_as_well(bool compat)
    {
        using var server = await ChatTests.StartAsync(compat);
        await using var client = await ConnectAsync(server, compat, "");
        var progress = Channel.CreateUnbounded<WalkProgress>();
        client.OnProgress += each => progress.Writer.TryWrite(each);

        var percents = new Percents();
        var reply = await client.LongWalkAsync(new() { StepMilliseconds = 1 }, percents);
        Assert.Equal(compat ? [] : [0, 20, 40, 60, 80, 100], percents.All);
        var streamed = new List<WalkProgress>();
        await foreach (var report in client.LongWalkStreamAsync(new() { StepMilliseconds = 1 }))
        {
            streamed.Add(report);
        }

        string[] expected = ["0%", "20%", "40%", "60%", "80%", "100%"];
        Assert.Equal(expected, reply.Reports.Select(each => each.Progress));
        Assert.Equal(expected, streamed.Select(each => each.Progress));
        foreach (var each in expected.Concat(expected))
        {
            Assert.Equal(each, (await progress.Reader.ReadAsync().AsTask().WaitAsync(Patience)).Progress);
        }
    }

    /// <summary>Lists of people are whole, so an older one that came later would hide somebody.</summary>
    [Fact]
    public async Task Who_comes_at_the_same_time_as_others_sees_them_all()
    {
        const int Count = 24;
        using var server = await ChatTests.StartAsync(compat: false);
        var clients = await Task.WhenAll(Enumerable.Range(0, Count).Select(_ => ConnectAsync(server, compat: false, "")));
        var seen = new int[Count];
        var heard = clients.Select(Listen).ToArray();
        foreach (var (i, client) in clients.Index())
        {
            client.OnPeople += changed => Volatile.Write(ref seen[i], changed.People.Count);
        }

        await Task.WhenAll(clients.Select((client, i) => Task.Run(() => client.IntroduceAsync(new() { Name = $"Guest {i}" }))));

        // What comes to one connection comes in the order in which it was sent.
        await clients[0].SendChatToEveryoneAsync(new() { Message = "All here?" });
        foreach (var each in heard)
        {
            Assert.Equal("All here?", (await NextAsync(each)).Message);
        }

        Assert.Equal(Enumerable.Repeat(Count, Count), seen);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_same_client_calls_over_http()
    {
        using var server = await ChatTests.StartAsync(compat: false);
        using var http = new HttpClient { BaseAddress = server.Address };
        var bob = await LogInAsync(http, "bob");
        await using var target = await ConnectAsync(server, compat: false, "");
        var heard = Listen(target);
        await target.ChangeUserAsync(bob.Token);
        await target.IntroduceAsync(new() { Name = "Bob" });
        await using var client = ChatClient.OverHttp(http);

        await client.SendChatToUserAsync(new() { RootId = bob.User.RootId, Message = "over HTTP" });
        var here = await client.WhoIsHereAsync(new() { Name = "bo" });
        var nobody = await client.WhoIsHereAsync(new() { Name = "x & y" });
        var refused = await Assert.ThrowsAsync<WsException>(() => client.WhoAmIAsync());
        await client.ChangeUserAsync(bob.Token);
        var me = await client.WhoAmIAsync();

        Assert.Equal(new ChatMessage("over HTTP"), await NextAsync(heard));
        Assert.Equal("Bob", Assert.Single(here.Reports).Name);
        Assert.Empty(nobody.Reports);
        Assert.Equal((WsErrorCodes.Unauthorized, 401, "Event who_am_i requires to be authenticated!"), (refused.Code, refused.Status, refused.Message));
        Assert.Equal([new Me(bob.User.Email, bob.User.RootId)], me.Reports);
    }

    private static Task<ChatClient> ConnectAsync(SampleServer server, bool compat, string query)
        => ChatClient.ConnectAsync(
            new Uri($"ws://{server.Address.Authority}/websocket{query}"), compat ? new WsClientOptions { Dialect = TaggedDialect.Compat } : null);

    private static ChannelReader<ChatMessage> Listen(ChatClient client)
    {
        var heard = Channel.CreateUnbounded<ChatMessage>();
        client.OnChat += message => heard.Writer.TryWrite(message);
        return heard.Reader;
    }

    private static Task<ChatMessage> NextAsync(ChannelReader<ChatMessage> heard) => heard.ReadAsync().AsTask().WaitAsync(Patience);

    private static async Task<LoggedIn> LogInAsync(HttpClient http, string name)
    {
        var credentials = new { email = $"{name}@example.com", password = "correct horse" };
        using var registered = await http.PostAsJsonAsync("/user/register", credentials);
        Assert.Equal((201, """{"message":"Successfully Registered!"}"""), ((int)registered.StatusCode, await registered.Content.ReadAsStringAsync()));
        using var loggedIn = await http.PostAsJsonAsync("/user/login", credentials);
        return (await loggedIn.Content.ReadFromJsonAsync<LoggedIn>())!;
    }

    private sealed record LoggedIn(string Token, LoggedInUser User);

    private sealed record LoggedInUser(string Email, [property: JsonPropertyName("root_id")] string RootId);

    private sealed class Percents : IProgress<int>
    {
        public List<int> All { get; } = [];

        public void Report(int value) => All.Add(value);
    }
}
