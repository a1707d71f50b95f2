using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WsToolkit.Json;

/// <summary>Keeps a JSON writer for each thread, so that writing a payload allocates none.</summary>
internal sealed class JsonWriterCache
{
    private const int DefaultDepth = 64;

    // Nearly every codec writes in the same way; those share their writers.
    private static readonly JsonWriterCache Usual = new(new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = DefaultDepth,
        SkipValidation = true,
    });

    [ThreadStatic]
    private static Utf8JsonWriter? _cached;

    [ThreadStatic]
    private static JsonWriterCache? _owner;

    private readonly JsonWriterOptions _options;

    private JsonWriterCache(JsonWriterOptions options) => _options = options;

    public static JsonWriterCache For(JsonSerializerOptions options)
    {
        var depth = options.MaxDepth == 0 ? DefaultDepth : options.MaxDepth;
        if (depth == DefaultDepth
            && !options.WriteIndented
            && ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))
        {
            return Usual;
        }

        return new JsonWriterCache(new JsonWriterOptions
        {
            Encoder = options.Encoder,
            Indented = options.WriteIndented,
            IndentCharacter = options.IndentCharacter,
            IndentSize = options.IndentSize,
            NewLine = options.NewLine,
            MaxDepth = depth,
            SkipValidation = true,
        });
    }

    public Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        if (_cached is not { } writer || _owner != this)
        {
            return new Utf8JsonWriter(output, _options);
        }

        // Taken out while it is in use: a converter may write another payload.
        _cached = null;
        writer.Reset(output);
        return writer;
    }

    public void Return(Utf8JsonWriter writer)
    {
        writer.Reset(Nowhere.Instance);
        _cached = writer;
        _owner = this;
    }

    /// <summary>What a resting writer writes to, so that it does not keep a connection's buffer alive.</summary>
    private sealed class Nowhere : IBufferWriter<byte>
    {
        public static readonly Nowhere Instance = new();

        public void Advance(int count) => throw new InvalidOperationException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException();
    }
}
