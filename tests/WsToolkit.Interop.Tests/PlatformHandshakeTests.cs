using System.Net.WebSockets;
using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Ours;
using WsToolkit.Interop.Tests.Platform;

namespace WsToolkit.Interop.Tests;

/// <summary>The engine and the sans-IO handshake against ClientWebSocket, and against the WebSockets of ASP.NET Core.</summary>
public sealed class PlatformHandshakeTests
{
    // What a server of ASP.NET Core can demand.
    private static readonly Compression[] ServerSides =
    [
        Compression.Named(Compression.Off),
        Compression.Named(Compression.On),
        Compression.Named("server_no_context_takeover"),
        new("server_bits9", true, false, false, ServerBits: 9),
    ];

    public static TheoryData<string, string> ClientCases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var (theirs, ours) in Compression.Pairs)
        {
            cases.Add(theirs, ours);
        }

        return cases;
    }

    public static TheoryData<string, string> ServerCases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var theirs in ServerSides)
        {
            foreach (var ours in theirs.Name == Compression.On ? Compression.Names : [Compression.On])
            {
                cases.Add(theirs.Name, ours);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(ClientCases))]
    public async Task ClientWebSocket_is_echoed(string theirs, string ours)
    {
        var agreed = Compression.Agreed(theirs, ours);
        var large = (theirs, ours) is (Compression.Off, Compression.Off) or (Compression.On, Compression.On);
        await using var server = FrameEchoServer.Start(new() { Negotiators = Compression.Named(ours).Negotiators });

        using (var client = await ConnectAsync(server.Address, Compression.Named(theirs)))
        {
            await PlatformEchoClient.ExchangeAsync(client, large);
            await PlatformEchoClient.CloseAsync(client);
        }

        var main = await server.NextAsync();
        Assert.Equal((4001, Content.Reason, null), (main.Code, main.Reason, main.Error));
        agreed.AssertAnswer(main.Extensions);
        agreed.AssertTraffic(main.Traffic, weAreServer: true);

        using (var client = await ConnectAsync(server.Address, Compression.Named(theirs)))
        {
            await PlatformEchoClient.BeClosedAsync(client);
        }

        Assert.Equal(3001, (await server.NextAsync()).Code);
    }

    [Fact]
    public async Task ClientWebSocket_is_echoed_over_tls()
    {
        var compression = Compression.Named(Compression.On);
        using var certificate = TestCertificate.Create();
        var options = new EchoServerOptions { Certificate = certificate.Certificate, Negotiators = compression.Negotiators };
        await using var server = FrameEchoServer.Start(options);

        using var client = await ConnectAsync(server.Address, compression);
        await PlatformEchoClient.ExchangeAsync(client);
        await PlatformEchoClient.CloseAsync(client);

        compression.AssertTraffic((await server.NextAsync()).Traffic, weAreServer: true);
    }

    [Fact]
    public async Task ClientWebSocket_speaks_the_subprotocol_that_is_picked()
    {
        await using var server = FrameEchoServer.Start(new() { Subprotocols = ["echo"] });
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("first");
        client.Options.AddSubProtocol("echo");
        await client.ConnectAsync(server.Address, default);
        Assert.Equal("echo", client.SubProtocol);
        await PlatformEchoClient.CloseAsync(client);
    }

    [Theory]
    [MemberData(nameof(ServerCases))]
    public async Task A_client_of_ASP_NET_Core_is_echoed(string theirs, string ours)
    {
        var agreed = ServerSides.Single(one => one.Name == theirs).And(Compression.Named(ours));
        var options = new ClientHandshakeOptions { Extensions = Compression.Named(ours).Negotiators };
        await using var server = await PlatformServer.StartAsync(ServerSides.Single(one => one.Name == theirs));

        var (main, response) = await FrameClient.OpenAsync(server.Address, options);
        await using (main)
        {
            agreed.AssertAnswer(response.Headers.GetCombined("Sec-WebSocket-Extensions"));
            agreed.AssertTraffic(await FrameEchoClient.ExchangeAsync(main, pings: false), weAreServer: false);
            await FrameEchoClient.CloseAsync(main);
        }

        Assert.Equal((4001, Content.Reason), await server.EndedAsync());

        var (closed, _) = await FrameClient.OpenAsync(server.Address, options);
        await using (closed)
        {
            await FrameEchoClient.BeClosedAsync(closed);
        }

        Assert.Equal(3001, (await server.EndedAsync()).Code);

        var (dropped, _) = await FrameClient.OpenAsync(server.Address, options);
        await using (dropped)
        {
            await FrameEchoClient.BeDroppedAsync(dropped);
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri address, Compression compression)
    {
        var client = new ClientWebSocket();

        // It would send pongs that nobody asked for, and the server tells of each.
        client.Options.KeepAliveInterval = TimeSpan.Zero;
        client.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        client.Options.DangerousDeflateOptions = compression.PlatformOptions;
        await client.ConnectAsync(address, default);
        return client;
    }
}
