using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>
/// Reads the body of a request to a walker: JSON in UTF-8 of a bounded size, checked to be well-formed before anything is made of it.
/// </summary>
internal static class WalkerRequestBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads it whole.</summary>
    /// <returns>The JSON; nothing when there is no body.</returns>
    /// <exception cref="BadHttpRequestException">It is too large, of another type, or not JSON; the exception has the status.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maxBytes, int maxDepth)
    {
        var request = context.Request;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || request.ContentLength == 0)
        {
            return default;
        }

        if (!IsJson(request))
        {
            throw new BadHttpRequestException(
                "The body has to be application/json in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        var body = await ReadToEndAsync(request.BodyReader, maxBytes, context.RequestAborted).ConfigureAwait(false);
        if (body.Span.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        return IsBlank(body.Span) ? default : Checked(body, maxDepth);
    }

    public static WsException NotAnObject()
        => new(WsErrorCodes.InvalidArguments, "Invalid RPC parameters", new Dictionary<string, string> { ["payload"] = "expected an object" });

    private static bool IsJson(HttpRequest request)
        => request.HasJsonContentType()
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(PipeReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (buffer.Length > maxBytes)
            {
                reader.AdvanceTo(buffer.End);
                throw TooLarge(maxBytes);
            }

            if (result.IsCompleted)
            {
                var body = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return body;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> body, int maxDepth)
    {
        try
        {
            if (Utf8.IsValid(body.Span))
            {
                var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = maxDepth });
                while (reader.Read())
                {
                    // Only to its end: what it says is read by the binder.
                }

                return body;
            }
        }
        catch (JsonException)
        {
            // Where it is wrong is the caller's to find.
        }

        throw new BadHttpRequestException(
            $"The body is not JSON, or nested deeper than {maxDepth} levels.", StatusCodes.Status400BadRequest);
    }

    private static bool IsBlank(ReadOnlySpan<byte> body) => body.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static BadHttpRequestException TooLarge(int maxBytes)
        => new($"The body is larger than {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
}
