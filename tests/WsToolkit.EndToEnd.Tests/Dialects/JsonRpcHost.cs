using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Server;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Serves the hall over JSON-RPC to clients that write their messages by hand.</summary>
internal sealed class JsonRpcHost : IAsyncDisposable
{
    private readonly WsTestHost _host;

    public JsonRpcHost(JsonRpcOptions? rpc = null, Action<WsServerOptions>? options = null)
        => _host = WsTestHost.Create(
            static endpoint => endpoint.Add<Hall>().Add<Names>().Add<Rows>().Add<Told>().Add<HallBoard>().Add<Asks>(),
            services => services.AddSingleton(State).AddSingleton<ILoggerFactory>(Log),
            all =>
            {
                all.Dialect = new JsonRpcDialect(rpc);
                options?.Invoke(all);
            });

    public HallState State { get; } = new();

    public LogSink Log { get; } = new();

    public WsTestHost Host => _host;

    public WsPublisher<HallBoard> Publisher => _host.Services.GetRequiredService<WsPublisher<HallBoard>>();

    public RawConnection Open() => new TransportConnection(_host.ConnectTransport());

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
