using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Toolkit;

namespace WsToolkit.Interop.Tests;

/// <summary>A page in Chromium as client of the toolkit's server: over HTTP/2 and HTTP/1.1, and on ports without HTTP.</summary>
public sealed class ChromiumTests
{
    [PeerTheory(PeerName.Chromium)]
    [InlineData(Door.Http, "HTTP/1.1 upgrade", true)]
    [InlineData(Door.Https, "HTTP/2 CONNECT websocket", true)]
    [InlineData(Door.Https, "HTTP/2 CONNECT websocket", false)]
    [InlineData(Door.Raw, null, true)]
    [InlineData(Door.RawTls, null, false)]
    public async Task Everything_is_echoed(Door door, string? protocol, bool compressed)
    {
        var compression = Compression.Named(compressed ? Compression.On : Compression.Off);
        await using var server = await ToolkitServer.StartAsync(compression);

        // A port without HTTP has no pages.
        var page = server.Page(door switch { Door.Raw => Door.Http, Door.RawTls => Door.Https, _ => door });
        var steps = await PeerClient.RunAsync(PeerName.Chromium, page.ToString(), server.Address(door).ToString(), "--large");

        var opened = PeerClient.AssertWell(steps, PeerClient.StepsOfPage + 2);
        compression.AssertAnswer(opened.Extensions);
        Assert.Equal(new("/echo", protocol, null, 4001, Content.Reason), await server.NextAsync());
        var plain = await server.NextAsync();
        Assert.Equal((1005, ""), (plain.Code, plain.Reason));
        Assert.Equal(3001, (await server.NextAsync()).Code);
        Assert.Equal(1006, (await server.NextAsync()).Code);
    }
}
