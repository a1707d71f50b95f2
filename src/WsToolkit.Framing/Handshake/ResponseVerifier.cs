namespace WsToolkit.Framing;

/// <summary>A client's checks of a 101 (RFC 6455, section 4.1). Each gives what is wrong, for people, or <see langword="null"/>.</summary>
internal static class ResponseVerifier
{
    /// <summary>Takes a status line apart (RFC 9112, section 4).</summary>
    public static bool TryReadStatusLine(string line, out bool isHttp10, out int statusCode, out string reasonPhrase)
    {
        statusCode = 0;
        reasonPhrase = "";
        isHttp10 = line.StartsWith("HTTP/1.0 ", StringComparison.Ordinal);
        if (line is not ['H', 'T', 'T', 'P', '/', '1', '.', var minor, ' ', .. var rest] || !char.IsAsciiDigit(minor))
            return false;
        // The space before an empty reason phrase is often left out.
        if (rest.Length != 3 && (rest.Length < 4 || rest[3] != ' '))
            return false;
        if (rest.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9'))
            return false;
        statusCode = int.Parse(rest.AsSpan(0, 3));
        reasonPhrase = rest.Length > 4 ? rest[4..] : "";
        return statusCode is >= 100 and <= 599;
    }

    public static string? CheckUpgrade(HandshakeHeaders headers, string key)
    {
        if (headers.GetValues("Upgrade") is not [var upgrade] || !upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase))
            return "The response does not upgrade to 'websocket'.";
        if (!HttpSyntax.ListContains(headers.GetValues("Connection"), "Upgrade"))
            return "The Connection header field of the response does not say 'Upgrade'.";
        return headers.GetValues("Sec-WebSocket-Accept") is [var accept] && accept == HandshakeKey.ComputeAccept(key)
            ? null
            : "Sec-WebSocket-Accept does not answer the key that was sent.";
    }

    public static string? CheckSubprotocol(HandshakeHeaders headers, IReadOnlyList<string> offered, out string? subprotocol)
    {
        subprotocol = null;
        switch (headers.GetValues("Sec-WebSocket-Protocol"))
        {
            case []:
                return null;
            case [var single] when offered.Contains(single, StringComparer.Ordinal):
                subprotocol = single;
                return null;
            case [_]:
                return "The server chose a subprotocol that was not offered.";
            default:
                return "The response has more than one Sec-WebSocket-Protocol.";
        }
    }
}
