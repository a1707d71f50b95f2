using System.Net;
using System.Net.WebSockets;
using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Platform;
using WsToolkit.Interop.Tests.Toolkit;

namespace WsToolkit.Interop.Tests;

/// <summary>Libraries that are not ours as clients of the toolkit's transport, behind all doors of the server.</summary>
public sealed class ToolkitServerTests
{
    [PeerTheory]
    [InlineData(PeerName.Websockets, Door.Http, Compression.Off)]
    [InlineData(PeerName.Websockets, Door.Https, Compression.On)]
    [InlineData(PeerName.Websockets, Door.Raw, "both")]
    [InlineData(PeerName.Websockets, Door.RawTls, "bits9")]
    [InlineData(PeerName.Wsproto, Door.Http, Compression.On)]
    [InlineData(PeerName.Wsproto, Door.Https, "both")]
    [InlineData(PeerName.Wsproto, Door.Raw, Compression.Off)]
    [InlineData(PeerName.Wsproto, Door.RawTls, "client_no_context_takeover")]
    [InlineData(PeerName.Ws, Door.Http, "server_no_context_takeover")]
    [InlineData(PeerName.Ws, Door.Https, Compression.Off)]
    [InlineData(PeerName.Ws, Door.Raw, Compression.On)]
    [InlineData(PeerName.Ws, Door.RawTls, "bits15")]
    public async Task Everything_is_echoed(string peer, Door door, string compression)
    {
        var large = compression == Compression.Off;
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.On));

        var steps = await PeerClient.RunAsync(
            peer, [server.Address(door).ToString(), "--compression", compression, .. large ? ["--large"] : Array.Empty<string>()]);

        var opened = PeerClient.AssertWell(steps, PeerClient.Steps + (large ? 2 : 0));
        Compression.Named(compression).AssertAnswer(opened.Extensions);

        // The toolkit answers a close frame without a code with 1000.
        Assert.Equal(1000, PeerClient.CodeOfPlainClose(steps));
        var protocol = door is Door.Http or Door.Https ? "HTTP/1.1 upgrade" : null;
        Assert.Equal(new("/echo", protocol, null, 4001, Content.Reason), await server.NextAsync());
        var plain = await server.NextAsync();
        Assert.Equal((peer == PeerName.Websockets ? 1000 : 1005, ""), (plain.Code, plain.Reason));
        Assert.Equal(3001, (await server.NextAsync()).Code);
        Assert.Equal(1006, (await server.NextAsync()).Code);
    }

    /// <summary>Kestrel leaves out what stands behind a field without a value, over HTTP/2 only.</summary>
    [Theory]
    [InlineData("echo")]
    [InlineData(null)]
    public async Task An_answer_over_HTTP2_tells_of_the_extension(string? offered)
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.On), "echo");
        using var client = new HttpClient(TestCertificate.CreateTrustingHandler());
        using var request = new HttpRequestMessage(HttpMethod.Connect, server.Address(Door.Https))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Protocol = "websocket" },
        };
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Extensions", "permessage-deflate");
        if (offered is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", offered);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(["permessage-deflate"], response.Headers.GetValues("Sec-WebSocket-Extensions"));
        Assert.Equal(offered, response.Headers.TryGetValues("Sec-WebSocket-Protocol", out var picked) ? Assert.Single(picked) : null);
    }

    [Theory]
    [InlineData(Door.Http, false)]
    [InlineData(Door.Https, false)]
    [InlineData(Door.Https, true)]
    [InlineData(Door.Raw, false)]
    [InlineData(Door.RawTls, false)]
    public async Task ClientWebSocket_is_echoed(Door door, bool http2)
    {
        var compression = Compression.Named(Compression.On);
        await using var server = await ToolkitServer.StartAsync(compression, "echo");
        using var invoker = new HttpMessageInvoker(TestCertificate.CreateTrustingHandler());

        using (var client = await ConnectAsync())
        {
            Assert.Equal("echo", client.SubProtocol);
            await PlatformEchoClient.ExchangeAsync(client, large: true);
            await PlatformEchoClient.CloseAsync(client);
        }

        var protocol = http2 ? "HTTP/2 CONNECT websocket" : door is Door.Http or Door.Https ? "HTTP/1.1 upgrade" : null;
        Assert.Equal(new("/echo", protocol, "echo", 4001, Content.Reason), await server.NextAsync());

        using (var client = await ConnectAsync())
        {
            await PlatformEchoClient.BeClosedAsync(client);
        }

        Assert.Equal(3001, (await server.NextAsync()).Code);

        async Task<ClientWebSocket> ConnectAsync()
        {
            var client = new ClientWebSocket();
            client.Options.HttpVersion = http2 ? HttpVersion.Version20 : HttpVersion.Version11;
            client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            client.Options.DangerousDeflateOptions = compression.PlatformOptions;
            client.Options.AddSubProtocol("first");
            client.Options.AddSubProtocol("echo");
            await client.ConnectAsync(server.Address(door), invoker, default);
            return client;
        }
    }
}
