using WsToolkit.Interop.Tests.Foreign;
using WsToolkit.Interop.Tests.Ours;

namespace WsToolkit.Interop.Tests;

/// <summary>Libraries that are not ours as clients of the engine and the sans-IO handshake over plain sockets.</summary>
public sealed class LibraryClientTests
{
    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var peer in PeerName.Libraries)
        {
            foreach (var (theirs, ours) in Compression.Pairs)
            {
                cases.Add(peer, theirs, ours);
            }
        }

        return cases;
    }

    [PeerTheory]
    [MemberData(nameof(Cases))]
    public async Task Everything_is_echoed(string peer, string theirs, string ours)
    {
        var agreed = Compression.Agreed(theirs, ours);
        await using var server = FrameEchoServer.Start(new() { Negotiators = Compression.Named(ours).Negotiators });

        // One client of each library sends 16 MiB as they are, one compressed and over TLS.
        var large = (theirs, ours) is (Compression.Off, Compression.Off);
        var steps = await PeerClient.RunAsync(peer, Arguments(server, theirs, large));

        var opened = PeerClient.AssertWell(steps, PeerClient.Steps + (large ? 2 : 0));
        agreed.AssertAnswer(opened.Extensions);

        // The engine answers a close frame without a code with another such.
        Assert.Equal(peer == PeerName.Websockets ? 1000 : 1005, PeerClient.CodeOfPlainClose(steps));
        await AssertServedAsync(server, peer, agreed, large);
    }

    [PeerTheory]
    [InlineData(PeerName.Websockets, Compression.Off)]
    [InlineData(PeerName.Websockets, Compression.On)]
    [InlineData(PeerName.Wsproto, Compression.Off)]
    [InlineData(PeerName.Wsproto, Compression.On)]
    [InlineData(PeerName.Ws, Compression.Off)]
    [InlineData(PeerName.Ws, Compression.On)]
    public async Task Everything_is_echoed_over_tls(string peer, string compression)
    {
        var agreed = Compression.Named(compression);
        var large = agreed.IsOn;
        using var certificate = TestCertificate.Create();
        await using var server = FrameEchoServer.Start(new() { Certificate = certificate.Certificate, Negotiators = agreed.Negotiators });

        var steps = await PeerClient.RunAsync(peer, Arguments(server, compression, large));

        PeerClient.AssertWell(steps, PeerClient.Steps + (large ? 2 : 0));
        await AssertServedAsync(server, peer, agreed, large);
    }

    private static IEnumerable<string> Arguments(FrameEchoServer server, string compression, bool large)
        => [server.Address.ToString(), "--compression", compression, .. large ? ["--large"] : Array.Empty<string>()];

    private static async Task AssertServedAsync(FrameEchoServer server, string peer, Compression agreed, bool large)
    {
        var main = await server.NextAsync();
        Assert.Equal(("/echo?from=outside", 4001, Content.Reason, null), (main.Target, main.Code, main.Reason, main.Error));
        Assert.Equal(PeerClient.Echoes + (large ? 2 : 0), main.Traffic.Count);
        agreed.AssertAnswer(main.Extensions);
        agreed.AssertTraffic(main.Traffic, weAreServer: true);

        // 'websockets' cannot close without a code.
        var plain = await server.NextAsync();
        Assert.Equal((peer == PeerName.Websockets ? 1000 : 1005, "", null), (plain.Code, plain.Reason, plain.Error));
        var closed = await server.NextAsync();
        Assert.Equal((3001, null), (closed.Code, closed.Error));
        var dropped = await server.NextAsync();
        Assert.Equal((1006, null), (dropped.Code, dropped.Error));
    }
}
