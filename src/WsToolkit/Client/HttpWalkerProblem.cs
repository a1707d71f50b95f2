using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>
/// Reads why a server has not run a walker over HTTP: problem details (RFC 9457), or what the original answers. A reply of a walker that
/// has set
/// a status of its own is none.
/// </summary>
internal static class HttpWalkerProblem
{
    /// <summary>Reads an answer that is no success.</summary>
    /// <returns>False when it is the reply of a walker.</returns>
    public static bool TryRead(HttpResponseMessage response, byte[] content, [NotNullWhen(true)] out WsException? problem)
    {
        var status = (int)response.StatusCode;
        string? code = null;
        string? detail = null;
        Dictionary<string, string>? errors = null;
        var isReply = false;
        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { MaxDepth = 1001 });
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    Read(ref reader, ref code, ref detail, ref errors, ref isReply);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON: the status has to do.
        }

        var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
        if (!isProblem && isReply)
        {
            problem = null;
            return false;
        }

        code ??= CodeOf(status);
        detail ??= response.ReasonPhrase is { Length: > 0 } reason ? reason : $"The server answered {status}.";
        problem = RpcErrors.ToException(new WsError(code, detail, errors) { Status = status });
        return true;
    }

    private static void Read(
        ref Utf8JsonReader reader, ref string? code, ref string? detail, ref Dictionary<string, string>? errors, ref bool isReply)
    {
        isReply |= reader.ValueTextEquals("reports"u8);
        var isCode = reader.ValueTextEquals("code"u8);
        var isDetail = reader.ValueTextEquals("detail"u8);
        var isErrors = reader.ValueTextEquals("errors"u8);
        reader.Read();
        if (isCode && reader.TokenType == JsonTokenType.String)
        {
            code = reader.GetString();
        }
        else if (isDetail && reader.TokenType == JsonTokenType.String)
        {
            detail = reader.GetString();
        }
        else if (isErrors && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var text = "";
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        text = reader.TokenType == JsonTokenType.String && text.Length == 0 ? reader.GetString()! : text;
                        reader.Skip();
                    }
                }
                else if (reader.TokenType == JsonTokenType.String)
                {
                    text = reader.GetString()!;
                }
                else
                {
                    reader.Skip();
                }

                (errors ??= [])[name] = text;
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static string CodeOf(int status) => status switch
    {
        401 => WsErrorCodes.Unauthorized,
        403 => WsErrorCodes.Forbidden,
        404 or 405 => WsErrorCodes.MethodNotFound,
        413 => WsErrorCodes.TooLarge,
        422 => WsErrorCodes.InvalidArguments,
        429 => WsErrorCodes.RateLimited,
        503 => WsErrorCodes.ShuttingDown,
        504 => WsErrorCodes.DeadlineExceeded,
        >= 500 => WsErrorCodes.Internal,
        _ => WsErrorCodes.InvalidRequest,
    };
}
