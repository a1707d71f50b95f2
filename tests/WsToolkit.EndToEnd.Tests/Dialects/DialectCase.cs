using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>A dialect under test. Adding one to <see cref="All"/> runs all of the theory over it.</summary>
/// <param name="Name">Its name in the tests.</param>
/// <param name="Server">Makes it for a server, with a subprotocol.</param>
/// <param name="Client">Makes it for a client, with a subprotocol.</param>
public sealed record DialectCase(string Name, Func<string?, WsDialect> Server, Func<string?, WsDialect> Client)
{
    private static readonly WsCredentials Credentials = new("key", "s3cr3t");

    /// <summary>All dialects of ours.</summary>
    public static IReadOnlyList<DialectCase> All { get; } =
    [
        new("default", _ => DefaultDialect.Instance, _ => DefaultDialect.Instance) { HasSubprotocol = false },
        new("json-rpc", JsonRpc(false), JsonRpc(false)),
        new("json-rpc by position", JsonRpc(false), JsonRpc(true)),
        new("fixed-header", name => new FixedHeaderDialect(new FixedHeaderOptions { Subprotocol = name }), name => new FixedHeaderDialect(new FixedHeaderOptions { Subprotocol = name }))
        {
            NotFoundCode = "INCORRECT_REQUEST",
        },
        new("tagged", _ => TaggedDialect.Instance, _ => TaggedDialect.Instance) { CarriesScalars = false },
        new("signed", SignedServer, SignedClient) { KeepsErrorCodes = false, KeepsEvents = false, ClientsPublish = false },
        new("described", name => DescribedDialect.ForServer(Described(name)), name => DescribedDialect.ForClient(Described(name))),
    ];

    /// <summary>Whether an error's code arrives, and says which call it is about also where there are several.</summary>
    public bool KeepsErrorCodes { get; init; } = true;

    /// <summary>How it spells that there is no such method.</summary>
    public string NotFoundCode { get; init; } = WsErrorCodes.MethodNotFound;

    /// <summary>Whether messages of channels have their events.</summary>
    public bool KeepsEvents { get; init; } = true;

    /// <summary>Whether clients can publish.</summary>
    public bool ClientsPublish { get; init; } = true;

    /// <summary>Whether the arguments of a call can be something else than an object.</summary>
    public bool CarriesScalars { get; init; } = true;

    /// <summary>Whether the dialect can have a subprotocol.</summary>
    public bool HasSubprotocol { get; init; } = true;

    /// <summary>What is served; by default all that the dialect can carry.</summary>
    public WsDialectFeatures? Serves { get; init; }

    public WsDialectFeatures Features => Serves ?? Server(null).Features;

    public bool Has(WsDialectFeatures features) => Features.HasFlag(features);

    /// <summary>Whether a client has several calls in flight.</summary>
    public bool IsConcurrent => Client(null).MaxUnansweredCalls != 1;

    public static DialectCase Find(string name) => All.Single(known => known.Name == name);

    private static Func<string?, WsDialect> JsonRpc(bool positional)
        => name => new JsonRpcDialect(new JsonRpcOptions { Subprotocol = name, PositionalArguments = positional });

    // Somebody else's envelope, with ids, objects for errors, and channels inside the parameters.
    private static WsEnvelopeDescription Described(string? subprotocol) => new()
    {
        Name = "described",
        Subprotocol = subprotocol,
        Channel = "params.channel",
        Event = "params.event",
        Data = "params.data",
        IsPush = "method=notice !id",
        IsSubscribe = "method=subscribe",
        IsUnsubscribe = "method=unsubscribe",
        IsPublish = "method=publish",
        Subscribe = """{"id":{id},"method":"subscribe","params":{"channel":"{channel}","event":"{event}"}}""",
        Unsubscribe = """{"id":{id},"method":"unsubscribe","params":{"channel":"{channel}","event":"{event}"}}""",
        Publish = """{"id":{id},"method":"publish","params":{"channel":"{channel}","event":"{event}","data":{body}}}""",
        Push = """{"method":"notice","params":{"channel":"{channel}","event":"{event}","data":{body}}}""",
    };

    private static WsDialect SignedServer(string? name) => DescribedDialect.ForServer(
        SignedDialect.Description with { Subprotocol = name },
        SignedDialect.ServerOptions((key, _) => ValueTask.FromResult(key == Credentials.Key ? "s3cr3t" : null)));

    private static WsDialect SignedClient(string? name) => DescribedDialect.ForClient(
        SignedDialect.Description with { Subprotocol = name }, new WsDescribedClientOptions { Credentials = Credentials });
}
