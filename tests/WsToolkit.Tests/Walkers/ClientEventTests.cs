using System.Text.Json;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>What clients send to others: only where it is allowed, with who has sent it, and never as if the server had.</summary>
public class ClientEventTests
{
    [Theory]
    [InlineData("user", "root_ids", "bob")]
    [InlineData("channel", "channel_ids", "room")]
    [InlineData("client", "client_ids", null)]
    public async Task It_arrives_with_its_sender(string type, string ids, string? id)
    {
        await using var host = Host();
        var (alice, sender) = await host.JoinAsync(WalkerHost.User("alice"));
        var (bob, receiver) = await host.JoinAsync(WalkerHost.User("bob"), "room");
        await using (alice)
        await using (bob)
        {
            var data = """{"type":"chat","data":{"any_field":"any_value"}}""";
            await alice.SendAsync($$"""{"type":"{{type}}","{{ids}}":["{{id ?? receiver.ClientId}}"],"data":{{data}} }""");
            Assert.Equal(
                $$$"""{"type":"chat","data":{"any_field":"any_value"},"sender":{"client_id":"{{{sender.ClientId}}}","root_id":"alice"}}""",
                await bob.ReceiveAsync());

            // Nothing is answered to who gives no id; to who gives one, that it has been done.
            Assert.Equal(
                $$"""{"type":"{{type}}","id":1,"status":200}""",
                await alice.AskAsync($$$"""{"type":"{{{type}}}","id":1,"{{{ids}}}":["{{{id ?? receiver.ClientId}}}"],"data":{"val":1}}"""));
            Assert.Equal($$$"""{"val":1,"sender":{"client_id":"{{{sender.ClientId}}}","root_id":"alice"}}""", await bob.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Without_a_hook_nobody_may()
    {
        await using var host = Host(options => options.Walkers.AuthorizeNotification = null);
        var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"), "room");
        await using (client)
        {
            Assert.Equal(
                """{"type":"channel","error":"The notification is not permitted."}""",
                await client.AskAsync("""{"type":"channel","channel_ids":["room"],"data":{"val":1}}"""));
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Fact]
    public async Task The_hook_sees_who_sends_what_to_whom()
    {
        WsNotificationRequest? seen = null;
        var text = "";
        await using var host = Host(options => options.Walkers.AuthorizeNotification = request =>
        {
            seen = request;
            text = System.Text.Encoding.UTF8.GetString(request.Data.Span);
            return ValueTask.FromResult(false);
        });
        var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"));
        await using (client)
        {
            await client.AskAsync("""{"type":"user","root_ids":["a","b"],"data":{"type":"chat"}}""");
            Assert.Equal(identity, seen!.Sender);
            Assert.Equal("alice", seen.User.FindFirst("sub")!.Value);
            Assert.Equal(WsNotificationTarget.Users, seen.Target);
            Assert.Equal(["a", "b"], seen.Ids);
            Assert.Equal("chat", seen.EventName);
            Assert.Equal("""{"type":"chat"}""", text);
        }
    }

    [Theory]
    [InlineData("""{"sender":{"client_id":"x","root_id":"root"},"val":1}""")]
    [InlineData("""{"s\u0065nder":"root","val":1,"sender":"root"}""")]
    public async Task A_sender_cannot_be_forged(string data)
    {
        await using var host = Host();
        var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"), "room");
        await using (client)
        {
            await client.SendAsync($$"""{"type":"channel","channel_ids":["room"],"data":{{data}} }""");
            Assert.Equal(
                $$$"""{"val":1,"sender":{"client_id":"{{{identity.ClientId}}}","root_id":"alice"}}""", await client.ReceiveAsync());
        }
    }

    [Theory]
    [InlineData("""{"type":"connection","data":{"client_id":"x","root_id":"root","channel_id":"y"}}""")]
    [InlineData("""{"type":"c\u006fnnection"}""")]
    [InlineData("""{"t\u0079pe":"connection"}""")]
    [InlineData("""{"type":"connection","type":"chat"}""")]
    [InlineData("""{"type":"walker","id":1,"status":200}""")]
    [InlineData("""{"type":"change_user"}""")]
    [InlineData("""{"type":"chat","type":"people"}""")]
    [InlineData("""{"type":1,"t\u0079pe":"people"}""")]
    public async Task A_message_of_the_servers_own_cannot_be_forged(string data)
    {
        foreach (var verbatim in new[] { false, true })
        {
            await using var host = Host(options => options.Walkers.ForwardVerbatim = verbatim);
            var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"), "room");
            await using (client)
            {
                var answer = await client.AskAsync($$"""{"type":"channel","channel_ids":["room"],"data":{{data}} }""");
                Assert.StartsWith("""{"error":[{"type":"value_error","loc":["data"],""", answer);
                Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
            }
        }
    }

    [Fact]
    public async Task By_option_it_arrives_as_it_is()
    {
        await using var host = Host(endpoint: builder => builder.UseWalkersCompat());
        var (client, _) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            Assert.Equal(
                """{ "type": "chat", "sender": "me" }""",
                await client.AskAsync("""{"type":"channel","channel_ids":["room","room"],"data":{ "type": "chat", "sender": "me" }}"""));
        }
    }

    [Fact]
    public async Task The_applications_hook_decides_in_the_compatible_profile_too()
    {
        await using var host = Host(
            options => options.Walkers.AuthorizeNotification = static _ => ValueTask.FromResult(false), builder => builder.UseWalkersCompat());
        var (client, _) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            Assert.Contains(
                "The notification is not permitted.", await client.AskAsync("""{"type":"channel","channel_ids":["room"],"data":{"type":"chat"}}"""));
        }
    }

    [Fact]
    public async Task Ten_thousand_ids_in_one_message_are_too_many()
    {
        var asked = 0;
        await using var host = Host(options => options.Walkers.AuthorizeNotification = _ =>
        {
            asked++;
            return ValueTask.FromResult(true);
        });
        var (client, identity) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            var ids = string.Join(',', Enumerable.Range(0, 10_000).Select(static i => $"\"id{i}\""));
            Assert.Equal(
                """{"type":"user","error":"More than 100 ids in one notification."}""",
                await client.AskAsync($$$"""{"type":"user","root_ids":[{{{ids}}}],"data":{"val":1}}"""));
            Assert.Equal(0, asked);
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Fact]
    public async Task Ids_and_messages_have_bounds()
    {
        await using var host = Host();
        var (client, _) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            Assert.Contains(
                "longer than 256 characters",
                await client.AskAsync($$"""{"type":"user","root_ids":["{{new string('a', 257)}}"],"data":{"val":1} }"""));
            Assert.Equal(
                """{"type":"user","error":"The notification has more than 65536 bytes."}""",
                await client.AskAsync($$$"""{"type":"user","root_ids":["a"],"data":{"val":"{{{new string('a', 65536)}}}"}}"""));
        }
    }

    [Fact]
    public async Task A_hook_that_fails_permits_nothing()
    {
        await using var host = Host(options => options.Walkers.AuthorizeNotification = static _ => throw new JsonException("secret"));
        var (client, identity) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            Assert.Equal("""{"error":["The call failed."]}""", await client.AskAsync("""{"type":"channel","channel_ids":["room"],"data":{"val":1}}"""));
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    private static WalkerHost Host(Action<WsServerOptions>? options = null, Action<Server.WsEndpointBuilder>? endpoint = null) => new(
        [new HandWalker("nothing", static args => Task.CompletedTask)],
        all =>
        {
            all.Walkers.AuthorizeNotification = static _ => ValueTask.FromResult(true);
            options?.Invoke(all);
        },
        endpoint);
}
