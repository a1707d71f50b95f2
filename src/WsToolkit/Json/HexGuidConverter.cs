using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json;

/// <summary>Writes GUIDs as 32 hexadecimal digits, as Python has them; reads every usual form.</summary>
internal sealed class HexGuidConverter : JsonConverter<Guid>
{
    /// <summary>Makes options use it, before whatever the application does with them.</summary>
    public static void AddTo(WsJsonOptions options)
    {
        var configure = options.Configure;
        options.Configure = json =>
        {
            json.Converters.Add(new HexGuidConverter());
            configure?.Invoke(json);
        };
    }

    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Guid.TryParse(reader.GetString(), out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("N"));
}
