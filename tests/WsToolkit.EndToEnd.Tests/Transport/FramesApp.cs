using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>The ways to an application that handles messages itself.</summary>
public enum FramesPort
{
    Http,
    HttpInline,
    Https,
    HttpsInline,
    Raw,
    RawInline,
    RawTls,
    RawTlsInline,
}

/// <summary>An application that handles messages itself, behind one of its ports, and clients of it.</summary>
internal static class FramesApp
{
    public static TheoryData<FramesPort> Ports => new(Enum.GetValues<FramesPort>());

    /// <param name="ended">Told when the server has done with a connection.</param>
    public static Task<TransportApp> StartAsync(
        FramesPort port, WsFramesHandler handler, WsFramesOptions? options = null, TaskCompletionSource? ended = null)
    {
        var isRaw = port is FramesPort.Raw or FramesPort.RawInline or FramesPort.RawTls or FramesPort.RawTlsInline;
        var isInline = port is FramesPort.HttpInline or FramesPort.HttpsInline or FramesPort.RawInline or FramesPort.RawTlsInline;
        return TransportApp.StartAsync(
            listen =>
            {
                listen.Use(next => connection => TellAsync(next(connection)));
                if (isRaw)
                {
                    listen.UseWsFrames(handler, options);
                }
            },
            HasTls(port),
            services: services => services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = isInline),
            map: app =>
            {
                if (!isRaw)
                {
                    app.MapWsFrames("/{**path}", handler, options);
                }
            });

        async Task TellAsync(Task serving)
        {
            try
            {
                await serving;
            }
            finally
            {
                ended?.TrySetResult();
            }
        }
    }

    public static bool HasTls(FramesPort port) => port is FramesPort.Https or FramesPort.HttpsInline or FramesPort.RawTls or FramesPort.RawTlsInline;

    public static async Task<RawSocket> OpenAsync(FramesPort port, TransportApp app, string target = "/x")
    {
        var socket = await RawSocket.ConnectAsync(app.Port, HasTls(port));
        await socket.SendAsync(RawSocket.Request(target, "own"));
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync());
        return socket;
    }
}
