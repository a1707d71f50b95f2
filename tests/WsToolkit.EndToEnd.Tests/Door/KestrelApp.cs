using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>An application behind a real Kestrel on a free loopback port.</summary>
internal sealed class KestrelApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelApp(WebApplication app, LogSink log)
    {
        _app = app;
        Log = log;
        Http = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    public LogSink Log { get; }

    public Uri Http { get; }

    public IServiceProvider Services => _app.Services;

    public WsConnections Connections => Services.GetRequiredService<WsConnections>();

    public static async Task<KestrelApp> StartAsync(
        Action<WebApplication> map, Action<IServiceCollection>? services = null, Action<WsServerOptions>? options = null)
    {
        var log = new LogSink();
        var builder = CreateBuilder(log);
        builder.Services.AddWsToolkit(options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync();
            return new KestrelApp(app, log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public static WebApplicationBuilder CreateBuilder(LogSink log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // The other half of inline I/O, so that one variable runs all of these tests with it.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling
            = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS") == "1");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        return builder;
    }

    public Uri Ws(string path = "/ws") => new UriBuilder(Http) { Scheme = "ws", Path = path }.Uri;

    /// <summary>Opens a connection for messages written by hand.</summary>
    public async Task<SocketConnection> OpenAsync(string path = "/ws", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        try
        {
            await socket.ConnectAsync(Ws(path), default).WaitAsync(RawConnection.Patience);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new SocketConnection(socket);
    }

    /// <summary>Tries the handshake with one header and returns the status of the answer: 101 when it was accepted.</summary>
    public async Task<int> HandshakeAsync(params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(Ws(), default).WaitAsync(RawConnection.Patience);
        }
        catch (WebSocketException)
        {
        }

        return (int)socket.HttpStatusCode;
    }

    /// <summary>Shuts down as a server does. Completes when all connections have ended.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
