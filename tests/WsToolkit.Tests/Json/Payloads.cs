using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>Short ways to make codecs and to read and write payloads.</summary>
internal static class Payloads
{
    public static IJsonTypeInfoResolver Nothing { get; } = JsonTypeInfoResolver.Combine();

    public static JsonPayloadCodec Codec(WsNaming naming = WsNaming.CamelCase, Action<JsonSerializerOptions>? configure = null)
        => new(new WsJsonOptions { Configure = configure }.CreateSerializerOptions(naming, Nothing));

    public static JsonPayloadCodec Codec(IJsonTypeInfoResolver resolver, Action<JsonSerializerOptions>? configure = null)
        => new(new WsJsonOptions
        {
            Configure = options =>
            {
                // Without reflection, as where there is none.
                options.TypeInfoResolverChain.RemoveAt(options.TypeInfoResolverChain.Count - 1);
                configure?.Invoke(options);
            },
        }.CreateSerializerOptions(WsNaming.CamelCase, resolver));

    public static string Write<T>(this WsPayloadType<T> type, T value)
    {
        using var output = new OutputBuffer(16);
        type.Write(output, value);
        return Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(output.Written));
    }

    public static T? Read<T>(this WsPayloadType<T> type, string json) => type.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a value as the member of an object, and makes sure that the reader is left on its last token.</summary>
    public static T? ReadAsMember<T>(this WsPayloadType<T> type, string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes("{\"a\":" + json + ",\"b\":7}"));
        reader.Read();
        reader.Read();
        reader.Read();
        var value = type.ReadMember(ref reader);
        Assert.True(reader.Read());
        Assert.Equal(JsonTokenType.PropertyName, reader.TokenType);
        Assert.True(reader.ValueTextEquals("b"));
        return value;
    }
}
