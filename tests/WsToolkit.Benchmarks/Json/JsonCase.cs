using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Benchmarks.Json;

/// <summary>One type read and written with both kinds of metadata. Each action does it as many times as it is told.</summary>
internal sealed record JsonCase(string Name, Action<int> ReadTheirs, Action<int> ReadOurs, Action<int> WriteTheirs, Action<int> WriteOurs)
{
    public static JsonCase Create<T>(string name, T value, JsonSerializerOptions ours, JsonSerializerOptions theirs)
    {
        var (our, their) = ((JsonTypeInfo<T>)ours.GetTypeInfo(typeof(T)), (JsonTypeInfo<T>)theirs.GetTypeInfo(typeof(T)));
        var text = JsonSerializer.SerializeToUtf8Bytes(value, our);
        if (!text.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(value, their))
            || !text.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize(text, their)!, our)))
        {
            throw new InvalidOperationException($"'{name}' is not the same JSON with both kinds of metadata.");
        }

        return new JsonCase(name, Reader(text, their), Reader(text, our), Writer(value, their), Writer(value, our));
    }

    private static Action<int> Reader<T>(byte[] text, JsonTypeInfo<T> info) => times =>
    {
        for (var i = 0; i < times; i++)
        {
            JsonSerializer.Deserialize(text.AsSpan(), info);
        }
    };

    private static Action<int> Writer<T>(T value, JsonTypeInfo<T> info)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = info.Options.Encoder });
        return times =>
        {
            for (var i = 0; i < times; i++)
            {
                buffer.ResetWrittenCount();
                writer.Reset();
                JsonSerializer.Serialize(writer, value, info);
            }
        };
    }
}
