namespace WsToolkit.Framing;

/// <summary>A client's opening handshake, as a server has read and verified it (RFC 6455, section 4.2.1). Immutable.</summary>
public sealed class HandshakeRequest
{
    internal HandshakeRequest(string target, RequestTarget parts, string host, HandshakeHeaders headers, string key)
    {
        Target = target;
        Scheme = parts.Scheme;
        Authority = parts.Authority ?? host;
        Path = parts.Path;
        Query = parts.Query;
        Headers = headers;
        Key = key;
    }

    /// <summary>The request target as it was sent: <c>/chat?room=1</c>, or in absolute-form <c>ws://example.com/chat?room=1</c>.</summary>
    public string Target { get; }

    /// <summary>
    /// The scheme of a target in absolute-form, in lower case: ws, wss, http or https; <see langword="null"/> for one in origin-form.
    /// </summary>
    public string? Scheme { get; }

    /// <summary>
    /// The host and perhaps the port that the client wants: those of an absolute target, else those of <c>Host</c> (RFC 9112, section
    /// 3.2.2).
    /// </summary>
    public string Authority { get; }

    /// <summary>The path, never empty; percent-encoding is still on it.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark, percent-encoding still on it; empty for none.</summary>
    public string Query { get; }

    /// <summary>All header fields.</summary>
    public HandshakeHeaders Headers { get; }

    /// <summary>
    /// The origin of the page that a browser's script came from; <see langword="null"/> where the request has none. To be checked by the
    /// caller.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>The subprotocols that the client can speak, the most wanted first.</summary>
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>The extensions that the client offers, the most wanted first.</summary>
    public IReadOnlyList<ExtensionHeader> Extensions { get; init; } = [];

    internal string Key { get; }

    /// <summary>Picks the subprotocol: the first of the server's that the client can speak. Names are compared exactly.</summary>
    /// <param name="supported">What the server can speak, the most wanted first.</param>
    /// <returns>
    /// The subprotocol; <see langword="null"/> where there is none in common. Browsers and others that offered one then fail the
    /// connection.
    /// </returns>
    public string? SelectSubprotocol(IEnumerable<string> supported)
    {
        ArgumentNullException.ThrowIfNull(supported);
        return supported.FirstOrDefault(subprotocol => Subprotocols.Contains(subprotocol, StringComparer.Ordinal));
    }
}
