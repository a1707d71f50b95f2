using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json;

/// <summary>What the servers that the compatible profile stands in for write differently.</summary>
internal static class CompatConverters
{
    /// <summary>Makes options use them, before whatever the application does with them.</summary>
    public static void AddTo(WsJsonOptions options)
    {
        var configure = options.Configure;
        options.Configure = json =>
        {
            json.Converters.Add(new HexGuidConverter());
            json.Converters.Add(new ElementConverter());
            configure?.Invoke(json);
        };
    }

    /// <summary>Writes GUIDs as 32 hexadecimal digits; reads every usual form.</summary>
    private sealed class HexGuidConverter : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => Guid.TryParse(reader.GetString(), out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options)
            => writer.WriteStringValue(value.ToString("N"));
    }

    /// <summary>Writes any JSON as it came, also halves of surrogate pairs, which the platform refuses to write.</summary>
    private sealed class ElementConverter : JsonConverter<JsonElement>
    {
        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
            => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
