using System.Buffers;
using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes JSON anew in the spelling of the compatible profile: a space after each comma and colon, ASCII only.</summary>
internal static class CompatPayload
{
    // The depth was bounded when it was written.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    /// <summary>Writes anew what was written since a mark.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Rewrite(OutputBuffer output, OutputMark start)
    {
        var written = output.WrittenSince(start);
        var length = (int)written.Length;
        if (length == 0)
        {
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            written.CopyTo(copy);
            output.Rewind(start);
            Write(output, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    /// <summary>Writes a JSON value.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var first = true;
        while (reader.Read())
        {
            var closes = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!first && !closes)
            {
                output.Write(", "u8);
            }

            first = false;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    CompatText.WriteEscaped(output, reader.ValueSpan);
                    output.Write(": "u8);
                    first = true;
                    break;
                case JsonTokenType.String:
                    CompatText.WriteEscaped(output, reader.ValueSpan);
                    break;
                case JsonTokenType.Number:
                    CompatNumber.Write(output, reader.ValueSpan);
                    break;
                default:
                    output.Write(reader.ValueSpan);
                    first = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
                    break;
            }
        }
    }
}
