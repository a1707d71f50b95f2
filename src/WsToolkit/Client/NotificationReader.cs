using System.Text.Json;

namespace WsToolkit.Client;

/// <summary>Finds the type and the data of a notification.</summary>
internal static class NotificationReader
{
    /// <summary>The <c>type</c> of a message when that is a text; otherwise null.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> message)
        => TryFind(message, "type"u8, out var place, out var token) && token == JsonTokenType.String ? TextOf(message[place]) : null;

    /// <summary>The <c>data</c> of a message; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> DataOf(ReadOnlyMemory<byte> message)
        => TryFind(message.Span, "data"u8, out var place, out _) ? message[place] : default;

    private static string? TextOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    private static bool TryFind(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, out Range place, out JsonTokenType token)
    {
        place = default;
        token = JsonTokenType.None;
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 1001 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var type = reader.TokenType;
                reader.Skip();
                if (isIt)
                {
                    place = start..(int)reader.BytesConsumed;
                    token = type;
                    return true;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not an object that can be read.
        }

        return false;
    }
}
