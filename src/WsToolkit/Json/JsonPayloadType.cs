using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;

namespace WsToolkit.Json;

/// <summary>Reads and writes the values of one type as JSON, by the serializer. Thread-safe.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class JsonPayloadType<T> : WsPayloadType<T>
{
    private readonly JsonTypeInfo<T> _info;
    private readonly JsonWriterCache _writers;

    internal JsonPayloadType(JsonTypeInfo<T> info, JsonWriterCache writers)
    {
        _info = info;
        _writers = writers;
    }

    /// <summary>The metadata of the type; read-only.</summary>
    public JsonTypeInfo<T> TypeInfo => _info;

    /// <inheritdoc/>
    public override T? Read(ReadOnlyMemory<byte> payload) => JsonSerializer.Deserialize(payload.Span, _info);

    /// <inheritdoc/>
    public override T? ReadMember(ref Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, _info);

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
