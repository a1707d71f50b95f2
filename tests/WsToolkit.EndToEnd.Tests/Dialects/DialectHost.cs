using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;
using WsToolkit.Server;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>Serves everything of the hall that a dialect can carry, on any kind of host.</summary>
internal sealed class DialectHost : IAsyncDisposable
{
    private readonly ConcurrentBag<WsClient> _clients = [];
    private readonly HostKind _kind;
    private readonly WebApplication? _app;
    private readonly WsTestHost? _memory;

    private DialectHost(DialectCase dialect, HostKind kind, HallState state, WebApplication? app, WsTestHost? memory)
    {
        Case = dialect;
        State = state;
        _kind = kind;
        _app = app;
        _memory = memory;
    }

    public DialectCase Case { get; }

    public HallState State { get; }

    public IServiceProvider Services => _app?.Services ?? _memory!.Services;

    public WsConnections Connections => Services.GetRequiredService<WsConnections>();

    public WsPublisher<HallBoard> Publisher => Services.GetRequiredService<WsPublisher<HallBoard>>();

    public static async Task<DialectHost> StartAsync(string dialect, HostKind kind, Action<WsServerOptions>? options = null)
    {
        var found = DialectCase.Find(dialect);
        return await StartAsync(
            found,
            kind,
            all =>
            {
                all.Dialect = found.Server(null);
                options?.Invoke(all);
            });
    }

    public static async Task<DialectHost> StartAsync(DialectCase found, HostKind kind, Action<WsServerOptions> options)
    {
        var state = new HallState();
        if (kind == HostKind.Memory)
        {
            return new DialectHost(found, kind, state, null, WsTestHost.Create(ws => Add(ws, found), services => services.AddSingleton(state), options));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(state);
        builder.Services.AddWsToolkit(all =>
        {
            all.Transport = Transport(kind);
            options(all);
        });
        var app = builder.Build();
        app.MapWs("/ws", ws => Add(ws, found));
        await app.StartAsync();
        return new DialectHost(found, kind, state, app, null);
    }

    public Task<TClient> ConnectAsync<TClient>(Action<WsClientOptions>? change = null)
        where TClient : class, IWsClient<TClient>
        => ConnectAsync<TClient>(Case.Client(null), change);

    public async Task<TClient> ConnectAsync<TClient>(WsDialect dialect, Action<WsClientOptions>? change = null)
        where TClient : class, IWsClient<TClient>
    {
        var options = new WsClientOptions
        {
            Dialect = dialect,
            Transport = Transport(_kind),
            Reconnect = new WsReconnectOptions { InitialDelay = TimeSpan.Zero, Jitter = 0 },
        };
        change?.Invoke(options);
        if (_memory is not null)
        {
            return await _memory.ConnectAsync<TClient>(options).Soon();
        }

        var address = new Uri(_app!.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/ws");
        var client = await WsClient.ConnectAsync(address, options).Soon();
        _clients.Add(client);
        return TClient.Create(client);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync().Soon();
        }

        if (_memory is not null)
        {
            await _memory.DisposeAsync().Soon();
        }
        else
        {
            await _app!.StopAsync().Soon();
            await _app.DisposeAsync().Soon();
        }
    }

    private static WsTransportKind Transport(HostKind kind) => kind == HostKind.WebSocket ? WsTransportKind.WebSocket : WsTransportKind.Frames;

    private static void Add(WsEndpointBuilder endpoint, DialectCase dialect)
    {
        endpoint.Add<Hall>();
        if (dialect.Has(WsDialectFeatures.NamedArguments))
        {
            endpoint.Add<Names>();
        }

        if (dialect.Has(WsDialectFeatures.ResultStreams))
        {
            endpoint.Add<Rows>();
        }

        if (dialect.Has(WsDialectFeatures.OneWay))
        {
            endpoint.Add<Told>();
        }

        if (dialect.Has(WsDialectFeatures.Channels))
        {
            endpoint.Add<HallBoard>();
        }

        if (dialect.Has(WsDialectFeatures.Callbacks))
        {
            endpoint.Add<Asks>();
        }
    }
}
