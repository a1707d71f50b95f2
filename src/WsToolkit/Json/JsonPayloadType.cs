using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;

namespace WsToolkit.Json;

/// <summary>Reads and writes the values of one type as JSON, by the serializer. Thread-safe.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class JsonPayloadType<T> : WsPayloadType<T>
{
    private readonly JsonTypeInfo<T> _info;
    private readonly JsonConverter<T>? _converter;
    private readonly JsonWriterCache _writers;

    internal JsonPayloadType(JsonTypeInfo<T> info, JsonWriterCache writers)
    {
        _info = info;

        // Objects and collections: the serializer's own converters, which leave the reader where they should.
        _converter = info.Kind == JsonTypeInfoKind.None ? null : (JsonConverter<T>)info.Converter;
        _writers = writers;
    }

    /// <summary>The metadata of the type; read-only.</summary>
    public JsonTypeInfo<T> TypeInfo => _info;

    /// <inheritdoc/>
    public override T? Read(ReadOnlyMemory<byte> payload) => JsonSerializer.Deserialize(payload.Span, _info);

    /// <inheritdoc/>
    public override T? ReadMember(ref Utf8JsonReader reader)
    {
        if (_converter is null)
        {
            return JsonSerializer.Deserialize(ref reader, _info);
        }

        // The serializer reads a value out of the middle of a text twice, the first time to find its end. Its converter reads it
        // once, but does not say where an error is: for that the serializer is asked.
        var start = reader;
        try
        {
            return _converter.Read(ref reader, typeof(T), _info.Options);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            reader = start;
            return JsonSerializer.Deserialize(ref reader, _info);
        }
    }

    /// <inheritdoc/>
    public override void Write(OutputBuffer output, T value)
    {
        var writer = _writers.Rent(output);
        JsonSerializer.Serialize(writer, value, _info);
        writer.Flush();

        // A writer that failed half-way is left to the garbage collector.
        _writers.Return(writer);
    }
}
