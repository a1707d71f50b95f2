using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>
/// An error as problem details (RFC 9457): <c>code</c> is the one that the WebSocket has, <c>error</c> the value of the member of that name
/// over the WebSocket, and <c>errors</c> names what is wrong with the members.
/// </summary>
internal static class WalkerProblem
{
    public const string InvalidToken = "The token is not valid.";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An error that is meant for the caller.</summary>
    public static Task WriteAsync(HttpContext context, WsException exception)
        => WriteAsync(context, StatusOf(exception), exception.Code, exception.Message, exception.Errors);

    /// <summary>A request that cannot be read.</summary>
    public static Task WriteAsync(HttpContext context, BadHttpRequestException exception)
    {
        var code = exception.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => WsErrorCodes.TooLarge,
            StatusCodes.Status400BadRequest => WsErrorCodes.ParseError,
            _ => WsErrorCodes.InvalidRequest,
        };
        return WriteAsync(context, exception.StatusCode, code, exception.Message, null);
    }

    /// <summary>A failure that the caller is told nothing of, unless the application is being developed.</summary>
    public static Task WriteAsync(HttpContext context, Exception? told)
    {
        var detail = told is null ? "The call failed." : $"{told.GetType().Name}: {told.Message}";
        return WriteAsync(context, StatusCodes.Status500InternalServerError, WsErrorCodes.Internal, detail, null);
    }

    private static int StatusOf(WsException exception) => exception.Code switch
    {
        _ when exception.Status is >= 400 and <= 599 => exception.Status,
        WsErrorCodes.Unauthorized => StatusCodes.Status401Unauthorized,
        WsErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
        WsErrorCodes.InvalidArguments => StatusCodes.Status422UnprocessableEntity,
        WsErrorCodes.TooLarge => StatusCodes.Status500InternalServerError,
        WsErrorCodes.RateLimited or WsErrorCodes.TooManyCalls => StatusCodes.Status429TooManyRequests,
        WsErrorCodes.ShuttingDown => StatusCodes.Status503ServiceUnavailable,
        WsErrorCodes.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        WsErrorCodes.Internal or WsErrorCodes.Cancelled => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };

    private static async Task WriteAsync(
        HttpContext context, int status, string code, string detail, IReadOnlyDictionary<string, string>? errors)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            // RFC 9110, section 11.6.1: a 401 says how to authenticate; RFC 6750, section 3.1: and that a token was the reason.
            response.Headers[HeaderNames.WWWAuthenticate] = detail == InvalidToken ? "Bearer error=\"invalid_token\"" : "Bearer";
        }

        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Json))
        {
            Write(writer, status, code, detail, errors);
        }

        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Write(Utf8JsonWriter writer, int status, string code, string detail, IReadOnlyDictionary<string, string>? errors)
    {
        writer.WriteStartObject();
        writer.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
        writer.WriteNumber("status"u8, status);
        writer.WriteString("detail"u8, detail);
        writer.WriteString("code"u8, code);
        WriteError(writer, code, detail, errors);
        if (errors is { Count: > 0 })
        {
            writer.WriteStartObject("errors"u8);
            foreach (var (name, text) in errors)
            {
                writer.WriteStartArray(name);
                writer.WriteStringValue(text);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // As the WebSocket has it: a text, or a list of what is wrong.
    private static void WriteError(Utf8JsonWriter writer, string code, string detail, IReadOnlyDictionary<string, string>? errors)
    {
        if (code is not (WsErrorCodes.InvalidArguments or WsErrorCodes.ParseError or WsErrorCodes.Internal))
        {
            writer.WriteString("error"u8, detail);
            return;
        }

        writer.WriteStartArray("error"u8);
        if (errors is not { Count: > 0 })
        {
            writer.WriteStringValue(detail);
        }
        else
        {
            foreach (var (name, text) in errors)
            {
                var (type, message) = text switch
                {
                    "required" => ("missing", "Field required"),
                    "must not be null" => ("none_not_allowed", "Input should not be null"),
                    "given twice" => ("duplicate", "Field given twice"),
                    "not valid type" => ("invalid_type", "Input should be valid for its type"),
                    _ => ("value_error", text),
                };
                writer.WriteStartObject();
                writer.WriteString("type"u8, type);
                writer.WriteStartArray("loc"u8);
                writer.WriteStringValue(name);
                writer.WriteEndArray();
                writer.WriteString("msg"u8, message);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }
}
