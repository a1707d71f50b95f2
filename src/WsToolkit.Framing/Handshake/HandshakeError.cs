namespace WsToolkit.Framing;

/// <summary>What is wrong with a request, and how to answer it. Immutable.</summary>
public sealed class HandshakeError
{
    internal HandshakeError(int statusCode, string message, params KeyValuePair<string, string>[] headers)
    {
        StatusCode = statusCode;
        Message = message;
        Headers = headers;
    }

    /// <summary>The HTTP status to answer with: 400, 405, 426, 431 or 505.</summary>
    public int StatusCode { get; }

    /// <summary>What is wrong, for people. A fixed text that repeats nothing of what was received.</summary>
    public string Message { get; }

    /// <summary>Header fields that belong to such an answer, for example <c>Allow</c> or <c>Sec-WebSocket-Version</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The status and the message.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{StatusCode}: {Message}";
}
