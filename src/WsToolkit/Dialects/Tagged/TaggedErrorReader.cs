using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>Reads an error of the tagged dialect, leniently: a text, a list of texts, or a list of what is wrong where.</summary>
internal static class TaggedErrorReader
{
    private const string NoMessage = "The other end reported an error.";

    public static WsError Read(ReadOnlySpan<byte> payload)
    {
        string? code = null;
        string? message = null;
        Dictionary<string, string>? fields = null;
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1001 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isError = reader.ValueTextEquals("error"u8);
                var isCode = reader.ValueTextEquals("code"u8);
                reader.Read();
                if (isError)
                {
                    ReadValue(ref reader, ref message, ref fields);
                }
                else if (isCode && reader.TokenType == JsonTokenType.String)
                {
                    code = Cut(reader.GetString()!, ErrorReader.MaxCodeLength);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name with half of a surrogate pair: what has been read so far has to do.
        }

        return new WsError(code ?? CodeOf(message, fields), message ?? NoMessage, fields);
    }

    // The original has texts and no codes.
    private static string CodeOf(string? message, Dictionary<string, string>? fields)
        => fields is not null ? WsErrorCodes.InvalidArguments
            : message is null ? ""
            : message == WalkerTexts.UnknownWalker ? WsErrorCodes.MethodNotFound
            : message.EndsWith(" requires to be authenticated!", StringComparison.Ordinal) ? WsErrorCodes.Unauthorized
            : message.EndsWith(" requires to be unauthenticated!", StringComparison.Ordinal) ? WsErrorCodes.Forbidden
            : "";

    private static void ReadValue(ref Utf8JsonReader reader, ref string? message, ref Dictionary<string, string>? fields)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            message = Cut(reader.GetString()!, ErrorReader.MaxTextLength);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                // The lines of a trace of the original: the last says what has happened.
                message = Cut(reader.GetString()!.TrimEnd('\n'), ErrorReader.MaxTextLength);
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadItem(ref reader, ref message, ref fields);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadItem(ref Utf8JsonReader reader, ref string? message, ref Dictionary<string, string>? fields)
    {
        var where = "";
        var text = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLocation = reader.ValueTextEquals("loc"u8);
            var isMessage = reader.ValueTextEquals("msg"u8);
            reader.Read();
            if (isMessage && reader.TokenType == JsonTokenType.String)
            {
                text = Cut(reader.GetString()!, ErrorReader.MaxTextLength);
            }
            else if (isLocation && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (reader.TokenType == JsonTokenType.String)
                    {
                        where = Cut(reader.GetString()!, ErrorReader.MaxCodeLength);
                    }
                    else
                    {
                        reader.Skip();
                    }
                }
            }
            else
            {
                reader.Skip();
            }
        }

        message ??= text;
        if (where.Length > 0 && (fields?.Count ?? 0) < ErrorReader.MaxFields)
        {
            (fields ??= [])[where] = text;
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
