using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Ours;
using WsToolkit.Interop.Tests.Toolkit;

namespace WsToolkit.Interop.Tests;

/// <summary>
/// Clients that offer subprotocols. A server that picks none follows RFC 6455 (section 4.2.2), and so do clients that accept it; 'ws' and
/// Chromium fail the connection all the same.
/// </summary>
public sealed class SubprotocolTests
{
    [PeerTheory]
    [InlineData(PeerName.Websockets)]
    [InlineData(PeerName.Wsproto)]
    [InlineData(PeerName.Ws)]
    public async Task The_sans_IO_handshake_picks_one(string peer)
    {
        await using var server = FrameEchoServer.Start(new() { Subprotocols = ["other", "second"] });
        AssertPicked(await OfferAsync(peer, server.Address));
        Assert.Equal(("second", 4001), await EndAsync(server));
    }

    [PeerTheory]
    [InlineData(PeerName.Websockets)]
    [InlineData(PeerName.Wsproto)]
    public async Task The_sans_IO_handshake_picks_none_for_a_client_that_takes_it(string peer)
    {
        await using var server = FrameEchoServer.Start(new() { Subprotocols = ["other"] });
        Assert.Null(PeerClient.AssertWell(await OfferAsync(peer, server.Address), 2).Subprotocol);
        Assert.Equal((null, 4001), await EndAsync(server));
    }

    [PeerFact(PeerName.Ws)]
    public async Task The_sans_IO_handshake_picks_none_and_ws_fails_the_connection()
    {
        await using var server = FrameEchoServer.Start(new() { Subprotocols = ["other"] });
        AssertRefused(await OfferAsync(PeerName.Ws, server.Address), "Server sent no subprotocol");
        Assert.Equal((null, 1006), await EndAsync(server));
    }

    [PeerTheory(PeerName.Ws)]
    [InlineData(Door.Http)]
    [InlineData(Door.Https)]
    [InlineData(Door.Raw)]
    [InlineData(Door.RawTls)]
    public async Task An_endpoint_picks_one_for_ws(Door door)
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off), "other", "second");
        AssertPicked(await OfferAsync(PeerName.Ws, server.Address(door)));
        var served = await server.NextAsync();
        Assert.Equal(("second", 4001), (served.Subprotocol, served.Code));
    }

    [PeerTheory(PeerName.Ws)]
    [InlineData(Door.Http)]
    [InlineData(Door.Raw)]
    public async Task An_endpoint_without_one_is_nothing_for_ws(Door door)
    {
        await using var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off));
        AssertRefused(await OfferAsync(PeerName.Ws, server.Address(door)), "Server sent no subprotocol");
        var served = await server.NextAsync();
        Assert.Equal((null, 1006), (served.Subprotocol, served.Code));
    }

    [PeerTheory(PeerName.Chromium)]
    [InlineData(Door.Http)]
    [InlineData(Door.Https)]
    [InlineData(Door.Raw)]
    public async Task Chromium_speaks_what_an_endpoint_picks_and_fails_the_connection_where_it_picks_none(Door door)
    {
        await using (var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off), "second"))
        {
            AssertPicked(await OfferAsync(server, door));
            Assert.Equal("second", (await server.NextAsync()).Subprotocol);
        }

        await using (var server = await ToolkitServer.StartAsync(Compression.Named(Compression.Off)))
        {
            AssertRefused(await OfferAsync(server, door), "the connection failed");
            var served = await server.NextAsync();
            Assert.Equal((null, 1006), (served.Subprotocol, served.Code));
        }
    }

    private static Task<IReadOnlyList<PeerStep>> OfferAsync(string peer, Uri address)
        => PeerClient.RunAsync(peer, address.ToString(), "--subprotocols", "first,second", "--only-open");

    private static Task<IReadOnlyList<PeerStep>> OfferAsync(ToolkitServer server, Door door)
    {
        var page = server.Page(door == Door.Raw ? Door.Http : door);
        return PeerClient.RunAsync(
            PeerName.Chromium, page.ToString(), server.Address(door).ToString(), "--subprotocols", "first,second", "--only-open");
    }

    private static void AssertPicked(IReadOnlyList<PeerStep> steps) => Assert.Equal("second", PeerClient.AssertWell(steps, 2).Subprotocol);

    private static void AssertRefused(IReadOnlyList<PeerStep> steps, string error)
    {
        var opened = Assert.Single(steps);
        Assert.False(opened.Ok);
        Assert.Contains(error, opened.Error);
    }

    private static async Task<(string?, int)> EndAsync(FrameEchoServer server)
    {
        var served = await server.NextAsync();
        Assert.Null(served.Error);
        return (served.Subprotocol, served.Code);
    }
}
