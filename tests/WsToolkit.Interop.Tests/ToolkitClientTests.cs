using System.Net;
using WsToolkit.Client;
using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Platform;
using WsToolkit.Interop.Tests.Toolkit;
using WsToolkit.Sessions;

namespace WsToolkit.Interop.Tests;

/// <summary>The toolkit's transport as client of servers that are not ours.</summary>
public sealed class ToolkitClientTests(PeerServers servers) : IClassFixture<PeerServers>
{
    [PeerTheory]
    [InlineData(PeerName.Websockets, Compression.Off, false)]
    [InlineData(PeerName.Websockets, Compression.On, true)]
    [InlineData(PeerName.Websockets, "bits9", false)]
    [InlineData(PeerName.Wsproto, Compression.Off, true)]
    [InlineData(PeerName.Wsproto, Compression.On, false)]
    [InlineData(PeerName.Wsproto, "client_no_context_takeover", false)]
    [InlineData(PeerName.Ws, Compression.Off, false)]
    [InlineData(PeerName.Ws, Compression.On, true)]
    [InlineData(PeerName.Ws, "both", false)]
    public async Task Everything_is_echoed(string peer, string compression, bool tls)
    {
        var server = await servers.GetAsync(peer, tls);
        var (main, closed) = (server.Address(compression), server.Address(compression));

        await using (var transport = await ConnectAsync(main, new PerMessageDeflateOptions()))
        {
            await TransportEchoClient.ExchangeAsync(transport);
            await TransportEchoClient.CloseAsync(transport);
        }

        var ended = await server.EndedAsync(main);
        Compression.Named(compression).AssertAnswer(ended.Extensions);
        Assert.Equal((4001, Content.Reason), (ended.Code, ended.Reason));

        await using (var transport = await ConnectAsync(closed, new PerMessageDeflateOptions()))
        {
            await TransportEchoClient.BeClosedAsync(transport);
        }

        Assert.Equal(3001, (await server.EndedAsync(closed)).Code);
    }

    [Theory]
    [InlineData(Compression.Off, false)]
    [InlineData(Compression.Off, true)]
    [InlineData(Compression.On, false)]
    [InlineData(Compression.On, true)]
    public async Task ASP_NET_Core_echoes(string compression, bool http2)
    {
        await using var server = await PlatformServer.StartAsync(Compression.Named(compression), http2);

        await using (var transport = await ConnectAsync(server.Address, new PerMessageDeflateOptions(), http2))
        {
            await TransportEchoClient.ExchangeAsync(transport, pings: false);
            await TransportEchoClient.CloseAsync(transport);
        }

        Assert.Equal((4001, Content.Reason), await server.EndedAsync());

        await using (var transport = await ConnectAsync(server.Address, new PerMessageDeflateOptions(), http2))
        {
            await TransportEchoClient.BeClosedAsync(transport);

            // Over HTTP/2 the end of our stream might overtake the answer.
            Assert.Equal(3001, (await server.EndedAsync()).Code);
        }
    }

    [Theory]
    [InlineData(Door.Http, Compression.Off)]
    [InlineData(Door.Https, Compression.On)]
    [InlineData(Door.Raw, Compression.On)]
    [InlineData(Door.RawTls, Compression.Off)]
    public async Task The_toolkit_s_own_server_echoes_16_MiB_too(Door door, string compression)
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(compression));

        await using (var transport = await ConnectAsync(server.Address(door), new PerMessageDeflateOptions()))
        {
            Assert.Equal(Compression.Named(compression).IsOn, transport.IsCompressed);
            await TransportEchoClient.ExchangeAsync(transport, large: true);
            await TransportEchoClient.CloseAsync(transport);
        }

        Assert.Equal(4001, (await server.NextAsync()).Code);
    }

    private static async Task<WsTransport> ConnectAsync(Uri address, PerMessageDeflateOptions? compression, bool http2 = false)
    {
        var options = new WsClientOptions
        {
            MaxMessageBytes = Content.Largest,
            Compression = compression,
            HttpInvoker = new HttpMessageInvoker(TestCertificate.CreateTrustingHandler()),
            HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return Assert.IsType<FrameTransport>(await new Connector(address, null, options).ConnectAsync(0, null, default));
    }
}
