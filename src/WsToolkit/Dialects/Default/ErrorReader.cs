using System.Text;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>Reads an error of the default dialect, leniently: other ends have other ideas of it.</summary>
internal static class ErrorReader
{
    public const int MaxCodeLength = 128;
    public const int MaxTextLength = 4096;
    public const int MaxFields = 64;

    private const string NoMessage = "The other end reported an error.";

    public static WsError Read(ReadOnlySpan<byte> payload)
    {
        var error = new WsError("", NoMessage);
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1001 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return reader.TokenType is JsonTokenType.Null ? error : error with { Message = Text(ref reader, payload, MaxTextLength) };
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("message"u8))
                {
                    reader.Read();
                    error = error with { Message = reader.TokenType == JsonTokenType.Null ? NoMessage : Text(ref reader, payload, MaxTextLength) };
                }
                else if (reader.ValueTextEquals("code"u8))
                {
                    reader.Read();
                    error = error with { Code = reader.TokenType == JsonTokenType.Null ? "" : Text(ref reader, payload, MaxCodeLength) };
                }
                else if (reader.ValueTextEquals("errors"u8))
                {
                    reader.Read();
                    error = error with { Errors = Fields(ref reader, payload) };
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name with half of a surrogate pair: what has been read so far has to do.
        }

        return error;
    }

    private static Dictionary<string, string>? Fields(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        Dictionary<string, string> fields = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader, payload, MaxCodeLength);
            reader.Read();
            var text = Text(ref reader, payload, MaxTextLength);
            if (fields.Count < MaxFields)
            {
                fields[name] = text;
            }
        }

        return fields.Count == 0 ? null : fields;
    }

    /// <summary>The text of a string, or the JSON of anything else, cut to a length. Leaves the reader on the last token.</summary>
    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, int maxLength)
    {
        string text;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            text = Unescaped(ref reader);
        }
        else
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            text = Encoding.UTF8.GetString(payload[start..Math.Min((int)reader.BytesConsumed, start + (4 * maxLength))]);
        }

        if (text.Length <= maxLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    private static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
