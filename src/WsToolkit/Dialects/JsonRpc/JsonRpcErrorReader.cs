using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>Reads an error of JSON-RPC, leniently: other ends have other ideas of what stands in <c>data</c>.</summary>
internal static class JsonRpcErrorReader
{
    public static WsError Read(ReadOnlySpan<byte> payload, JsonRpcErrorCodes codes)
    {
        var error = ErrorReader.Read(payload);
        var number = 0;
        var hasNumber = false;
        Span<Range> data = stackalloc Range[1];
        try
        {
            hasNumber = Find(payload, ref number, ref data[0]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name with half of a surrogate pair: what has been read so far has to do.
        }

        error = error with { Code = hasNumber ? codes.CodeOf(number) : error.Code, Status = number };
        var details = payload[data[0]];
        if (details.IsEmpty)
        {
            return error;
        }

        if (details[0] != (byte)'{')
        {
            return error with { Errors = new Dictionary<string, string>(1) { ["data"] = ErrorReader.Read(details).Message } };
        }

        var inner = ErrorReader.Read(details);
        return error with { Code = inner.Code.Length > 0 ? inner.Code : error.Code, Errors = inner.Errors ?? error.Errors };
    }

    private static bool Find(ReadOnlySpan<byte> payload, ref int number, ref Range data)
    {
        var found = false;
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1001 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                found = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out number);
                reader.Skip();
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = reader.TokenType == JsonTokenType.Null ? default : start..(int)reader.BytesConsumed;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }
}
