using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Errors as JSON: <c>{"Code":"…","Errors":{"field":{"msgs":["…"]}},"Message":"…"}</c>. Read leniently, written exactly.</summary>
internal static class FixedHeaderErrorJson
{
    public static void Write(OutputBuffer output, WsError error)
    {
        output.Write("{\"Code\":"u8);
        JsonText.Write(output, error.Code);
        if (error.Errors is { Count: > 0 } errors)
        {
            output.Write(",\"Errors\":"u8);
            var separator = "{"u8;
            foreach (var (field, text) in errors)
            {
                output.Write(separator);
                JsonText.Write(output, field);
                output.Write(":{\"msgs\":["u8);
                JsonText.Write(output, text);
                output.Write("]}"u8);
                separator = ","u8;
            }

            output.Write("}"u8);
        }

        output.Write(",\"Message\":"u8);
        JsonText.Write(output, error.Message);
        output.Write("}"u8);
    }

    public static WsError Read(ReadOnlySpan<byte> body)
    {
        var error = new WsError("", "");
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1001 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return error;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("Code"u8))
                {
                    reader.Read();
                    error = error with { Code = Text(ref reader, ErrorReader.MaxCodeLength) };
                }
                else if (reader.ValueTextEquals("Message"u8))
                {
                    reader.Read();
                    error = error with { Message = Text(ref reader, ErrorReader.MaxTextLength) };
                }
                else if (reader.ValueTextEquals("Errors"u8))
                {
                    reader.Read();
                    error = error with { Errors = Fields(ref reader) };
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
            // Not JSON, or a text with half of a surrogate pair: what has been read so far has to do.
        }

        return error;
    }

    private static Dictionary<string, string>? Fields(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        Dictionary<string, string> fields = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Cut(reader.GetString()!, ErrorReader.MaxCodeLength);
            reader.Read();
            var text = Texts(ref reader);
            if (fields.Count < ErrorReader.MaxFields)
            {
                fields[field] = text;
            }
        }

        return fields.Count == 0 ? null : fields;
    }

    // All texts of a field's value, wherever in it they stand.
    private static string Texts(ref Utf8JsonReader reader)
    {
        var text = "";
        var depth = reader.CurrentDepth;
        do
        {
            if (reader.TokenType == JsonTokenType.String && text.Length < ErrorReader.MaxTextLength)
            {
                text = text.Length == 0 ? reader.GetString()! : $"{text}; {reader.GetString()}";
            }
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());

        return Cut(text, ErrorReader.MaxTextLength);
    }

    private static string Text(ref Utf8JsonReader reader, int maxLength)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Cut(reader.GetString()!, maxLength);
        }

        reader.Skip();
        return "";
    }

    private static string Cut(string text, int maxLength)
        => text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
}
