using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Channels;

/// <summary>Looks at payloads that others have written, before they stand in the midst of a message of ours.</summary>
internal static class BusPayload
{
    /// <summary>Whether bytes are exactly one JSON value, by RFC 8259.</summary>
    /// <param name="payload">The bytes.</param>
    /// <param name="maxDepth">How deep the value may be nested.</param>
    public static bool IsJson(ReadOnlySpan<byte> payload, int maxDepth)
    {
        if (!Utf8.IsValid(payload))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth });
            while (reader.Read())
            {
            }

            return reader.BytesConsumed == payload.Length && reader.TokenType != JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
