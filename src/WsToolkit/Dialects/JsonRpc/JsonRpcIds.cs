using System.Buffers.Text;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>
/// Ids that stand for more than themselves while a call runs. They begin with a byte with which no JSON value does: <c>#n</c> is to be
/// answered
/// with <c>null</c>, <c>#s5</c> is the stream with the subscription id 5, and <c>#b3:0:7</c> is id 7 of the batch 3.
/// </summary>
internal static class JsonRpcIds
{
    private const byte Mark = (byte)'#';

    /// <summary>The id of messages that are answered without theirs being known.</summary>
    public static ReadOnlyMemory<byte> Unknown { get; } = "#n"u8.ToArray();

    public static ReadOnlyMemory<byte> OfStream(long number)
    {
        Span<byte> id = stackalloc byte[24];
        _ = Utf8.TryWrite(id, $"#s{number}", out var length);
        return id[..length].ToArray();
    }

    public static ReadOnlyMemory<byte> OfBatch(long batch, int index, ReadOnlySpan<byte> id)
    {
        var wire = Wire(id);
        Span<byte> head = stackalloc byte[40];
        _ = Utf8.TryWrite(head, $"#b{batch}:{index}:", out var length);
        var result = new byte[length + wire.Length];
        head[..length].CopyTo(result);
        wire.CopyTo(result.AsSpan(length));
        return result;
    }

    public static bool IsStream(ReadOnlySpan<byte> id, out long number)
    {
        number = 0;
        return id is [Mark, (byte)'s', ..] && Utf8Parser.TryParse(id[2..], out number, out _);
    }

    public static bool IsBatch(ReadOnlySpan<byte> id, out long batch)
    {
        batch = 0;
        return id is [Mark, (byte)'b', ..] && Utf8Parser.TryParse(id[2..], out batch, out _);
    }

    /// <summary>The subscription id of a stream.</summary>
    public static ReadOnlySpan<byte> Subscription(ReadOnlySpan<byte> id) => id[2..];

    /// <summary>The id as it stands on the wire.</summary>
    public static ReadOnlySpan<byte> Wire(ReadOnlySpan<byte> id)
    {
        if (id is not [Mark, var kind, ..])
        {
            return id;
        }

        if (kind != (byte)'b')
        {
            return "null"u8;
        }

        var rest = id[(id.IndexOf((byte)':') + 1)..];
        return rest[(rest.IndexOf((byte)':') + 1)..];
    }
}
