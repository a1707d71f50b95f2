using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>RFC 8441: a WebSocket is one stream of an HTTP/2 connection.</summary>
public sealed class Http2Tests
{
    [Theory]
    [InlineData(false, WsTransportKind.Frames, WsTransportKind.Frames)]
    [InlineData(true, WsTransportKind.Frames, WsTransportKind.Frames)]
    [InlineData(false, WsTransportKind.WebSocket, WsTransportKind.Frames)]
    [InlineData(false, WsTransportKind.Frames, WsTransportKind.WebSocket)]
    public async Task Calls_of_every_size_travel_over_it(bool tls, WsTransportKind server, WsTransportKind client)
    {
        await using var app = await TransportApp.StartAsync(
            port => port.Protocols = tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2, tls, options => options.Transport = server);
        using var invoker = new HttpMessageInvoker(TransportApp.TrustingHandler);
        await using var shapes = await ShapesServiceClient.ConnectAsync(tls ? app.Wss() : app.Ws(), new WsClientOptions
        {
            HttpInvoker = invoker,
            HttpVersion = HttpVersion.Version20,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Transport = client,
        }).Soon();

        foreach (var size in new[] { 0, 10, 20_000, 300_000 })
        {
            var text = new string('x', size);
            Assert.Equal(text, await shapes.EchoAsync(text).Soon());
        }

        Assert.Equal("HTTP/2", Assert.Single(app.Requests).Protocol);
    }

    [Fact]
    public async Task Many_share_one_connection_and_end_on_their_own()
    {
        await using var app = await TransportApp.StartAsync(port => port.Protocols = HttpProtocols.Http2);
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        var options = new WsClientOptions
        {
            HttpInvoker = invoker,
            HttpVersion = HttpVersion.Version20,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
        };
        await using var first = await ShapesServiceClient.ConnectAsync(app.Ws(), options).Soon();
        Assert.Equal("here", await first.EchoAsync("here").Soon());
        var served = Assert.Single(app.App.Connections.All);
        var second = await ShapesServiceClient.ConnectAsync(app.Ws(), options).Soon();
        var third = await ShapesServiceClient.ConnectAsync(app.Ws(), options).Soon();
        Assert.Equal(3, app.Requests.Count);
        Assert.Single(app.Requests.Select(request => request.Connection).Distinct());

        await second.DisposeAsync().Soon();
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", Remote: false), await second.Connection.Completion.Soon());
        ((WsClient)third.Connection).Abort();
        await third.Connection.Completion.Soon();

        Assert.Equal("still here", await first.EchoAsync("still here").Soon());
        await served.CloseAsync(WsCloseCode.PolicyViolation, "enough").Soon();
        Assert.Equal(new WsCloseInfo(WsCloseCode.PolicyViolation, "enough", Remote: true), await first.Connection.Completion.Soon());
    }

    [Fact]
    public async Task Messages_are_compressed_where_both_ends_want_that()
    {
        await using var app = await TransportApp.StartAsync(
            port => port.Protocols = HttpProtocols.Http2, options: options => options.Compression = new PerMessageDeflateOptions());
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        await using var shapes = await ShapesServiceClient.ConnectAsync(app.Ws(), new WsClientOptions
        {
            HttpInvoker = invoker,
            HttpVersion = HttpVersion.Version20,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Compression = new PerMessageDeflateOptions(),
        }).Soon();

        var text = string.Concat(Enumerable.Repeat("once more ", 10_000));
        Assert.Equal(text, await shapes.EchoAsync(text).Soon());
    }

    [Fact]
    public async Task Where_the_server_has_none_the_connection_is_upgraded_instead_if_that_will_do()
    {
        await using var app = await TransportApp.StartAsync(port => port.Protocols = HttpProtocols.Http1, tls: true);
        using var invoker = new HttpMessageInvoker(TransportApp.TrustingHandler);
        var options = new WsClientOptions { HttpInvoker = invoker, HttpVersion = HttpVersion.Version20 };
        await using var shapes = await ShapesServiceClient.ConnectAsync(app.Wss(), options).Soon();
        Assert.Equal(5, await shapes.AddAsync(2, 3).Soon());
        Assert.Equal("HTTP/1.1", Assert.Single(app.Requests).Protocol);

        options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var refused = await Assert.ThrowsAsync<WsHandshakeException>(() => ShapesServiceClient.ConnectAsync(app.Wss(), options)).Soon();
        Assert.Null(refused.StatusCode);
    }

    [Fact]
    public async Task A_refusal_tells_its_status()
    {
        await using var app = await TransportApp.StartAsync(port => port.Protocols = HttpProtocols.Http2);
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        var refused = await Assert.ThrowsAsync<WsHandshakeException>(() => ShapesServiceClient.ConnectAsync(app.Ws("/nothing"), new WsClientOptions
        {
            HttpInvoker = invoker,
            HttpVersion = HttpVersion.Version20,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        })).Soon();
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }
}
