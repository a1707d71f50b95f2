using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Door;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>Blocks of memory that are larger than Kestrel's own.</summary>
public sealed class ReceiveBlocksTests
{
    [Theory]
    [InlineData(null, 4096)]
    [InlineData(4096, 4096)]
    [InlineData(16 * 1024, 16 * 1024)]
    [InlineData(1024 * 1024, 1024 * 1024)]
    public async Task A_connection_receives_as_much_at_once(int? size, int expected)
    {
        const int Sent = 6000;
        var blocks = new TaskCompletionSource<(int Sending, bool IsWhole)>();
        var builder = KestrelApp.CreateBuilder(new LogSink());
        if (size is { } bytes)
        {
            builder.WebHost.UseWsReceiveBlocks(bytes);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.Run(async connection =>
        {
            var sending = connection.Transport.Output.GetMemory().Length;
            var result = await connection.Transport.Input.ReadAtLeastAsync(Sent);
            blocks.TrySetResult((sending, result.Buffer.IsSingleSegment));
        })));
        await using var app = builder.Build();
        await app.StartAsync();
        using var socket = await RawSocket.ConnectAsync(new Uri(app.Urls.Single()).Port);
        await socket.SendAsync(new byte[Sent]);
        Assert.Equal((expected, expected > Sent), await blocks.Task.Soon());
    }

    [Fact]
    public async Task Messages_come_and_go_through_large_blocks()
    {
        var builder = KestrelApp.CreateBuilder(new LogSink());
        builder.WebHost.UseWsReceiveBlocks();
        builder.Services.AddWsToolkit();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.UseWsFrames(EchoAsync)));
        await using var app = builder.Build();
        await app.StartAsync();
        using var socket = await RawSocket.ConnectAsync(new Uri(app.Urls.Single()).Port);
        await socket.SendAsync(RawSocket.Request("/", "own"));
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync());
        var text = new string('a', 60_000);
        for (var count = 0; count < 20; count++)
        {
            await socket.SendAsync(RawSocket.Frame(0x81, System.Text.Encoding.ASCII.GetBytes(text)));
            Assert.Equal(text, (await socket.ReadFrameAsync()).Text);
        }
    }

    [Fact]
    public async Task A_block_that_was_given_back_is_not_given_out_twice()
    {
        var builder = KestrelApp.CreateBuilder(new LogSink());
        builder.WebHost.UseWsReceiveBlocks();
        await using var app = builder.Build();
        using var pool = app.Services.GetRequiredService<IMemoryPoolFactory<byte>>().Create();
        var first = pool.Rent(100);
        Assert.True(first.Memory.Length >= 16 * 1024);
        first.Dispose();
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => first.Memory);
        var second = pool.Rent();
        var third = pool.Rent(100_000);
        Assert.NotSame(second, third);
        Assert.True(third.Memory.Length >= 100_000);
        Assert.False(second.Memory.Span.Overlaps(third.Memory.Span));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(1024 * 1024 + 1)]
    public void A_size_that_cannot_work_is_refused(int size)
        => Assert.Throws<ArgumentOutOfRangeException>(() => KestrelApp.CreateBuilder(new LogSink()).WebHost.UseWsReceiveBlocks(size));

    private static async Task EchoAsync(WsFramesConnection connection)
    {
        using var output = new OutputBuffer();
        while (await connection.Transport.ReceiveAsync(default) is { Type: not WsMessageType.Close } message)
        {
            connection.Transport.WriteMessage(output, message.Type, message.Data.Span);
            await connection.Transport.SendAsync(output, default);
            output.Reset();
        }
    }
}
