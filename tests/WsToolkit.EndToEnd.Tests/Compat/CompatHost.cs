using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamSample;
using WsToolkit.Channels;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Server;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>An endpoint in the compatible profile, for clients that write their messages by hand.</summary>
internal sealed class CompatHost : IAsyncDisposable
{
    private readonly KestrelApp? _app;
    private readonly WsTestHost? _memory;
    private readonly LogSink _log;

    private CompatHost(KestrelApp? app, WsTestHost? memory, LogSink log)
    {
        _app = app;
        _memory = memory;
        _log = log;
    }

    public IServiceProvider Services => _app?.Services ?? _memory!.Services;

    public Probe Probe => Services.GetRequiredService<Probe>();

    public KestrelApp App => _app!;

    public WsTestHost Memory => _memory!;

    /// <summary>Starts one with <see cref="CompatService"/>.</summary>
    public static Task<CompatHost> StartAsync(
        HostKind over, Action<WsServerOptions>? options = null, Action<WsEndpointBuilder>? endpoint = null)
    {
        return StartAsync(over, Add, options);

        void Add(WsEndpointBuilder builder)
        {
            builder.Add<CompatService>();
            endpoint?.Invoke(builder);
        }
    }

    /// <summary>Starts one with the service of the Stream sample.</summary>
    public static Task<CompatHost> StartSampleAsync(HostKind over) => StartAsync(
        over,
        builder => builder.Add<StreamService>().AddFilter<LocalBroker>(),
        options => options.ServerInfo = true,
        services => services.AddSingleton<LocalBroker>().AddSingleton<IWsChannelBus>(provider => provider.GetRequiredService<LocalBroker>()));

    public async Task<RawConnection> OpenAsync()
        => _app is not null ? await _app.OpenAsync() : new TransportConnection(_memory!.ConnectTransport(maxMessageBytes: 8 * 1024 * 1024));

    public IEnumerable<string> Logged(LogLevel level) => _log.AtLeast(level);

    public async ValueTask DisposeAsync()
    {
        Probe.Mark("go on");
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_memory is not null)
        {
            await _memory.DisposeAsync();
        }
    }

    private static async Task<CompatHost> StartAsync(
        HostKind over, Action<WsEndpointBuilder> add, Action<WsServerOptions>? options, Action<IServiceCollection>? services = null)
    {
        void Services(IServiceCollection collection)
        {
            collection.AddSingleton<Probe>();
            services?.Invoke(collection);
        }

        void Endpoint(WsEndpointBuilder builder)
        {
            add(builder.UseCompat());
            builder.Options.Transport = over == HostKind.WebSocket ? WsTransportKind.WebSocket : WsTransportKind.Frames;
            options?.Invoke(builder.Options);
        }

        if (over != HostKind.Memory)
        {
            var app = await KestrelApp.StartAsync(app => app.MapWs("/ws", Endpoint), Services);
            return new CompatHost(app, null, app.Log);
        }

        var log = new LogSink();
        var memory = WsTestHost.Create(Endpoint, collection =>
        {
            collection.AddSingleton<ILoggerFactory>(log);
            Services(collection);
        });
        return new CompatHost(null, memory, log);
    }
}
