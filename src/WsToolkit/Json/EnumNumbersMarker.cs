using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json;

/// <summary>
/// Converts nothing: it stands in the options' list of converters to say that enumerations are numbers, because metadata is made from
/// nothing but the options. A converter that did the work would have to be made for each enumeration at run time.
/// </summary>
internal sealed class EnumNumbersMarker : JsonConverterFactory
{
    public static EnumNumbersMarker Instance { get; } = new();

    public static bool IsIn(JsonSerializerOptions options) => options.Converters.Contains(Instance);

    public override bool CanConvert(Type typeToConvert) => false;

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) => null;
}
