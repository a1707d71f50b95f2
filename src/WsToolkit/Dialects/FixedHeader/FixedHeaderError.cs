using System.Collections.Frozen;

namespace WsToolkit.Dialects;

/// <summary>How an error travels in a fixed-header protocol. Immutable.</summary>
/// <param name="Status">The status in the header.</param>
/// <param name="Code">The code in the body; the toolkit's own when <see langword="null"/>.</param>
public sealed record FixedHeaderError(int Status, string? Code = null)
{
    /// <summary>The code of an error with the status 404 whose body says none.</summary>
    public const string NotFound = "not_found";

    /// <summary>The code of an error with the status 409 whose body says none.</summary>
    public const string AlreadyExists = "already_exists";

    /// <summary>
    /// The statuses of <see cref="WsErrorCodes"/>: 400 for what is wrong with a request, 403 for what its caller may not do, 404, 409, 500
    /// for what failed in the server. Codes travel as they are.
    /// </summary>
    public static IReadOnlyDictionary<string, FixedHeaderError> StatusesOnly { get; } = new Dictionary<string, FixedHeaderError>
    {
        [WsErrorCodes.ParseError] = new(400),
        [WsErrorCodes.InvalidRequest] = new(400),
        [WsErrorCodes.MethodNotFound] = new(400),
        [WsErrorCodes.InvalidArguments] = new(400),
        [WsErrorCodes.TooManyCalls] = new(400),
        [WsErrorCodes.RateLimited] = new(400),
        [WsErrorCodes.TooLarge] = new(400),
        [WsErrorCodes.StreamOverflow] = new(400),
        [WsErrorCodes.Unauthorized] = new(403),
        [WsErrorCodes.Forbidden] = new(403),
        [NotFound] = new(404),
        [AlreadyExists] = new(409),
        [WsErrorCodes.DuplicateId] = new(409),
        [WsErrorCodes.Cancelled] = new(500),
        [WsErrorCodes.DeadlineExceeded] = new(500),
        [WsErrorCodes.ShuttingDown] = new(500),
        [WsErrorCodes.Internal] = new(500),
        [WsErrorCodes.InvalidResult] = new(500),
    }.ToFrozenDictionary();

    /// <summary>
    /// <see cref="StatusesOnly"/>, with the names that the protocol has of its own: <c>VALIDATION_ERROR</c> for arguments,
    /// <c>INCORRECT_REQUEST</c> for an unknown action and for what is no request, <c>RATE_LIMIT</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, FixedHeaderError> Default { get; } = new Dictionary<string, FixedHeaderError>(StatusesOnly)
    {
        [WsErrorCodes.ParseError] = new(400, IncorrectRequest),
        [WsErrorCodes.InvalidRequest] = new(400, IncorrectRequest),
        [WsErrorCodes.MethodNotFound] = new(400, IncorrectRequest),
        [WsErrorCodes.InvalidArguments] = new(400, "VALIDATION_ERROR"),
        [WsErrorCodes.RateLimited] = new(400, "RATE_LIMIT"),
    }.ToFrozenDictionary();

    private const string IncorrectRequest = "INCORRECT_REQUEST";

    /// <summary>The code for a status whose body says none.</summary>
    internal static string CodeOf(int status) => status switch
    {
        400 => WsErrorCodes.InvalidRequest,
        401 => WsErrorCodes.Unauthorized,
        403 => WsErrorCodes.Forbidden,
        404 => NotFound,
        409 => AlreadyExists,
        _ => WsErrorCodes.Internal,
    };
}
