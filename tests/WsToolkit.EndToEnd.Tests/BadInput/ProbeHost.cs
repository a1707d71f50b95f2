using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Serves <see cref="ProbeService"/> over a real socket or in memory, to clients that write their messages by hand.</summary>
internal sealed class ProbeHost : IAsyncDisposable
{
    private readonly KestrelApp? _app;
    private readonly WsTestHost? _memory;
    private readonly LogSink _log;

    private ProbeHost(KestrelApp? app, WsTestHost? memory, LogSink log, ProbeState state)
    {
        _app = app;
        _memory = memory;
        _log = log;
        State = state;
    }

    public ProbeState State { get; }

    public WsConnections Connections => _app?.Connections ?? _memory!.Connections;

    public static async Task<ProbeHost> StartAsync(
        HostKind over,
        Action<WsServerOptions>? options = null,
        Action<Server.WsEndpointBuilder>? endpoint = null,
        Action<IServiceCollection>? services = null)
    {
        var state = new ProbeState();
        void Services(IServiceCollection collection)
        {
            collection.AddSingleton(state);
            services?.Invoke(collection);
        }

        void Endpoint(Server.WsEndpointBuilder builder)
        {
            builder.Add<ProbeService>();
            endpoint?.Invoke(builder);
        }

        if (over != HostKind.Memory)
        {
            var app = await KestrelApp.StartAsync(app => app.MapWs("/ws", Endpoint), Services, all =>
            {
                all.Transport = over == HostKind.Kestrel ? WsTransportKind.Frames : WsTransportKind.WebSocket;
                options?.Invoke(all);
            });
            return new ProbeHost(app, null, app.Log, state);
        }

        var log = new LogSink();
        var memory = WsTestHost.Create(Endpoint, collection =>
        {
            collection.AddSingleton<ILoggerFactory>(log);
            Services(collection);
        }, options);
        return new ProbeHost(null, memory, log, state);
    }

    public async Task<RawConnection> OpenAsync()
        => _app is not null ? await _app.OpenAsync() : new TransportConnection(_memory!.ConnectTransport());

    /// <summary>Bad input is the client's mistake, not the server's: nobody is to be woken for it.</summary>
    public void AssertNothingLogged(LogLevel level = LogLevel.Error) => Assert.Empty(_log.AtLeast(level));

    public async ValueTask DisposeAsync()
    {
        State.Release();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_memory is not null)
        {
            await _memory.DisposeAsync();
        }
    }
}
