using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Channels;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A message of the channels under test.</summary>
public record Tick(int N, string? Key = null);

/// <summary>A message with an event of its own.</summary>
public sealed record Halt(int N, string Why) : Tick(N);

[JsonSerializable(typeof(Tick))]
[JsonSerializable(typeof(Halt))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BoardJson : JsonSerializerContext;

/// <summary>What the test says to the board's hooks, and hears of them.</summary>
public sealed class BoardState
{
    private int _value;

    public Func<WsChannelContext, ValueTask<bool>> MaySubscribe { get; set; } = _ => ValueTask.FromResult(true);

    public Func<WsChannelContext, Tick, ValueTask<bool>> MayPublish { get; set; } = (_, _) => ValueTask.FromResult(true);

    public Func<Board, WsChannelContext, ValueTask> First { get; set; } = (_, _) => ValueTask.CompletedTask;

    public Func<WsChannelContext, ValueTask> Last { get; set; } = _ => ValueTask.CompletedTask;

    /// <summary>The snapshot of a channel "snapped:…".</summary>
    public Func<WsChannelContext, IAsyncEnumerable<Tick>> Snapshot { get; set; } = _ => AsyncEnumerable.Empty<Tick>();

    public int Value => Volatile.Read(ref _value);

    public int Increment() => Interlocked.Increment(ref _value);
}

/// <summary>A service with channels, written by hand as the generator writes it.</summary>
public sealed class Board(BoardState state) : IWsContract<Board>, IWsService<Board>, IWsChannelService
{
    private WsChannelSource? _channels;

    public static WsChannelDefinition<Tick> Dropping { get; } = Channel("drop:{key}", WsSlowConsumer.DropOldest);

    public static WsChannelDefinition<Tick> Waiting { get; } = Channel("wait:{key}", WsSlowConsumer.Wait);

    public static WsChannelDefinition<Tick> Keeping { get; } = Channel("keep:{key}", WsSlowConsumer.KeepLatest);

    public static WsChannelDefinition<Tick> Cutting { get; } = Channel("cut:{key}", WsSlowConsumer.Disconnect);

    public static WsChannelDefinition<Tick> Chat { get; } = Channel("chat:{key}", WsSlowConsumer.DropOldest, mayPublish: true);

    public static WsChannelDefinition<Tick> Hooked { get; } = Channel("hooked:{key}", WsSlowConsumer.Wait, mayPublish: true);

    public static WsChannelDefinition<Tick> Counter { get; } = Channel("counter:{key}", WsSlowConsumer.Wait);

    public static WsChannelDefinition<Tick> Snapped { get; } = Channel("snapped:{key}", WsSlowConsumer.Wait);

    public static WsChannelDefinition<Tick> Guarded { get; } = new("Board", "guarded", "Board.Guarded", []) { RequiresAuthorization = true };

    static WsContract IWsContract<Board>.Contract { get; } = new("board", WsNaming.CamelCase, [])
    {
        Channels = [Dropping, Waiting, Keeping, Cutting, Chat, Hooked, Counter, Snapped],
    };

    static IJsonTypeInfoResolver IWsContract<Board>.JsonTypeInfoResolver => BoardJson.Default;

    static IReadOnlyList<WsChannelHooks> IWsService<Board>.ChannelHooks { get; } =
    [
        new WsChannelHooks<Tick>(Hooked)
        {
            MaySubscribe = static (service, context) => ((Board)service).State.MaySubscribe(context),
            MayPublish = static (service, context, tick) => ((Board)service).State.MayPublish(context, tick),
            FirstSubscriber = static (service, context) => ((Board)service).State.First((Board)service, context),
            LastSubscriber = static (service, context) => ((Board)service).State.Last(context),
        },
        new WsChannelHooks<Tick>(Counter) { Snapshot = static (service, _) => WsChannelSnapshot.One<Tick>(() => new Tick(((Board)service).State.Value)) },
        new WsChannelHooks<Tick>(Snapped) { Snapshot = static (service, context) => ((Board)service).State.Snapshot(context) },
    ];

    public BoardState State => state;

    public static Board Create(IServiceProvider services) => new((BoardState)services.GetService(typeof(BoardState))!);

    static WsDispatcher IWsContract<Board>.CreateDispatcher(WsServiceProvider<Board> services, WsPayloadCodec codec) => new NoMethods();

    void IWsChannelService.Attach(WsChannelSource channels) => _channels = channels;

    public WsChannel<Tick> Open(WsChannelDefinition<Tick> channel, string key)
        => WsChannelSource.Open(_channels, channel, channel.Name(key), "WsPublisher<Board>");

    private static WsChannelDefinition<Tick> Channel(string template, WsSlowConsumer policy, bool mayPublish = false)
        => new("Board", template, $"Board.{template}", [new WsChannelParameter("key", WsChannelText.IsString)])
        {
            SlowConsumer = policy,
            QueueLength = 4,
            ClientsMayPublish = mayPublish,
            Key = policy == WsSlowConsumer.KeepLatest ? static tick => tick.Key : null,
            Events = [new WsChannelEvent<Tick, Halt>("halt")],
        };
}

/// <summary>A contract whose one channel takes any name.</summary>
public sealed class Anything : IWsContract<Anything>, IWsService<Anything>
{
    public static WsChannelDefinition<JsonElement> Any { get; } = new("Anything", "{name}", "Anything.Any", [new WsChannelParameter("name", WsChannelNames.IsAny)])
    {
        ClientsMayPublish = true,
    };

    static WsContract IWsContract<Anything>.Contract { get; } = new("anything", WsNaming.CamelCase, []) { Channels = [Any] };

    static IJsonTypeInfoResolver IWsContract<Anything>.JsonTypeInfoResolver => BoardJson.Default;

    public static Anything Create(IServiceProvider services) => new();

    static WsDispatcher IWsContract<Anything>.CreateDispatcher(WsServiceProvider<Anything> services, WsPayloadCodec codec) => new NoMethods();
}

/// <summary>A contract with nothing in it.</summary>
public sealed class Nothing : IWsContract<Nothing>, IWsService<Nothing>
{
    static WsContract IWsContract<Nothing>.Contract { get; } = new("nothing", WsNaming.CamelCase, []);

    static IJsonTypeInfoResolver IWsContract<Nothing>.JsonTypeInfoResolver => BoardJson.Default;

    public static Nothing Create(IServiceProvider services) => new();

    static WsDispatcher IWsContract<Nothing>.CreateDispatcher(WsServiceProvider<Nothing> services, WsPayloadCodec codec) => new NoMethods();
}

/// <summary>Guarded channels.</summary>
public sealed class Vault : IWsContract<Vault>, IWsService<Vault>
{
    static WsContract IWsContract<Vault>.Contract { get; } = new("vault", WsNaming.CamelCase, []) { Channels = [Board.Guarded] };

    static IJsonTypeInfoResolver IWsContract<Vault>.JsonTypeInfoResolver => BoardJson.Default;

    public static Vault Create(IServiceProvider services) => new();

    static WsDispatcher IWsContract<Vault>.CreateDispatcher(WsServiceProvider<Vault> services, WsPayloadCodec codec) => new NoMethods();
}

internal sealed class NoMethods : WsDispatcher
{
    public override WsContract Contract { get; } = new("none", WsNaming.CamelCase, []);

    public override int Find(ReadOnlySpan<byte> name) => -1;

    public override ValueTask InvokeAsync(int method, WsCall call) => throw new InvalidOperationException();
}

internal static class BoardNames
{
    public static string Name(this WsChannelDefinition definition, string key)
        => definition.Template.Replace("{key}", WsChannelText.Format(key), StringComparison.Ordinal);

    public static WsChannel<Tick> At(this WsPublisher<Board> publisher, WsChannelDefinition<Tick> channel, string key)
        => publisher.Open(channel, channel.Name(key));
}
