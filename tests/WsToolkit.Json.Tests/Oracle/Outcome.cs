using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>What came of reading or writing, as text that can be compared: what was read or written, or the exception.</summary>
internal static class Outcome
{
    /// <summary>Writes a value as its declared type.</summary>
    public static string OfWriting(object? value, Type type, JsonSerializerOptions options)
        => Of(() => Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(value, Info(type, options))));

    /// <summary>Reads a document.</summary>
    public static string OfReading(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        var bytes = json.ToArray();
        return Of(() => Picture.Of(JsonSerializer.Deserialize(bytes, Info(type, options))));
    }

    public static bool IsException(string outcome) => outcome.StartsWith('!');

    private static JsonTypeInfo Info(Type type, JsonSerializerOptions options) => options.GetTypeInfo(type);

    private static string Of(Func<string> attempt)
    {
        try
        {
            return attempt();
        }
        catch (JsonException exception) when (!exception.Message.Contains("BytePositionInLine", StringComparison.Ordinal))
        {
            return $"!{exception.GetType().FullName}: {exception.Message} Path: {exception.Path} | "
                + $"LineNumber: {exception.LineNumber} | BytePositionInLine: {exception.BytePositionInLine}.";
        }
        catch (Exception exception)
        {
            return $"!{exception.GetType().FullName}: {exception.Message}";
        }
    }
}
