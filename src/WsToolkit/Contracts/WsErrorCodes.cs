namespace WsToolkit;

/// <summary>
/// The machine-readable error codes that the toolkit itself puts on the wire, in the member <c>error.code</c>. An application may
/// use any other text in its own <see cref="WsException"/>s.
/// </summary>
public static class WsErrorCodes
{
    /// <summary>The message is not JSON.</summary>
    public const string ParseError = "parse_error";

    /// <summary>The message is JSON, but not a message of the protocol.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>No method of that name exists here.</summary>
    public const string MethodNotFound = "method_not_found";

    /// <summary>The arguments do not bind to the method's parameters; <see cref="WsException.Errors"/> names them.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>A call with the same id is still in flight on this connection.</summary>
    public const string DuplicateId = "duplicate_id";

    /// <summary>The caller has not been authenticated.</summary>
    public const string Unauthorized = "unauthorized";

    /// <summary>The caller is known, but is not allowed to make this call.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The connection has too many calls in flight.</summary>
    public const string TooManyCalls = "too_many_calls";

    /// <summary>The connection has exceeded its rate limit.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The call was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The call did not end within its deadline.</summary>
    public const string DeadlineExceeded = "deadline_exceeded";

    /// <summary>A stream received more items than its receiver had allowed.</summary>
    public const string StreamOverflow = "stream_overflow";

    /// <summary>A message, or what a call buffers, is larger than the limit.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The server is about to close the connection and takes no new calls; nothing of this one has been done.</summary>
    public const string ShuttingDown = "shutting_down";

    /// <summary>The handler failed. Nothing more is revealed unless the server's options say so.</summary>
    public const string Internal = "internal_error";

    /// <summary>The result of a call cannot be written in the payload's format.</summary>
    public const string InvalidResult = "invalid_result";

    /// <summary>A consumer took messages more slowly than its subscription allows. Never on the wire.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>The connection was lost while the call was in flight. Never on the wire.</summary>
    public const string ConnectionLost = "connection_lost";
}
