namespace WsToolkit.Framing;

/// <summary>A server's response to the opening handshake. Immutable.</summary>
public sealed class HandshakeResponse
{
    internal HandshakeResponse(
        int statusCode, string reasonPhrase, HandshakeHeaders headers, ReadOnlyMemory<byte> body, bool isBodyComplete)
    {
        StatusCode = statusCode;
        ReasonPhrase = reasonPhrase;
        Headers = headers;
        Body = body;
        IsBodyComplete = isBodyComplete;
    }

    /// <summary>The status code: 101 where the server accepted.</summary>
    public int StatusCode { get; }

    /// <summary>The reason phrase, which means nothing to programs; may be empty.</summary>
    public string ReasonPhrase { get; }

    /// <summary>The header fields.</summary>
    public HandshakeHeaders Headers { get; }

    /// <summary>
    /// The body of a refusal, without its framing; empty where there is none. Content codings such as gzip are still on it.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>
    /// Whether <see cref="Body"/> is all of the body. It is not where the body was longer than
    /// <see cref="HandshakeLimits.MaxBodyBytes"/>, broke off, or had broken framing.
    /// </summary>
    public bool IsBodyComplete { get; }
}
