using System.Net;

namespace WsToolkit;

/// <summary>
/// A connection did not come about: the server cannot be reached, or it refused the opening handshake, or its answer is not valid.
/// </summary>
public sealed class WsHandshakeException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="statusCode">The status of the server's answer, if there was one.</param>
    /// <param name="headers">The header fields of the server's answer.</param>
    /// <param name="innerException">The cause.</param>
    public WsHandshakeException(
        string message,
        HttpStatusCode? statusCode = null,
        IReadOnlyDictionary<string, IEnumerable<string>>? headers = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
        Headers = headers ?? new Dictionary<string, IEnumerable<string>>();
    }

    /// <summary>
    /// The status of the server's answer, such as 401 when it wants to know who connects; <see langword="null"/> when there was none.
    /// </summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>
    /// The header fields of the server's answer, such as <c>WWW-Authenticate</c>. Names are compared without regard to case.
    /// </summary>
    public IReadOnlyDictionary<string, IEnumerable<string>> Headers { get; }
}
