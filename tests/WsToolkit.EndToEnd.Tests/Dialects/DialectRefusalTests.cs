using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.Server;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>What a dialect cannot carry is refused when an endpoint is mapped and when a client is made, by name.</summary>
public sealed class DialectRefusalTests
{
    private static readonly (WsDialectFeatures Feature, string Member, Action<WsEndpointBuilder> Add, Func<WsTestHost, WsClientOptions, Task> Connect)[] Needs =
    [
        (WsDialectFeatures.NamedArguments, "SubtractAsync", static ws => ws.Add<Names>(), static (host, options) => host.ConnectAsync<NamesClient>(options)),
        (WsDialectFeatures.ResultStreams, "ReadAsync", static ws => ws.Add<Rows>(), static (host, options) => host.ConnectAsync<RowsClient>(options)),
        (WsDialectFeatures.OneWay, "TellAsync", static ws => ws.Add<Told>(), static (host, options) => host.ConnectAsync<ToldClient>(options)),
        (WsDialectFeatures.Channels, "News", static ws => ws.Add<HallBoard>(), static (host, options) => host.ConnectAsync<HallBoardClient>(options)),
        (WsDialectFeatures.Callbacks, "IHallCallback", static ws => ws.Add<Asks>(), static (host, options) => host.ConnectAsync<AsksClient>(options)),
        (WsDialectFeatures.ArgumentStreams, "SumAsync", static ws => ws.Add<Rare>(), static (host, options) => host.ConnectAsync<RareClient>(options)),
        (WsDialectFeatures.Progress, "WorkAsync", static ws => ws.Add<Slow>(), static (host, options) => host.ConnectAsync<SlowClient>(options)),
    ];

    public static TheoryData<string> Dialects => [.. DialectCase.All.Select(static known => known.Name)];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_cannot_be_carried_is_refused_by_name(string dialect)
    {
        var found = DialectCase.Find(dialect);
        await using var anything = Host(static ws => ws.Add<Hall>(), found);
        foreach (var (feature, member, add, connect) in Needs)
        {
            if (found.Has(feature))
            {
                await Host(add, found).DisposeAsync();
                continue;
            }

            var mapping = Assert.Throws<NotSupportedException>(() => Host(add, found));
            Assert.Contains(member, mapping.Message, StringComparison.Ordinal);
            Assert.Contains($"'{found.Server(null).Name}'", mapping.Message, StringComparison.Ordinal);
            var making = await Assert.ThrowsAsync<NotSupportedException>(() => connect(anything, new WsClientOptions { Dialect = found.Client(null) }));
            Assert.Contains(member, making.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Calls_that_are_answered_are_refused_where_no_answer_is_carried()
    {
        var mapping = Assert.Throws<NotSupportedException>(() => WsTestHost.Create(
            static ws => ws.Add<Hall>(), static services => services.AddSingleton<HallState>(), static options => options.Dialect = TaggedDialect.Compat));
        Assert.Contains("EchoAsync", mapping.Message, StringComparison.Ordinal);
        Assert.Contains("'walkers-compat'", mapping.Message, StringComparison.Ordinal);
        await using var host = WsTestHost.Create(
            static ws => ws.Add<Told>(), static services => services.AddSingleton<HallState>(), static options => options.Dialect = TaggedDialect.Compat);
        var making = await Assert.ThrowsAsync<NotSupportedException>(() => host.ConnectAsync<HallClient>(new WsClientOptions { Dialect = TaggedDialect.Compat }));
        Assert.Contains("EchoAsync", making.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_RPC_keeps_some_names_for_itself()
    {
        foreach (var add in new Action<WsEndpointBuilder>[] { static ws => ws.Add<Reserved>(), static ws => ws.Add<ReservedMessage>() })
        {
            var refused = Assert.Throws<NotSupportedException>(() => Host(add, DialectCase.Find("json-rpc")));
            Assert.Contains("DoAsync", refused.Message, StringComparison.Ordinal);
        }

        WsTestHost.Create(
            static ws => ws.Add<Reserved>(), options: static options => options.Dialect = new JsonRpcDialect(new JsonRpcOptions { AllowReservedNames = true }));
    }

    private static WsTestHost Host(Action<WsEndpointBuilder> add, DialectCase dialect)
        => WsTestHost.Create(add, static services => services.AddSingleton<HallState>(), options => options.Dialect = dialect.Server(null));
}

/// <summary>A method with a name of JSON-RPC's own.</summary>
[WsService]
public partial class Reserved
{
    [WsRpcMethod("rpc.do")]
    public Task DoAsync() => Task.CompletedTask;
}

/// <summary>A method with the name of a notification of the dialect.</summary>
[WsService]
public partial class ReservedMessage
{
    [WsRpcMethod("subscription")]
    public Task DoAsync() => Task.CompletedTask;
}
