using WsToolkit.Framing;
using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Ours;

namespace WsToolkit.Interop.Tests;

/// <summary>The engine and the sans-IO handshake over plain sockets as clients of libraries that are not ours.</summary>
public sealed class LibraryServerTests(PeerServers servers) : IClassFixture<PeerServers>
{
    public static TheoryData<string, string, string> Cases() => LibraryClientTests.Cases();

    [PeerTheory]
    [MemberData(nameof(Cases))]
    public async Task Everything_is_echoed(string peer, string theirs, string ours)
    {
        var large = (theirs, ours) is (Compression.Off, Compression.Off);
        await RunAsync(await servers.GetAsync(peer), theirs, ours, large);
    }

    [PeerTheory]
    [InlineData(PeerName.Websockets, Compression.Off)]
    [InlineData(PeerName.Websockets, Compression.On)]
    [InlineData(PeerName.Wsproto, Compression.Off)]
    [InlineData(PeerName.Wsproto, Compression.On)]
    [InlineData(PeerName.Ws, Compression.Off)]
    [InlineData(PeerName.Ws, Compression.On)]
    public async Task Everything_is_echoed_over_tls(string peer, string compression)
        => await RunAsync(await servers.GetAsync(peer, tls: true), compression, compression, large: compression == Compression.On);

    [PeerTheory]
    [InlineData(PeerName.Websockets)]
    [InlineData(PeerName.Wsproto)]
    [InlineData(PeerName.Ws)]
    public async Task The_server_picks_a_subprotocol(string peer)
    {
        var server = await servers.GetAsync(peer);
        var address = server.Address(Compression.Off);
        var (end, response) = await FrameClient.OpenAsync(address, new() { Subprotocols = ["first", "echo"] });
        await using (end)
        {
            Assert.Equal("echo", response.Headers.GetCombined("Sec-WebSocket-Protocol"));
            await FrameEchoClient.CloseAsync(end);
        }

        Assert.Equal("echo", (await server.EndedAsync(address)).Subprotocol);
    }

    private static async Task RunAsync(PeerServer server, string theirs, string ours, bool large)
    {
        var agreed = Compression.Agreed(theirs, ours);
        var options = new ClientHandshakeOptions { Extensions = Compression.Named(ours).Negotiators };
        async Task<PeerServed> ConnectAsync(Func<FrameEnd, Task> steps)
        {
            var address = server.Address(theirs);
            var (end, response) = await FrameClient.OpenAsync(address, options);
            await using (end)
            {
                agreed.AssertAnswer(response.Headers.GetCombined("Sec-WebSocket-Extensions"));
                await steps(end);
            }

            return await server.EndedAsync(address);
        }

        var main = await ConnectAsync(async end =>
        {
            agreed.AssertTraffic(await FrameEchoClient.ExchangeAsync(end, large), weAreServer: false);
            await FrameEchoClient.CloseAsync(end);
        });
        Assert.Equal((theirs, 4001, Content.Reason), (main.Configuration, main.Code, main.Reason));

        var plain = await ConnectAsync(end => FrameEchoClient.CloseAsync(end, CloseCodes.NoStatus, reason: null));
        Assert.Equal((1005, ""), (plain.Code, plain.Reason));

        var closed = await ConnectAsync(FrameEchoClient.BeClosedAsync);
        Assert.Equal(3001, closed.Code);
        var dropped = await ConnectAsync(FrameEchoClient.BeDroppedAsync);
        Assert.Equal(1006, dropped.Code);
    }
}
