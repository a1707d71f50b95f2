using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Tests.Walkers;

/// <summary>Tells of connections that the server has taken leave of, too. Beside the handler this is what the generator would write.</summary>
internal sealed class Departures : IWsConnectionHandler, IWsContract<Departures>, IWsService<Departures>
{
    private readonly SemaphoreSlim _departed = new(0);

    public static WsContract Contract { get; } = new("departures", WsNaming.SnakeCase, []);

    public static IJsonTypeInfoResolver JsonTypeInfoResolver => HandWalker.Resolver;

    public static WsDispatcher CreateDispatcher(WsServiceProvider<Departures> services, WsPayloadCodec codec) => new NoMethods();

    public static Departures Create(IServiceProvider services) => throw new NotSupportedException("It is registered, since it counts.");

    /// <summary>Waits for a number of connections.</summary>
    public async Task WaitForAsync(int count, TimeSpan patience)
    {
        for (var departed = 0; departed < count; departed++)
        {
            Assert.True(await _departed.WaitAsync(patience), $"{departed} of {count} have departed.");
        }
    }

    public ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close)
    {
        _departed.Release();
        return ValueTask.CompletedTask;
    }

    private sealed class NoMethods : WsDispatcher
    {
        public override WsContract Contract => Departures.Contract;

        public override int Find(ReadOnlySpan<byte> name) => -1;

        public override ValueTask InvokeAsync(int method, WsCall call) => throw new NotSupportedException();
    }
}
