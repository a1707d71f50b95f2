using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>Who hears what: from walkers, from anywhere, and how often.</summary>
public class NotificationTests
{
    private static readonly JsonTypeInfo<JsonNode> Json = (JsonTypeInfo<JsonNode>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonNode));

    [Fact]
    public async Task A_connection_with_several_of_the_ids_hears_once()
    {
        await using var host = new WalkerHost([Nothing]);
        var (client, identity) = await host.JoinAsync(WalkerHost.User("alice"), "room");
        await using (client)
        {
            await host.Notifier.NotifyUsersAsync(["alice", "alice", "nobody"], new Chat("1"));
            await host.Notifier.NotifyChannelsAsync(["room", "other", "room"], new Chat("2"));
            await host.Notifier.NotifyClientsAsync([identity.ClientId, identity.ClientId], new Chat("3"));
            for (var i = 1; i <= 3; i++)
            {
                Assert.Equal($$$"""{"type":"chat","data":{"message":"{{{i}}}"}}""", await client.ReceiveAsync());
            }

            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Fact]
    public async Task All_connections_of_a_user_hear()
    {
        await using var host = new WalkerHost([Nothing]);
        var (first, _) = await host.JoinAsync(WalkerHost.User("alice"));
        var (second, _) = await host.JoinAsync(WalkerHost.User("alice"));
        await using (first)
        await using (second)
        {
            await host.Notifier.NotifyUsersAsync(["alice"], new Chat("x"));
            Assert.Equal(await first.ReceiveAsync(), await second.ReceiveAsync());
        }
    }

    [Fact]
    public async Task A_message_of_the_applications_own_arrives_as_it_is()
    {
        await using var host = new WalkerHost([Nothing]);
        var (client, _) = await host.JoinAsync(channel: "room");
        await using (client)
        {
            await host.Notifier.NotifyChannelsAsync(["room"], JsonNode.Parse("""{"any_field":"for_progress","progress":"0%"}""")!, Json);
            Assert.Equal("""{"any_field":"for_progress","progress":"0%"}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task A_walker_tells_its_caller_of_its_progress_and_answers_then()
    {
        var progress = new HandWalker("progress", static async args =>
        {
            for (var percent = 0; percent <= 100; percent += 20)
            {
                await args.Context.NotifySelfAsync(new Chat($"{percent}%"));
                await args.ReportAsync(percent);
            }
        });
        await using var host = new WalkerHost([progress]);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync("""{"type":"walker","walker":"progress","response":true}""");
            for (var percent = 0; percent <= 100; percent += 20)
            {
                Assert.Equal($$$"""{"type":"chat","data":{"message":"{{{percent}}}%"}}""", await client.ReceiveAsync());
            }

            Assert.Equal("""{"status":200,"reports":[0,20,40,60,80,100]}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Who_takes_too_long_is_disconnected_and_holds_nobody_up()
    {
        await using var host = new WalkerHost([Nothing], Small);
        var (slow, _) = await host.JoinAsync(channel: "room");
        var (fast, _) = await host.JoinAsync(channel: "room");
        await using (slow)
        await using (fast)
        {
            await FloodAsync(host, fast, 1000);
            Assert.Equal(WsCloseCode.TryAgainLater, (await slow.ReceiveCloseAsync()).Code);
        }
    }

    [Fact]
    public async Task By_option_who_takes_too_long_misses_the_oldest()
    {
        await using var host = new WalkerHost([Nothing], options =>
        {
            Small(options);
            options.Walkers.SlowReceiver = WsSlowConsumer.DropOldest;
        });
        var (slow, _) = await host.JoinAsync(channel: "room");
        var (fast, _) = await host.JoinAsync(channel: "room");
        await using (slow)
        await using (fast)
        {
            const int Count = 1000;
            await FloodAsync(host, fast, Count);
            List<int> heard = [];
            do
            {
                heard.Add(int.Parse(JsonNode.Parse(await slow.ReceiveAsync())!["data"]!["message"]!.GetValue<string>()[..4], null));
            }
            while (heard[^1] < Count - 1);
            Assert.InRange(heard.Count, 1, Count - 1);
            Assert.Equal(heard.Order().Distinct(), heard);
        }
    }

    [Fact]
    public void Only_policies_that_hold_nobody_up_are_taken()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new WalkerHost([Nothing], options => options.Walkers.SlowReceiver = WsSlowConsumer.Wait));

    private static HandWalker Nothing => new("nothing", static args => Task.CompletedTask);

    private static void Small(WsServerOptions options)
    {
        options.SendQueueMessages = 4;
        options.SendQueueBytes = 16 * 1024;
        options.Walkers.NotificationQueueMessages = 8;
    }

    // More than transports and queues hold; the fast one takes each of them before the next is sent.
    private static async Task FloodAsync(WalkerHost host, RawConnection fast, int count)
    {
        var padding = new string('.', 4096);
        for (var i = 0; i < count; i++)
        {
            await host.Notifier.NotifyChannelsAsync(["room"], new Chat($"{i:0000}{padding}"));
            Assert.Contains($"{i:0000}", await fast.ReceiveAsync());
        }
    }
}
