using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>RFC 6455, section 7.1.1: once both close frames have been exchanged, the server hangs up.</summary>
public sealed class HangUpTests
{
    [Fact]
    public async Task A_handler_that_goes_on_does_not_keep_a_closed_connection_open()
    {
        await using var app = await TransportApp.StartAsync(port => port.UseWs(static ws => ws.Add<StubbornService>()));
        var probe = app.App.Services.GetRequiredService<Probe>();
        using var socket = await RawSocket.ConnectAsync(app.Port);
        await socket.SendAsync(RawSocket.Request("/", "own"));
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync());
        await socket.SendAsync(RawSocket.Frame(0x81, """{"id":1,"method":"stay"}"""u8));
        await probe.Reached("stays");

        await socket.SendAsync(RawSocket.Frame(0x88, [0x03, 0xE8]));
        Assert.Equal((FrameEventKind.Close, 1000), (await socket.ReadFrameAsync()) is var close ? (close.Kind, close.Code) : default);
        await socket.AssertEndsAsync();
        Assert.False(probe.HasMark("left"));
        probe.Mark("go");
        await probe.Reached("left");
    }
}

/// <summary>Its handler does not heed its cancellation.</summary>
[WsService("stubborn")]
public sealed partial class StubbornService(Probe probe)
{
    [WsRpcMethod]
    public async Task StayAsync()
    {
        probe.Mark("stays");
        await probe.WaitAsync("go", CancellationToken.None);
        probe.Mark("left");
    }
}
