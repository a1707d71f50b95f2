using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WsToolkit.Interop.Tests.Platform;

/// <summary>An echo server on Kestrel's own WebSockets, with the handshake of ASP.NET Core, without TLS.</summary>
internal sealed class PlatformServer : IAsyncDisposable
{
    private readonly Channel<(int Code, string Reason)> _ended = Channel.CreateUnbounded<(int, string)>();
    private readonly WebApplication _app;

    private PlatformServer(Compression compression, bool http2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                DangerousEnableCompression = compression.IsOn,
                DisableServerContextTakeover = compression.ServerForgets,
                ServerMaxWindowBits = compression.ServerBits,
                KeepAliveInterval = TimeSpan.Zero,
            });
            _ended.Writer.TryWrite(await PlatformEcho.RunAsync(socket));
        });
    }

    public Uri Address => new UriBuilder(Addresses.First()) { Scheme = "ws" }.Uri;

    private ICollection<string> Addresses => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    public static async Task<PlatformServer> StartAsync(Compression compression, bool http2 = false)
    {
        var server = new PlatformServer(compression, http2);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>How the next connection to end ended.</summary>
    public Task<(int Code, string Reason)> EndedAsync() => _ended.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
