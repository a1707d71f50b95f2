using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Ours;
using WsToolkit.Interop.Tests.Platform;

namespace WsToolkit.Interop.Tests;

/// <summary>The engine against WebSocket.CreateFromStream, both without a handshake.</summary>
public sealed class PlatformStreamTests
{
    public static TheoryData<string> Cases() => new(Compression.Names);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_client_is_echoed(string name)
    {
        var compression = Compression.Named(name);
        var (ours, theirs) = await ConnectAsync(FrameRole.Server, compression);
        await using var end = ours;
        using var socket = theirs;

        var echo = FrameEcho.RunAsync(end);
        await PlatformEchoClient.ExchangeAsync(socket, large: name == Compression.Off);
        await PlatformEchoClient.CloseAsync(socket);

        var served = await echo;
        Assert.Equal((4001, Content.Reason, null), (served.Code, served.Reason, served.Error));
        compression.AssertTraffic(served.Traffic, weAreServer: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_server_echoes(string name)
    {
        var compression = Compression.Named(name);
        var (ours, theirs) = await ConnectAsync(FrameRole.Client, compression);
        await using var end = ours;

        var echo = ServeAsync();
        var traffic = await FrameEchoClient.ExchangeAsync(end, large: name == Compression.Off, pings: false);
        compression.AssertTraffic(traffic, weAreServer: false);
        await FrameEchoClient.CloseAsync(end);
        Assert.Equal((4001, Content.Reason), await echo);

        async Task<(int, string)> ServeAsync()
        {
            using (theirs)
            {
                return await PlatformEcho.RunAsync(theirs);
            }
        }
    }

    private static async Task<(FrameEnd Ours, WebSocket Theirs)> ConnectAsync(FrameRole role, Compression compression)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(listener.LocalEndpoint);
        var server = await listener.AcceptSocketAsync();
        server.NoDelay = true;

        var (ours, theirs) = role == FrameRole.Server ? (server, client) : (client, server);
        IReadOnlyList<FrameExtension> extensions = compression.IsOn ? [new PerMessageDeflate(compression.Options).Create(role)] : [];
        var frames = new FrameConnection(role, new() { MaxMessageBytes = Content.Largest }, extensions);
        var socket = WebSocket.CreateFromStream(new NetworkStream(theirs, ownsSocket: true), new WebSocketCreationOptions
        {
            IsServer = role == FrameRole.Client,
            DangerousDeflateOptions = compression.PlatformOptions,
        });
        return (new FrameEnd(new NetworkStream(ours, ownsSocket: true), ours, frames), socket);
    }
}
