namespace WsToolkit.Framing;

/// <summary>What a client asks for in the opening handshake. Immutable, so that one serves any number of handshakes.</summary>
public sealed class ClientHandshakeOptions
{
    internal static readonly ClientHandshakeOptions Default = new();

    /// <summary>The subprotocols that the client can speak, the most wanted first: different tokens. None by default.</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>The extensions that the client can use, the most wanted first. None by default.</summary>
    public IReadOnlyList<ExtensionNegotiator> Extensions { get; init; } = [];

    /// <summary>
    /// The value of <c>Origin</c>, which browsers send and others need not; <see langword="null"/>, the default, for none.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// More header fields, for example <c>Authorization</c>. Those that belong to the handshake are refused: Host, Origin, Upgrade,
    /// Connection, Content-Length, Transfer-Encoding and all that begin with Sec-WebSocket-.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>
    /// Whether the request line carries the whole URI (<c>GET ws://example.com/chat</c>, RFC 9112, section 3.2.2) and not only path and
    /// query. Off by default; some servers refuse it.
    /// </summary>
    public bool UseAbsoluteTarget { get; init; }

    /// <summary>How much a server may send.</summary>
    public HandshakeLimits Limits { get; init; } = HandshakeLimits.Default;

    internal void ThrowIfNotUsable()
    {
        Limits.ThrowIfNotUsable();
        if (!Subprotocols.All(subprotocol => HttpSyntax.IsToken(subprotocol))
            || Subprotocols.Distinct(StringComparer.Ordinal).Count() != Subprotocols.Count)
            throw new ArgumentException("The subprotocols have to be different tokens.", nameof(Subprotocols));
        if (Origin is not null && (Origin.Length == 0 || !HttpSyntax.IsAsciiFieldValue(Origin)))
            throw new ArgumentException("The origin is not printable ASCII.", nameof(Origin));
        HttpHeadWriter.ThrowIfNotForRequest(Headers);
    }
}
