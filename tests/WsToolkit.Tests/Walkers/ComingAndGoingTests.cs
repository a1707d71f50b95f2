using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>Two hundred clients come and go while they are notified: everyone hears exactly what they should, and nothing stays behind.</summary>
public class ComingAndGoingTests
{
    private const int Clients = 200;
    private const int Rounds = 15;
    private const int LeavingPerRound = 20;
    private static readonly string[] Users = ["alice", "bob", "carol"];
    private static readonly string[] Rooms = ["red", "green", "blue", "yellow"];

    [Theory]
    [InlineData(20261121)]
    [InlineData(6)]
    public async Task Everyone_hears_exactly_what_they_should(int seed)
    {
        var random = new Random(seed);
        var departures = new Departures();
        await using var host = new WalkerHost(
            [new HandWalker("nothing", static args => Task.CompletedTask)],
            static options => options.Dialect = TaggedDialect.Instance,
            static endpoint => endpoint.Add<Departures>(),
            services => services.AddSingleton(departures));
        List<Member> members = [.. await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Member.JoinAsync(host, Pick(random, Users), Pick(random, Rooms))))];
        var number = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(members));
            var leaving = members[..LeavingPerRound];
            var staying = members[LeavingPerRound..];
            var expected = staying.ToDictionary(member => member, static _ => new List<int>());
            var joining = leaving.Select(_ => Member.JoinAsync(host, Pick(random, Users), Pick(random, Rooms))).ToArray();
            var left = Task.WhenAll(leaving.Select(static member => Task.Run(member.LeaveAsync)));
            for (var i = 0; i < 40; i++)
            {
                await NotifyAsync(host, random, members, expected, number++);
            }

            await left;
            members = [.. staying, .. await Task.WhenAll(joining)];

            // What each hears last in the round: everything before has been heard then.
            await host.Notifier.NotifyClientsAsync(members.Select(static member => member.Identity.ClientId), new Chat($"{-round}"));
            foreach (var member in members)
            {
                await member.HearsAsync(-round);
                var heard = member.TakeHeard();
                Assert.Equal(heard.Distinct(), heard);
                if (expected.TryGetValue(member, out var should))
                {
                    Assert.Equal(should, heard);
                }
            }
        }

        // Who leaves has read the close frame before the server has forgotten them.
        await departures.WaitForAsync(Rounds * LeavingPerRound, RawConnection.Patience);
        Assert.Equal((Clients, Users.Length, Rooms.Length), host.Directory.Count);
        await Task.WhenAll(members.Select(static member => member.LeaveAsync()));
        await host.Host.StopAsync();
        Assert.Equal((0, 0, 0), host.Directory.Count);
    }

    private static async Task NotifyAsync(WalkerHost host, Random random, List<Member> members, Dictionary<Member, List<int>> expected, int number)
    {
        var notification = new Chat($"{number}");
        Func<Member, bool> isMeant;
        switch (random.Next(3))
        {
            case 0:
                var users = Some(random, [.. Users, "nobody"]);
                isMeant = member => users.Contains(member.Identity.UserId);
                await host.Notifier.NotifyUsersAsync(users, notification);
                break;
            case 1:
                var rooms = Some(random, [.. Rooms, "nowhere"]);
                isMeant = member => rooms.Contains(member.Identity.ChannelId);
                await host.Notifier.NotifyChannelsAsync(rooms, notification);
                break;
            default:
                var clients = Some(random, [.. members.Select(static member => member.Identity.ClientId)]);
                isMeant = member => clients.Contains(member.Identity.ClientId);
                await host.Notifier.NotifyClientsAsync(clients, notification);
                break;
        }

        foreach (var (member, numbers) in expected)
        {
            if (isMeant(member))
            {
                numbers.Add(number);
            }
        }
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    // Some of them, perhaps one of them twice.
    private static string[] Some(Random random, string[] from) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, from))];

    private sealed class Member(RawConnection connection, WsWalkerIdentity identity)
    {
        private readonly ConcurrentQueue<int> _heard = new();
        private readonly ConcurrentDictionary<int, TaskCompletionSource> _waits = new();
        private Task _reading = Task.CompletedTask;
        private volatile bool _leaves;

        public WsWalkerIdentity Identity => identity;

        public static async Task<Member> JoinAsync(WalkerHost host, string user, string room)
        {
            var (connection, identity) = await host.JoinAsync(WalkerHost.User(user), room);
            var member = new Member(connection, identity);
            member._reading = Task.Run(member.ReadAsync);
            return member;
        }

        public async Task LeaveAsync()
        {
            _leaves = true;
            await connection.CloseAsync();
            await _reading.WaitAsync(RawConnection.Patience);
            await connection.DisposeAsync();
        }

        public Task HearsAsync(int number) => Wait(number).Task.WaitAsync(RawConnection.Patience);

        public List<int> TakeHeard()
        {
            List<int> heard = [];
            while (_heard.TryDequeue(out var number))
            {
                heard.Add(number);
            }

            return heard;
        }

        private TaskCompletionSource Wait(int number)
            => _waits.GetOrAdd(number, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        private async Task ReadAsync()
        {
            while (true)
            {
                string message;
                try
                {
                    message = await connection.ReceiveAsync();
                }
                catch (Exception) when (_leaves)
                {
                    return;
                }

                var number = int.Parse(JsonNode.Parse(message)!["data"]!["message"]!.GetValue<string>(), null);
                if (number < 0)
                {
                    Wait(number).SetResult();
                }
                else
                {
                    _heard.Enqueue(number);
                }
            }
        }
    }
}
