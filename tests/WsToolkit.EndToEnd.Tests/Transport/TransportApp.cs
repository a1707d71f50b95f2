using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>An application on one port of Kestrel that a test sets up, and the requests that it has seen.</summary>
internal sealed class TransportApp(KestrelApp app, ConcurrentQueue<(string Protocol, string Connection)> requests) : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = CreateCertificate();

    /// <summary>Takes the server's certificate.</summary>
    public static SocketsHttpHandler TrustingHandler => new() { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };

    public KestrelApp App => app;

    /// <summary>The HTTP version and the connection of each request.</summary>
    public IReadOnlyCollection<(string Protocol, string Connection)> Requests => requests;

    public int Port => app.Http.Port;

    public Uri Ws(string path = "/ws") => new($"ws://127.0.0.1:{Port}{path}");

    public Uri Wss(string path = "/ws") => new($"wss://127.0.0.1:{Port}{path}");

    public static async Task<TransportApp> StartAsync(
        Action<ListenOptions> listen,
        bool tls = false,
        Action<WsServerOptions>? options = null,
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? services = null)
    {
        var requests = new ConcurrentQueue<(string, string)>();
        var app = await KestrelApp.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    requests.Enqueue((context.Request.Protocol, context.Connection.Id));
                    return next();
                });
                (map ?? (static app => app.MapWs("/ws", static ws => ws.Add<ShapesService>())))(app);
            },
            own =>
            {
                own.AddSingleton<Probe>();
                services?.Invoke(own);
                own.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port =>
                {
                    if (tls)
                    {
                        port.UseHttps(Certificate);
                    }

                    listen(port);
                }));
            },
            options);
        return new TransportApp(app, requests);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
