namespace WsToolkit.Framing;

/// <summary>
/// A server's checks of the opening handshake (RFC 6455, section 4.2.1; RFC 9112, section 3). Stops at the first thing that is wrong.
/// </summary>
internal static class RequestVerifier
{
    private const string Version = "13";

    private static readonly KeyValuePair<string, string> OurMethod = new("Allow", "GET");
    private static readonly KeyValuePair<string, string> UpgradeToWebSocket = new("Upgrade", "websocket");
    private static readonly KeyValuePair<string, string> OurVersion = new("Sec-WebSocket-Version", Version);

    public static HandshakeError ErrorOf(HttpHeadFault fault) => fault switch
    {
        HttpHeadFault.TooLarge => new(431, "The head of the request is too large."),
        HttpHeadFault.TooManyFields => new(431, "The request has too many header fields."),
        _ => Bad("The request is not a valid HTTP/1.1 message."),
    };

    /// <summary>Checks a whole head.</summary>
    /// <param name="startLine">The request line.</param>
    /// <param name="headers">The header fields.</param>
    /// <param name="method">The method, as far as the request line is one.</param>
    /// <param name="error">What is wrong; <see langword="null"/> for nothing.</param>
    /// <returns>The request; <see langword="null"/> where something is wrong.</returns>
    public static HandshakeRequest? Verify(string startLine, HandshakeHeaders headers, out string method, out HandshakeError? error)
    {
        method = "";
        error = CheckRequestLine(startLine, out var target, ref method);
        if (error is not null)
            return null;
        if (!RequestTarget.TryParse(target, out var parts))
        {
            error = Bad("The request target is neither a path nor a ws, wss, http or https URI.");
            return null;
        }

        IReadOnlyList<string> subprotocols = [];
        IReadOnlyList<ExtensionHeader> extensions = [];
        error = CheckMessage(headers) ?? CheckUpgrade(headers) ?? CheckLists(headers, out subprotocols, out extensions);
        if (error is not null)
            return null;
        return new HandshakeRequest(target, parts, headers.GetValues("Host")[0], headers, headers.GetValues("Sec-WebSocket-Key")[0])
        {
            Origin = headers.GetCombined("Origin"),
            Subprotocols = subprotocols,
            Extensions = extensions,
        };
    }

    private static HandshakeError? CheckRequestLine(string line, out string target, ref string method)
    {
        target = "";
        if (line.Split(' ', 4) is not [var first, var second, var version] || !HttpSyntax.IsToken(first) || !IsHttpVersion(version))
            return Bad("The request is not a valid HTTP/1.1 message.");
        method = first;
        target = second;
        if (!version.StartsWith("HTTP/1.", StringComparison.Ordinal) || version == "HTTP/1.0")
            return new(505, "The opening handshake needs HTTP/1.1.");
        return method == "GET" ? null : new(405, "The method of the opening handshake is GET.", OurMethod);
    }

    /// <summary>What every HTTP/1.1 request has to keep to, and that there is no body, for the bytes behind the head are frames.</summary>
    private static HandshakeError? CheckMessage(HandshakeHeaders headers)
    {
        if (headers.GetValues("Host") is not [var host] || !RequestTarget.IsAuthority(host))
            return Bad("The request needs one Host header field with a valid value.");
        if (headers.Contains("Transfer-Encoding") || headers.GetValues("Content-Length") is not ([] or ["0"]))
            return Bad("The opening handshake has no body.");
        return headers.GetValues("Origin").Count > 1 ? Bad("The request has more than one Origin.") : null;
    }

    private static HandshakeError? CheckUpgrade(HandshakeHeaders headers)
    {
        if (!HttpSyntax.ListContains(headers.GetValues("Upgrade"), "websocket"))
            return new(426, "This is a WebSocket endpoint: the request has to upgrade to 'websocket'.", UpgradeToWebSocket, OurVersion);
        if (!HttpSyntax.ListContains(headers.GetValues("Connection"), "Upgrade"))
            return Bad("The Connection header field does not say 'Upgrade'.");

        var versions = headers.GetValues("Sec-WebSocket-Version");
        if (versions.Count > 1)
            return Bad("The request has more than one Sec-WebSocket-Version.");
        if (versions is not [Version])
            return new(426, "Only version 13 of the WebSocket protocol is spoken here.", UpgradeToWebSocket, OurVersion);
        return headers.GetValues("Sec-WebSocket-Key") is [var key] && HandshakeKey.IsValid(key)
            ? null
            : Bad("The request needs one Sec-WebSocket-Key of 16 bytes in base64.");
    }

    private static HandshakeError? CheckLists(
        HandshakeHeaders headers, out IReadOnlyList<string> subprotocols, out IReadOnlyList<ExtensionHeader> extensions)
    {
        subprotocols = [];
        extensions = [];
        var names = headers.GetValues("Sec-WebSocket-Protocol");
        if (names.Count > 0)
        {
            if (!HttpSyntax.TryReadTokens(names, out var tokens) || tokens.Distinct(StringComparer.Ordinal).Count() != tokens.Count)
                return Bad("Sec-WebSocket-Protocol is not a list of different tokens.");
            subprotocols = tokens;
        }

        if (!ExtensionHeader.TryParse(headers.GetValues("Sec-WebSocket-Extensions"), out var elements))
            return Bad("Sec-WebSocket-Extensions is malformed.");
        extensions = elements;
        return null;
    }

    private static bool IsHttpVersion(string text)
        => text is ['H', 'T', 'T', 'P', '/', var major, '.', var minor] && char.IsAsciiDigit(major) && char.IsAsciiDigit(minor);

    private static HandshakeError Bad(string message) => new(400, message);
}
