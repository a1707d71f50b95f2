using System.Reflection;
using System.Security.Claims;
using WsToolkit.Channels;
using WsToolkit.Generators.Tests.Harness;
using WsToolkit.Rpc;

namespace WsToolkit.Generators.Tests;

/// <summary>What is generated for channels runs: descriptions, names, members of services and hooks, compiled and loaded here.</summary>
public sealed class ChannelRunTests
{
    [Fact]
    public void The_description_of_channels()
    {
        var contract = Contract(Load("Channels", "Shop.TradingService"));
        Assert.Equal(["orders:{orderId}", "book/{side}:{level},{book}", "all", "{name}", "odd:{Connection}:{class}:{publisher}", "overload"],
            contract.Channels.Select(channel => channel.Template));
        Assert.All(contract.Channels, channel => Assert.Equal("Shop.TradingService", channel.Scope));
        var book = contract.Channels[1];
        Assert.Equal(["side", "level", "book"], book.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(("TradingService.Book", WsSlowConsumer.KeepLatest, 16, true, true),
            (book.MemberName, book.SlowConsumer, book.QueueLength, book.ClientsMayPublish, book.RequiresAuthorization));
        Assert.Equal(["MarkAttribute", "AuthorizeAttribute", "MarkAttribute"], book.Metadata.Select(item => item.GetType().Name));
        Assert.Equal((WsSlowConsumer.DropOldest, 256, false, false),
            (contract.Channels[0].SlowConsumer, contract.Channels[0].QueueLength, contract.Channels[0].ClientsMayPublish, contract.Channels[0].RequiresAuthorization));
        Assert.True(contract.Methods.Single().Idempotent);
        Assert.True(contract.Channels[3].Parameters[0].IsValid("any:thing%"));
    }

    [Fact]
    public void Events_and_keys()
    {
        var service = Load("ChannelEvents", "Shop.OrderFeed");
        var channels = Contract(service).Channels;
        Assert.Equal(["filled-partly", "filled", "noted"], Events(channels[0]));
        Assert.Equal(["shouted", "said"], Events(channels[1]));
        Assert.Equal(["step"], Events(channels[2]));

        var filled = Activator.CreateInstance(service.Assembly.GetType("Shop.Filled")!, "ord_1", 1m)!;
        Assert.Equal("ord_1", Key(channels[0], filled));
        var said = Activator.CreateInstance(service.Assembly.GetType("Shop.Said")!)!;
        Assert.Null(Key(channels[1], said));
        Assert.Null(Key(channels[1], null));
        Assert.Equal("-7", Key(channels[3], Activator.CreateInstance(service.Assembly.GetType("Shop.Step")!, -7)!));
    }

    [Fact]
    public void A_member_opens_its_channel_where_one_is_attached()
    {
        var service = Load("ChannelHooks", "Shop.Garden");
        var garden = Activator.CreateInstance(service)!;
        var lonely = Assert.Throws<TargetInvocationException>(() => service.GetMethod("Weather")!.Invoke(garden, []));
        Assert.Contains("WsPublisher<Garden>", Assert.IsType<InvalidOperationException>(lonely.InnerException).Message, StringComparison.Ordinal);

        var source = new Source();
        ((IWsChannelService)garden).Attach(source);
        Assert.Null(Record.Exception(() => service.GetMethod("Beds")!.Invoke(garden, [Guid.Empty, -5])));
        Assert.Null(Record.Exception(() => service.GetMethod("Free")!.Invoke(garden, ["a:b"])));
        Assert.Null(Record.Exception(() => service.GetMethod("Notes")!.Invoke(garden, ["a:b"])));
        Assert.Null(Record.Exception(() => service.GetMethod("Trees")!.Invoke(garden, [DayOfWeek.Friday])));
        Assert.Equal(["beds:00000000-0000-0000-0000-000000000000:-5", "a:b", "notes:a%3Ab", "trees:Friday"], source.Opened);
        Assert.IsType<ArgumentException>(
            Assert.Throws<TargetInvocationException>(() => service.GetMethod("Free")!.Invoke(garden, [""])).InnerException);
    }

    [Fact]
    public async Task Hooks_get_what_they_ask_for()
    {
        var service = Load("ChannelHooks", "Shop.Garden");
        var garden = Activator.CreateInstance(service)!;
        var hooks = Hooks(service);
        Assert.Equal(["Beds", "Trees", "Weather", "Free", "Notes"], hooks.Select(hook => hook.Channel.MemberName.Split('.')[1]));
        var bed = Guid.NewGuid();
        var occasion = new Occasion(bed.ToString(), "3");
        Assert.True(await hooks[0].MaySubscribe!(garden, occasion));
        Assert.False(await hooks[0].MaySubscribe!(garden, new Occasion(bed.ToString(), "0")));
        dynamic update = Activator.CreateInstance(service.Assembly.GetType("Shop.Grown")!, 1)!;
        Assert.True(await (ValueTask<bool>)Invoke(hooks[0], "MayPublish", garden, occasion, update));
        Assert.Single(await ReadAsync(Invoke(hooks[0], "Snapshot", garden, occasion)));
        await hooks[0].FirstSubscriber!(garden, occasion);
        await hooks[0].LastSubscriber!(garden, occasion);

        Assert.True(await hooks[1].MaySubscribe!(garden, new Occasion("Friday")));
        Assert.Single(await ReadAsync(Invoke(hooks[1], "Snapshot", garden, new Occasion("Friday"))));
        Assert.Empty(await ReadAsync(Invoke(hooks[1], "Snapshot", garden, new Occasion("Monday"))));
        Assert.Equal([1, 2], (await ReadAsync(Invoke(hooks[2], "Snapshot", garden, new Occasion()))).Cast<int>());
        Assert.True(await (ValueTask<bool>)Invoke(hooks[3], "MayPublish", garden, new Occasion("a:b"), "c"));
        Assert.False(await (ValueTask<bool>)Invoke(hooks[3], "MayPublish", garden, new Occasion("a:b"), "a:b"));
        Assert.Equal(["a%3Ab"], await ReadAsync(Invoke(hooks[3], "Snapshot", garden, new Occasion("a%3Ab"))));
        Assert.Equal(["a:b"], await ReadAsync(Invoke(hooks[4], "Snapshot", garden, new Occasion("a%3Ab"))));
        Assert.Null(hooks[4].MaySubscribe);
    }

    private static Type Load(string contract, string type) => ContractCase.Named(contract).Run().Load().GetType(type)!;

    private static WsContract Contract(Type type) => (WsContract)Generic(nameof(ContractOf), type);

    private static IReadOnlyList<WsChannelHooks> Hooks(Type type) => (IReadOnlyList<WsChannelHooks>)Generic(nameof(HooksOf), type);

    private static object Generic(string method, Type type)
        => typeof(ChannelRunTests).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static WsContract ContractOf<TContract>()
        where TContract : class, IWsContract<TContract>
        => TContract.Contract;

    private static IReadOnlyList<WsChannelHooks> HooksOf<TService>()
        where TService : class, IWsService<TService>
        => TService.ChannelHooks;

    private static IEnumerable<string> Events(WsChannelDefinition channel)
        => ((IEnumerable<object>)channel.GetType().GetProperty("Events")!.GetValue(channel)!)
            .Select(one => (string)one.GetType().GetProperty("Name")!.GetValue(one)!);

    private static object? Key(WsChannelDefinition channel, object? message)
        => ((Delegate)channel.GetType().GetProperty("Key")!.GetValue(channel)!).DynamicInvoke(message);

    private static object Invoke(WsChannelHooks hooks, string name, params object[] arguments)
        => ((Delegate)hooks.GetType().GetProperty(name)!.GetValue(hooks)!).DynamicInvoke(arguments)!;

    // A sequence of a type that is known at run time only.
    private static async Task<List<object>> ReadAsync(object sequence)
    {
        var item = sequence.GetType().GetInterfaces().Single(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        var read = typeof(ChannelRunTests).GetMethod(nameof(ReadItemsAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
        return await (Task<List<object>>)read.MakeGenericMethod(item.GenericTypeArguments[0]).Invoke(null, [sequence])!;
    }

    private static async Task<List<object>> ReadItemsAsync<T>(IAsyncEnumerable<T> sequence)
    {
        var items = new List<object>();
        await foreach (var item in sequence)
        {
            items.Add(item!);
        }

        return items;
    }

    private sealed class Source : WsChannelSource
    {
        public List<string> Opened { get; } = [];

        public override WsChannel<T> Open<T>(WsChannelDefinition<T> channel, string name)
        {
            Opened.Add(name);
            return new Opened<T>(name);
        }
    }

    private sealed class Opened<T>(string name) : WsChannel<T>
    {
        public override string Name => name;

        public override ValueTask PublishAsync(T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask PublishAsync(string eventName, T value, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask PublishChangeAsync(Func<T> change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public override ValueTask<WsSubscription> SubscribeMessagesAsync(
            Func<WsChannelMessage<T>, CancellationToken, ValueTask> handler, WsSubscribeOptions? options = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();

        public override IAsyncEnumerable<WsChannelMessage<T>> ReadMessagesAsync(WsSubscribeOptions? options = null, CancellationToken cancellationToken = default)
            => throw new NotSupportedException();
    }

    private sealed class Occasion(params string[] values) : WsChannelContext
    {
        public override WsChannelDefinition Definition => throw new NotSupportedException();

        public override string Channel => "";

        public override string Event => "*";

        public override IReadOnlyList<string> Values => values;

        public override WsConnection Connection => throw new NotSupportedException();

        public override ClaimsPrincipal User { get; } = new(new ClaimsIdentity());

        public override IServiceProvider Services => throw new NotSupportedException();

        public override CancellationToken CancellationToken => CancellationToken.None;
    }
}
