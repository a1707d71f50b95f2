using System.Net.WebSockets;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests;

/// <summary>What an end of a connection demands of permessage-deflate. We and the peers know it by the same name.</summary>
internal sealed record Compression(string Name, bool IsOn, bool ServerForgets, bool ClientForgets, int ServerBits = 15, int ClientBits = 15)
{
    public const string Off = "off";
    public const string On = "on";

    private static readonly Compression[] All =
    [
        new(Off, false, false, false),
        new(On, true, false, false),
        new("server_no_context_takeover", true, true, false),
        new("client_no_context_takeover", true, false, true),
        new("both", true, true, true),
        new("bits9", true, false, false, 9, 9),
        new("bits15", true, false, false),
    ];

    public static IEnumerable<string> Names => All.Select(one => one.Name);

    /// <summary>Every configuration at one end, with the other end content with all of them; and none at one end only.</summary>
    public static IEnumerable<(string Theirs, string Ours)> Pairs
        => [.. Names.Select(theirs => (theirs, On)), .. Names.Except([On]).Select(ours => (On, ours)), (Off, Off)];

    /// <summary>Our end with this configuration. It compresses whatever it sends, so that short messages show it, too.</summary>
    public IReadOnlyList<ExtensionNegotiator> Negotiators => IsOn ? [new PerMessageDeflate(Options)] : [];

    public PerMessageDeflateOptions Options => new()
    {
        ServerNoContextTakeover = ServerForgets,
        ClientNoContextTakeover = ClientForgets,
        ServerMaxWindowBits = ServerBits,
        ClientMaxWindowBits = ClientBits,
        MinMessageBytes = 0,
    };

    /// <summary>An end on System.Net.WebSockets with this configuration.</summary>
    public WebSocketDeflateOptions? PlatformOptions => !IsOn ? null : new()
    {
        ServerContextTakeover = !ServerForgets,
        ClientContextTakeover = !ClientForgets,
        ServerMaxWindowBits = ServerBits,
        ClientMaxWindowBits = ClientBits,
    };

    public static Compression Named(string name) => All.Single(one => one.Name == name);

    /// <summary>What two ends agree on.</summary>
    public static Compression Agreed(string theirs, string ours) => Named(theirs).And(Named(ours));

    /// <summary>What this end and another agree on.</summary>
    public Compression And(Compression other) => new(
        $"{Name} and {other.Name}",
        IsOn && other.IsOn,
        ServerForgets || other.ServerForgets,
        ClientForgets || other.ClientForgets,
        Math.Min(ServerBits, other.ServerBits),
        Math.Min(ClientBits, other.ClientBits));

    /// <summary>Compares with the <c>Sec-WebSocket-Extensions</c> of a response.</summary>
    public void AssertAnswer(string? header)
    {
        Assert.Equal(IsOn, header is not null);
        if (header is null)
        {
            return;
        }

        Assert.True(ExtensionHeader.TryParse([header], out var elements), header);
        var element = Assert.Single(elements);
        Assert.Equal("permessage-deflate", element.Name);
        var parameters = element.Parameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        Assert.True(ServerForgets == parameters.ContainsKey("server_no_context_takeover"), header);
        Assert.True(ClientForgets == parameters.ContainsKey("client_no_context_takeover"), header);
        Assert.Equal(ClientBits.ToString(), parameters.GetValueOrDefault("client_max_window_bits", "15"));

        // A server may keep to a smaller window without saying so, which wsproto does.
        Assert.True(int.Parse(parameters.GetValueOrDefault("server_max_window_bits", "15")!) >= ServerBits, header);
    }

    /// <summary>Compares with what was seen on the wire of long messages, and of a short one that is sent twice.</summary>
    public void AssertTraffic(IReadOnlyList<Traffic> traffic, bool weAreServer)
    {
        var text = Assert.Single(traffic, message => message is { IsText: true, Length: Content.Long });
        Assert.True(IsOn == (text.BytesIn < text.Length / 10), $"{text.Length} bytes of text came in {text.BytesIn}");
        Assert.True(IsOn == (text.BytesOut < text.Length / 10), $"{text.Length} bytes of text went in {text.BytesOut}");

        var repeated = traffic.Where(message => message is { IsText: false, Length: Content.Repeated }).ToList();
        Assert.Equal(2, repeated.Count);
        Assert.All(repeated[0].BothWays, bytes => Assert.InRange(bytes, Content.Repeated - 20, Content.Repeated + 30));

        AssertRepeated(repeated[1].BytesIn, ofServer: !weAreServer);
        AssertRepeated(repeated[1].BytesOut, ofServer: weAreServer);
    }

    /// <summary>Whoever sends a message a second time needs next to nothing for it, if it may use what it has sent before.</summary>
    private void AssertRepeated(long bytes, bool ofServer)
    {
        // Within 512 bytes, libraries differ in what they still find.
        if ((ofServer ? ServerBits : ClientBits) == 15)
        {
            Assert.Equal(IsOn && !(ofServer ? ServerForgets : ClientForgets), bytes < 60);
        }
    }
}
