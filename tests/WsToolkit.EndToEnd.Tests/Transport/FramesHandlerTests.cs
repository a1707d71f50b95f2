using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>An application that handles messages itself, over HTTP and without.</summary>
public sealed class FramesHandlerTests
{
    public static TheoryData<FramesPort> Ports => FramesApp.Ports;

    public static TheoryData<FramesPort, int, byte[]> PortsAndMistakes
    {
        get
        {
            var data = new TheoryData<FramesPort, int, byte[]>();
            foreach (var port in Enum.GetValues<FramesPort>())
            {
                data.Add(port, 1007, [0x81, 0x82, 0, 0, 0, 0, 0x61, 0xFF]);
                data.Add(port, 1002, [0x83, 0x80, 0, 0, 0, 0]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Messages_come_and_go(FramesPort port)
    {
        await using var app = await FramesApp.StartAsync(port, EchoAsync);
        using var socket = await FramesApp.OpenAsync(port, app);
        await socket.SendAsync([.. RawSocket.Frame(0x81, "one"u8), .. RawSocket.Frame(0x89, "?"u8), .. RawSocket.Frame(0x82, "two"u8)]);
        var seen = new[] { await socket.ReadFrameAsync(), await socket.ReadFrameAsync(), await socket.ReadFrameAsync() };
        Assert.Equal(["one", "two"], seen.Where(frame => frame.Kind == FrameEventKind.Data).Select(frame => frame.Text));
        Assert.Contains((FrameEventKind.Pong, "?", 0), seen);

        await socket.SendAsync(RawSocket.Frame(0x88, [0x0F, 0xA1, (byte)'b']));
        Assert.Equal((FrameEventKind.Close, 4001), await CloseAsync(socket));
        await socket.AssertEndsAsync();
    }

    [Theory]
    [MemberData(nameof(PortsAndMistakes))]
    public async Task What_came_before_an_error_is_answered_then_comes_its_code_then_the_end(FramesPort port, int code, byte[] wrong)
    {
        await using var app = await FramesApp.StartAsync(port, EchoAsync);
        using var socket = await FramesApp.OpenAsync(port, app);
        await socket.SendAsync([.. RawSocket.Frame(0x81, "one"u8), .. wrong, .. RawSocket.Frame(0x81, "never"u8)]);
        Assert.Equal((FrameEventKind.Data, "one", 0), await socket.ReadFrameAsync());
        Assert.Equal((FrameEventKind.Close, code), await CloseAsync(socket));

        // Although this end says nothing.
        await socket.AssertEndsAsync();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_handler_that_fails_closes_with_1011_and_one_that_ends_with_1000(FramesPort port)
    {
        await using var app = await FramesApp.StartAsync(port, connection
            => connection.Path == "/fail" ? throw new InvalidOperationException("A secret.") : Task.CompletedTask);
        using var failing = await FramesApp.OpenAsync(port, app, "/fail");
        Assert.Equal((FrameEventKind.Close, 1011), await CloseAsync(failing));
        using var ending = await FramesApp.OpenAsync(port, app);
        Assert.Equal((FrameEventKind.Close, 1000), await CloseAsync(ending));
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task When_the_server_stops_the_connection_is_closed_with_1001(FramesPort port)
    {
        await using var app = await FramesApp.StartAsync(port, EchoAsync);
        using var socket = await FramesApp.OpenAsync(port, app);
        await socket.SendAsync(RawSocket.Frame(0x81, "here"u8));
        Assert.Equal("here", (await socket.ReadFrameAsync()).Text);
        app.App.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal((FrameEventKind.Close, 1001), await CloseAsync(socket));
        await socket.SendAsync(RawSocket.Frame(0x88, [0x03, 0xE9]));
        await socket.AssertEndsAsync();
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task The_first_subprotocol_in_common_is_spoken(FramesPort port)
    {
        var options = new WsFramesOptions { Subprotocols = { "b", "a" }, Extensions = { new PerMessageDeflate() } };
        var seen = new TaskCompletionSource<string?>();
        await using var app = await FramesApp.StartAsync(
            port,
            connection =>
            {
                seen.TrySetResult(connection.Subprotocol);
                return EchoAsync(connection);
            },
            options);
        using var socket = await RawSocket.ConnectAsync(app.Port, FramesApp.HasTls(port));
        await socket.SendAsync(RawSocket.Request(
            "/x", "own", "Sec-WebSocket-Protocol: a, c", "Sec-WebSocket-Protocol: b", "Sec-WebSocket-Extensions: foo, permessage-deflate"));
        var head = await socket.ReadHeadAsync();
        Assert.Contains("Sec-WebSocket-Protocol: b\r\n", head);
        Assert.Contains("Sec-WebSocket-Extensions: permessage-deflate\r\n", head);
        Assert.Equal("b", await seen.Task.Soon());
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Options_that_cannot_work_are_refused_before_anybody_connects(FramesPort port)
    {
        WsFramesOptions[] wrong =
        [
            new() { Frames = new() { Delivery = FrameDelivery.Frames } },
            new() { Frames = new() { MaxMessageBytes = 0 } },
            new() { Frames = new() { FrameTypes = { FrameType.Data(3, "ascii") } } },
            new() { CloseTimeout = TimeSpan.Zero },
            new() { HandshakeTimeout = TimeSpan.FromSeconds(-2) },
        ];
        foreach (var options in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => FramesApp.StartAsync(port, EchoAsync, options));
        }
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Whatever_the_sizes_and_however_many_are_in_flight_all_are_answered_in_order(FramesPort port)
    {
        await using var app = await FramesApp.StartAsync(port, EchoAsync);
        using var socket = await FramesApp.OpenAsync(port, app);
        var random = new Random(20261122);
        var texts = Enumerable.Range(0, 500)
            .Select(number => new string((char)('a' + (number % 26)), random.Next(10) == 0 ? random.Next(60_000) : random.Next(200)))
            .ToArray();
        var sending = socket.SendAsync([.. texts.SelectMany(text => RawSocket.Frame(0x81, Encoding.ASCII.GetBytes(text)))]);
        foreach (var text in texts)
        {
            Assert.Equal((FrameEventKind.Data, text, 0), await socket.ReadFrameAsync());
        }

        await sending;
    }

    [Fact]
    public async Task The_time_for_a_request_does_not_apply_to_a_connection()
    {
        var timeout = new RequestTimeout();
        await using var app = await TransportApp.StartAsync(static _ => { }, map: app =>
        {
            app.Use((context, next) =>
            {
                context.Features.Set<IHttpRequestTimeoutFeature>(timeout);
                return next();
            });
            app.MapWsFrames("/{**path}", EchoAsync);
        });
        using var socket = await FramesApp.OpenAsync(FramesPort.Http, app);
        Assert.True(timeout.IsDisabled);
    }

    private sealed class RequestTimeout : IHttpRequestTimeoutFeature
    {
        public bool IsDisabled { get; private set; }

        public CancellationToken RequestTimeoutToken => CancellationToken.None;

        public void DisableTimeout() => IsDisabled = true;
    }

    private static async Task EchoAsync(WsFramesConnection connection)
    {
        using var output = new OutputBuffer();
        try
        {
            while (await connection.Transport.ReceiveAsync(default) is { Type: not WsMessageType.Close } message)
            {
                var place = connection.Transport.BeginMessage(output, message.Type);
                output.Write(message.Data.Span);
                connection.Transport.EndMessage(output, place, message.Type);
                if (!connection.Transport.HasBufferedMessage)
                {
                    await connection.Transport.SendAsync(output, default);
                    output.Reset();
                }
            }
        }
        finally
        {
            await connection.Transport.SendAsync(output, default);
        }
    }

    private static async Task<(FrameEventKind Kind, int Code)> CloseAsync(RawSocket socket)
    {
        var (kind, _, code) = await socket.ReadFrameAsync();
        return (kind, code);
    }
}
