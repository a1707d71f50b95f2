using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Foreign;

namespace WsToolkit.Interop.Tests.Toolkit;

/// <summary>A door of the toolkit's server.</summary>
public enum Door
{
    /// <summary>An endpoint of ASP.NET Core, HTTP/1.1 without TLS.</summary>
    Http,

    /// <summary>An endpoint of ASP.NET Core, TLS with HTTP/1.1 and HTTP/2.</summary>
    Https,

    /// <summary>A port without HTTP.</summary>
    Raw,

    /// <summary>A port without HTTP, with TLS.</summary>
    RawTls,
}

/// <summary>A connection that the toolkit's server has served to its end.</summary>
/// <param name="Protocol">The version of HTTP, and whether there was an upgrade or the extended CONNECT of RFC 8441.</param>
internal sealed record ToolkitServed(string Path, string? Protocol, string? Subprotocol, int Code, string Reason);

/// <summary>An echo server on Kestrel with the toolkit's transport behind all of its doors.</summary>
internal sealed class ToolkitServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<Task<ToolkitServed>> _served = Channel.CreateUnbounded<Task<ToolkitServed>>();
    private readonly TestCertificate _certificate = TestCertificate.Create();
    private readonly AsyncLocal<string?> _protocol = new();
    private readonly WebApplication _app;

    private ToolkitServer(Compression compression, params string[] subprotocols)
    {
        var options = new WsFramesOptions { Frames = { MaxMessageBytes = Content.Largest } };
        foreach (var subprotocol in subprotocols)
        {
            options.Subprotocols.Add(subprotocol);
        }

        foreach (var negotiator in compression.Negotiators)
        {
            options.Extensions.Add(negotiator);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate.Certificate));
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseWsFrames(EchoAsync, options));
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate.Certificate).UseWsFrames(EchoAsync, options));
        });
        _app = builder.Build();
        _app.MapGet("/", () => Results.Content("<!doctype html><title>A page</title>", "text/html"));
        _app.Use((context, next) =>
        {
            var connect = context.Features.Get<IHttpExtendedConnectFeature>();
            _protocol.Value = context.Request.Protocol + (connect?.IsExtendedConnect == true ? $" CONNECT {connect.Protocol}" : " upgrade");
            return next(context);
        });
        _app.MapWsFrames("/echo", EchoAsync, options);

        // A page of one door may connect to the others.
        options.AllowedOrigins.Add("*");
    }

    public static async Task<ToolkitServer> StartAsync(Compression compression, params string[] subprotocols)
    {
        var server = new ToolkitServer(compression, subprotocols);
        await server._app.StartAsync();
        return server;
    }

    public Uri Page(Door door) => new(Addresses[(int)door].Replace("[::]", "127.0.0.1"));

    public Uri Address(Door door)
        => new UriBuilder(Page(door)) { Scheme = door is Door.Https or Door.RawTls ? "wss" : "ws", Path = "/echo" }.Uri;

    /// <summary>The next connection in the order in which they were opened, when it has ended.</summary>
    public async Task<ToolkitServed> NextAsync()
    {
        var served = await _served.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        return await served.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private string[] Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    private async Task EchoAsync(WsFramesConnection connection)
    {
        var end = new WsCloseInfo(WsCloseCode.Abnormal, "", Remote: true);
        var served = new TaskCompletionSource<ToolkitServed>(TaskCreationOptions.RunContinuationsAsynchronously);
        _served.Writer.TryWrite(served.Task);
        try
        {
            end = await TransportEcho.RunAsync(connection.Transport);
        }
        finally
        {
            served.SetResult(new(connection.Path, _protocol.Value, connection.Subprotocol, (int)end.Code, end.Reason));
        }
    }
}
