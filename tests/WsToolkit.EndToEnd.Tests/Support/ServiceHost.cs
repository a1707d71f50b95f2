using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Rpc;
using WsToolkit.Server;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>A running endpoint of either kind, and the clients of a test. Disposing fails when something does not end.</summary>
internal abstract class ServiceHost : IAsyncDisposable
{
    private readonly ConcurrentBag<WsClient> _clients = [];

    public Probe Probe => Services.GetRequiredService<Probe>();

    public WsConnections Connections => Services.GetRequiredService<WsConnections>();

    public abstract IServiceProvider Services { get; }

    /// <summary>Where a host with a port listens.</summary>
    public virtual Uri Address => throw new NotSupportedException("This host has no port.");

    public static async Task<ServiceHost> StartAsync(
        HostKind kind,
        Action<WsEndpointBuilder> endpoint,
        Action<IServiceCollection>? services = null,
        Action<WsServerOptions>? options = null)
    {
        void AddServices(IServiceCollection collection)
        {
            collection.AddSingleton<Probe>();
            services?.Invoke(collection);
        }

        return kind != HostKind.Memory
            ? await KestrelHost.StartAsync(kind == HostKind.Kestrel ? WsTransportKind.Frames : WsTransportKind.WebSocket, endpoint, AddServices, options)
            : new MemoryHost(WsTestHost.Create(endpoint, AddServices, options));
    }

    /// <summary>Connects a generated client.</summary>
    public async Task<TClient> ConnectAsync<TClient>(WsClientOptions? options = null)
        where TClient : class, IWsClient<TClient>
    {
        var client = await OpenAsync(options).Soon();
        _clients.Add(client);
        return TClient.Create(client);
    }

    /// <summary>Completes when the server has handled all that a client had sent before: it answers a call to nobody on the spot.</summary>
    public async Task ReaderHasCaughtUpAsync(WsCaller connection)
    {
        var method = new WsMethod("nobody", "nobody");
        var error = await Assert.ThrowsAsync<WsException>(() => connection.CreateCall(method).InvokeAsync(CancellationToken.None)).Soon();
        Assert.Equal(WsErrorCodes.MethodNotFound, error.Code);
    }

    /// <summary>Shuts down as a server does: every connection is closed with 1001. Completes when all handlers have ended.</summary>
    public abstract Task StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync().Soon();
        }

        await StopAsync().Soon();
        await ReleaseAsync().Soon();
    }

    protected abstract Task<WsClient> OpenAsync(WsClientOptions? options);

    protected abstract ValueTask ReleaseAsync();

    private sealed class KestrelHost(WebApplication app, WsTransportKind transport) : ServiceHost
    {
        private bool _stopped;

        public override IServiceProvider Services => app.Services;

        public override Uri Address => new(app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/ws");

        public static async Task<ServiceHost> StartAsync(
            WsTransportKind transport, Action<WsEndpointBuilder> endpoint, Action<IServiceCollection> services, Action<WsServerOptions>? options)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddWsToolkit(all =>
            {
                all.Transport = transport;
                options?.Invoke(all);
            });
            services(builder.Services);
            var app = builder.Build();
            app.MapWs("/ws", endpoint);
            await app.StartAsync();
            return new KestrelHost(app, transport);
        }

        public override async Task StopAsync()
        {
            if (!_stopped)
            {
                _stopped = true;
                await app.StopAsync();
            }
        }

        protected override Task<WsClient> OpenAsync(WsClientOptions? options)
        {
            options ??= new WsClientOptions();
            options.Transport = transport;
            return WsClient.ConnectAsync(Address, options);
        }

        protected override ValueTask ReleaseAsync() => app.DisposeAsync();
    }

    private sealed class MemoryHost(WsTestHost host) : ServiceHost
    {
        public override IServiceProvider Services => host.Services;

        public override Task StopAsync() => host.StopAsync();

        protected override Task<WsClient> OpenAsync(WsClientOptions? options)
            => Task.FromResult(WsClient.Create(host.ConnectTransport(maxMessageBytes: options?.MaxMessageBytes), options));

        protected override ValueTask ReleaseAsync() => host.DisposeAsync();
    }
}
