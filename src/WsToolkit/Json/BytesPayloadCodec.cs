using WsToolkit.Framing;

namespace WsToolkit.Json;

/// <summary>
/// Payloads that are bytes and nothing more: <c>byte[]</c> and <c>ReadOnlyMemory&lt;byte&gt;</c>, which go over the wire as they are and
/// arrive as copies. An empty payload is an empty array. Thread-safe.
/// </summary>
public sealed class BytesPayloadCodec : WsPayloadCodec
{
    private BytesPayloadCodec()
    {
    }

    /// <summary>The codec.</summary>
    public static BytesPayloadCodec Instance { get; } = new();

    /// <inheritdoc/>
    public override bool SupportsNamedArguments => false;

    /// <inheritdoc/>
    public override WsPayloadType<T> GetPayloadType<T>()
        => (object)ArrayType.Instance as WsPayloadType<T>
            ?? (object)MemoryType.Instance as WsPayloadType<T>
            ?? throw new NotSupportedException($"Payloads of bytes are byte[] or ReadOnlyMemory<byte>, not {typeof(T)}.");

    private sealed class ArrayType : WsPayloadType<byte[]>
    {
        public static readonly ArrayType Instance = new();

        public override byte[] Read(ReadOnlyMemory<byte> payload) => payload.ToArray();

        public override void Write(OutputBuffer output, byte[] value) => output.Write(value);
    }

    private sealed class MemoryType : WsPayloadType<ReadOnlyMemory<byte>>
    {
        public static readonly MemoryType Instance = new();

        public override ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> payload) => payload.ToArray();

        public override void Write(OutputBuffer output, ReadOnlyMemory<byte> value) => output.Write(value.Span);
    }
}
