using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>A port of Kestrel without HTTP, on which the toolkit does the opening handshake.</summary>
public sealed class RawListenerTests
{
    private const string Call = """{"id":1,"method":"add","payload":{"a":2,"b":3}}""";
    private const string Answer = """{"id":1,"method":"add","response":5}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_calls_a_service(bool tls)
    {
        await using var app = await StartAsync(tls);
        using var invoker = new HttpMessageInvoker(TransportApp.TrustingHandler);
        await using var shapes = await ShapesServiceClient.ConnectAsync(
            tls ? app.Wss("/any/path?x=1") : app.Ws("/any/path?x=1"), new WsClientOptions { HttpInvoker = invoker }).Soon();

        Assert.Equal(5, await shapes.AddAsync(2, 3).Soon());
        var text = new string('x', 300_000);
        Assert.Equal(text, await shapes.EchoAsync(text).Soon());
        Assert.Empty(app.Requests);
    }

    [Fact]
    public async Task An_absolute_target_is_taken_and_what_comes_with_the_request_is_not_lost()
    {
        await using var app = await StartAsync();
        using var socket = await RawSocket.ConnectAsync(app.Port);
        var request = RawSocket.Request($"ws://127.0.0.1:{app.Port}/chat", $"127.0.0.1:{app.Port}");

        await socket.SendAsync([.. System.Text.Encoding.ASCII.GetBytes(request), .. RawSocket.Frame(0x81, System.Text.Encoding.UTF8.GetBytes(Call))]);

        var head = await socket.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 101 ", head);
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head);
        Assert.Equal((FrameEventKind.Data, Answer, 0), await socket.ReadFrameAsync());
    }

    [Fact]
    public async Task A_request_may_come_byte_by_byte()
    {
        await using var app = await StartAsync();
        using var socket = await RawSocket.ConnectAsync(app.Port);
        foreach (var part in RawSocket.Request("/", "localhost"))
        {
            await socket.SendAsync(part.ToString());
        }

        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync());
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 426)]
    [InlineData("hello\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8\r\n\r\n", 426)]
    public async Task What_is_no_handshake_is_refused(string request, int status)
    {
        await using var app = await StartAsync();
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", await socket.ReadHeadAsync());
    }

    [Theory]
    [InlineData("http://own", 101)]
    [InlineData("https://own", 403)]
    [InlineData("http://evil.example", 403)]
    [InlineData("https://app.example.com", 101)]
    public async Task The_origin_is_checked(string origin, int status)
    {
        await using var app = await StartAsync(options: options => options.AllowedOrigins.Add("https://app.example.com"));
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(RawSocket.Request("/", "own", $"Origin: {origin}"));
        Assert.StartsWith($"HTTP/1.1 {status} ", await socket.ReadHeadAsync());
    }

    [Fact]
    public async Task Who_takes_too_long_for_the_handshake_is_cut_off()
    {
        await using var app = await StartAsync(options: options => options.HandshakeTimeout = TimeSpan.FromMilliseconds(100));
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync("GET / HTTP/1.1\r\n");
        await socket.AssertEndsAsync();
    }

    [Fact]
    public async Task A_head_without_end_is_refused()
    {
        await using var app = await StartAsync();
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync("GET / HTTP/1.1\r\nX: " + new string('x', 20_000));
        Assert.StartsWith("HTTP/1.1 431 ", await socket.ReadHeadAsync());
    }

    [Fact]
    public async Task When_the_server_stops_the_connection_is_closed_with_1001()
    {
        await using var app = await StartAsync();
        await using var shapes = await ShapesServiceClient.ConnectAsync(app.Ws(), new WsClientOptions { Reconnect = null }).Soon();
        await shapes.AddAsync(1, 2).Soon();
        app.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(WsCloseCode.GoingAway, (await shapes.Connection.Completion.Soon()).Code);
    }

    private static Task<TransportApp> StartAsync(bool tls = false, Action<WsServerOptions>? options = null)
        => TransportApp.StartAsync(port => port.UseWs<ShapesService>(), tls, options);
}
