using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>Endpoints on the toolkit's own engine: errors on the wire, compression, handshakes that are refused.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData(1002, new byte[] { 0x81, 0x01, 0x61 })] // not masked
    [InlineData(1002, new byte[] { 0x91, 0x80, 0, 0, 0, 0 })] // a reserved bit
    [InlineData(1007, new byte[] { 0x81, 0x81, 0, 0, 0, 0, 0xC0 })] // not UTF-8
    [InlineData(1009, new byte[] { 0x82, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 })] // 4 GiB
    public async Task Calls_before_an_error_are_answered_then_comes_its_code_then_the_end(int code, byte[] wrong)
    {
        await using var app = await TransportApp.StartAsync(static _ => { });
        using var socket = await OpenAsync(app);
        await socket.SendAsync([.. RawSocket.Frame(0x81, """{"id":1,"method":"nobody"}"""u8), .. wrong]);
        Assert.Contains("method_not_found", (await socket.ReadFrameAsync()).Text);
        var close = await socket.ReadFrameAsync();
        Assert.Equal((FrameEventKind.Close, code), (close.Kind, close.Code));
        await socket.AssertEndsAsync();
    }

    [Fact]
    public async Task Fragments_and_pings_between_them_make_one_call()
    {
        await using var app = await TransportApp.StartAsync(static _ => { });
        using var socket = await OpenAsync(app);
        await socket.SendAsync(RawSocket.Frame(0x01, """{"id":1,"method":"add","""u8));
        await socket.SendAsync(RawSocket.Frame(0x89, "!"u8));
        Assert.Equal((FrameEventKind.Pong, "!", 0), await socket.ReadFrameAsync());
        await socket.SendAsync(RawSocket.Frame(0x80, """ "payload":{"a":1,"b":2}}"""u8));
        Assert.Equal("""{"id":1,"method":"add","response":3}""", (await socket.ReadFrameAsync()).Text);
    }

    [Theory]
    [InlineData(WsTransportKind.Frames, WsTransportKind.Frames, true)]
    [InlineData(WsTransportKind.Frames, WsTransportKind.WebSocket, true)]
    [InlineData(WsTransportKind.WebSocket, WsTransportKind.Frames, true)]
    [InlineData(WsTransportKind.Frames, WsTransportKind.Frames, false)]
    public async Task Messages_are_compressed_where_both_ends_want_that(WsTransportKind server, WsTransportKind client, bool both)
    {
        await using var app = await TransportApp.StartAsync(static _ => { }, options: options =>
        {
            options.Transport = server;
            options.Compression = both ? new PerMessageDeflateOptions() : null;
        });
        await using var shapes = await ShapesServiceClient.ConnectAsync(
            app.Ws(), new WsClientOptions { Transport = client, Compression = new PerMessageDeflateOptions { ServerMaxWindowBits = 10 } }).Soon();

        for (var i = 0; i < 20; i++)
        {
            var text = string.Concat(Enumerable.Repeat($"once more {i} ", 1_000));
            Assert.Equal(text, await shapes.EchoAsync(text).Soon());
        }

        // The platform does not say.
        bool? agreed = client == WsTransportKind.Frames ? both : null;
        Assert.Equal(agreed, ((WsClient)shapes.Connection).IsCompressed);
        agreed = server == WsTransportKind.Frames ? both : null;
        Assert.Equal(agreed, Assert.Single(app.App.Connections.All).IsCompressed);
    }

    [Theory]
    [InlineData("permessage-deflate", 101, "Sec-WebSocket-Extensions: permessage-deflate\r\n")]
    [InlineData("x-unknown", 101, null)]
    [InlineData("permessage-deflate; server_max_window_bits=99", 101, null)]
    [InlineData("a=b=c", 400, null)]
    public async Task Compression_is_negotiated(string offer, int status, string? answer)
    {
        await using var app = await TransportApp.StartAsync(static _ => { }, options: options => options.Compression = new PerMessageDeflateOptions());
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(RawSocket.Request("/ws", "own", $"Sec-WebSocket-Extensions: {offer}"));
        var head = await socket.ReadHeadAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", head);
        if (answer is null)
        {
            Assert.DoesNotContain("Sec-WebSocket-Extensions", head);
        }
        else
        {
            Assert.Contains(answer, head);
        }
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "HTTP/1.1 426 ")]
    [InlineData("Sec-WebSocket-Version: 13\r\n", "", "HTTP/1.1 426 ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", "HTTP/1.1 400 ")]
    [InlineData("GET", "POST", "HTTP/1.1 400 ")]
    [InlineData("upgrade: websocket", "upgrade: other", "HTTP/1.1 400 ")]
    public async Task A_handshake_that_is_not_valid_is_refused(string part, string instead, string status)
    {
        await using var app = await TransportApp.StartAsync(static _ => { });
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(RawSocket.Request("/ws", "own").Replace(part, instead));
        var head = await socket.ReadHeadAsync();
        Assert.StartsWith(status, head);
        Assert.Equal(status.Contains("426"), head.Contains("Sec-WebSocket-Version: 13\r\n") && head.Contains("Upgrade: websocket\r\n"));
    }

    [Theory]
    [InlineData(WsTransportKind.Frames)]
    [InlineData(WsTransportKind.WebSocket)]
    public async Task A_refused_client_is_told_the_status_and_what_would_help(WsTransportKind client)
    {
        await using var app = await TransportApp.StartAsync(static _ => { }, map: app => app.Map("/ws", context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Task.CompletedTask;
        }));
        var refused = await Assert.ThrowsAsync<WsHandshakeException>(
            () => ShapesServiceClient.ConnectAsync(app.Ws(), new WsClientOptions { Transport = client })).Soon();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(["Bearer"], refused.Headers["www-authenticate"]);
        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task Headers_of_the_handshake_cannot_be_set()
    {
        var options = new WsClientOptions { Headers = { ["sec-websocket-key"] = "mine" } };
        await Assert.ThrowsAsync<ArgumentException>(() => ShapesServiceClient.ConnectAsync(new Uri("ws://127.0.0.1:1/"), options));
        await Assert.ThrowsAsync<ArgumentException>(() => ShapesServiceClient.ConnectAsync(new Uri("http://127.0.0.1:1/")));
    }

    [Fact]
    public async Task A_platform_client_that_offers_a_window_is_served()
    {
        await using var app = await TransportApp.StartAsync(static _ => { }, options: options => options.Compression = new PerMessageDeflateOptions());
        await using var connection = await app.App.OpenAsync(configure: options => options.DangerousDeflateOptions = new WebSocketDeflateOptions
        {
            ClientMaxWindowBits = 9,
            ServerMaxWindowBits = 9,
            ServerContextTakeover = false,
        });
        var text = string.Concat(Enumerable.Repeat("abc", 5_000));
        Assert.Contains(text, await connection.AskAsync($$$"""{"id":1,"method":"echo","payload":{"text":"{{{text}}}"}}"""));
    }

    private static async Task<RawSocket> OpenAsync(TransportApp app)
    {
        var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(RawSocket.Request("/ws", "own"));
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync());
        return socket;
    }
}
