using System.Text.Json;
using WsToolkit.Dialects;

namespace WsToolkit.Rpc;

/// <summary>The errors of a call: which exception becomes which error on the wire, and back. Nothing of an unknown exception is revealed.</summary>
internal static class RpcErrors
{
    public const string InvalidParameters = EnvelopeErrors.InvalidParameters;

    /// <summary>A message is about no call where it should be.</summary>
    public static readonly WsError NoCall = new(
        WsErrorCodes.InvalidRequest, InvalidParameters, new Dictionary<string, string> { ["id"] = "required", ["method"] = "required" });

    public static WsException InvalidArguments(string name, string text, Exception? inner = null)
        => new(WsErrorCodes.InvalidArguments, InvalidParameters, One(name, text), inner);

    public static WsException InvalidArguments(IReadOnlyDictionary<string, string> errors)
        => new(WsErrorCodes.InvalidArguments, InvalidParameters, errors);

    public static WsException NoSuchStream() => InvalidArguments("stream", "no such stream");

    public static WsError MissingId() => new(WsErrorCodes.InvalidRequest, InvalidParameters, One("id", "required"));

    public static WsError NoStreamHere()
        => new(WsErrorCodes.InvalidRequest, InvalidParameters, One("method", "streams its results, which cannot be answered here"));

    public static WsException MethodNotFound(string name)
        => new(WsErrorCodes.MethodNotFound, InvalidParameters, One("method", $"{name} method not available"));

    public static WsError DuplicateId() => new(WsErrorCodes.DuplicateId, "A call with this id is in flight.");

    public static WsError TooManyCalls(int limit) => new(WsErrorCodes.TooManyCalls, $"More than {limit} calls are in flight on this connection.");

    public static WsError TooMuchPayload() => new(WsErrorCodes.TooManyCalls, "The calls that wait on this connection hold too much data.");

    public static WsError RateLimited() => new(WsErrorCodes.RateLimited, "The connection has exceeded its rate limit.");

    public static WsError ShuttingDown() => new(WsErrorCodes.ShuttingDown, "The server shuts down.");

    public static WsError Cancelled() => new(WsErrorCodes.Cancelled, "The call was cancelled.");

    public static WsError DeadlineExceeded() => new(WsErrorCodes.DeadlineExceeded, "The call did not end within its deadline.");

    public static WsException StreamOverflow(string? stream)
        => new(WsErrorCodes.StreamOverflow, stream is null
            ? "The stream received more items than its receiver had allowed."
            : $"The stream '{stream}' received more items than its receiver had allowed.");

    /// <summary>Whether an exception thrown while reading a value says that the value is wrong, rather than that the program is.</summary>
    public static bool IsBindingFailure(Exception exception)
        => exception is JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException or OverflowException;

    /// <summary>What a caller is told of a handler's exception.</summary>
    public static WsError ToError(Exception exception, bool details) => exception switch
    {
        WsException known => new WsError(known.Code, known.Message, known.Errors.Count == 0 ? null : known.Errors) { Status = known.Status },
        OperationCanceledException => Cancelled(),
        _ when details => new WsError(WsErrorCodes.Internal, $"{exception.GetType().Name}: {exception.Message}"),
        _ => new WsError(WsErrorCodes.Internal, "The call failed."),
    };

    /// <summary>What a caller throws for an error that it received.</summary>
    public static WsException ToException(WsError error) => error.Code switch
    {
        WsErrorCodes.DeadlineExceeded => new WsDeadlineExceededException(error.Message) { Status = error.Status, Body = error.Body },
        _ when error.Errors is { Count: > 0 } errors
            => new WsException(error.Code, error.Message, errors) { Status = error.Status, Body = error.Body },
        _ => new WsException(error.Code, error.Message) { Status = error.Status, Body = error.Body },
    };

    private static Dictionary<string, string> One(string name, string text) => new(1) { [name] = text };
}
