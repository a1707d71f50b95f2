using System.Net;
using WsToolkit;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace Frames;

/// <summary>Sends every message back as it came: what conformance suites want to talk to. Here Kestrel carries the bytes.</summary>
internal static class EchoServer
{
    private static readonly WsFramesOptions Options = new()
    {
        Frames = new FrameConnectionOptions { MaxMessageBytes = 64 * 1024 * 1024 },
        Extensions = { new PerMessageDeflate() },
    };

    /// <summary>Runs until Ctrl+C.</summary>
    /// <param name="port">The port; 0 for any.</param>
    /// <param name="http">Whether ASP.NET Core does the handshake. If not, the port has no HTTP stack and the toolkit does it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(int port, bool http, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (!http)
            {
                listen.UseWsFrames(EchoAsync, Options);
            }
        }));

        await using var app = builder.Build();
        if (http)
        {
            app.MapWsFrames("/{**path}", EchoAsync, Options);
        }

        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Listening on {new Uri(app.Urls.Single()).Authority}");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    // Pings are answered and the connection is closed by the toolkit. Each echo is sent at once, so that pongs keep their place among the echoes.
    private static async Task EchoAsync(WsFramesConnection connection)
    {
        var transport = connection.Transport;
        using var output = new OutputBuffer();
        while (await transport.ReceiveAsync(CancellationToken.None) is { Type: not WsMessageType.Close } received)
        {
            transport.WriteMessage(output, received.Type, received.Data.Span);
            await transport.SendAsync(output, CancellationToken.None);
            output.Reset();
        }
    }
}
