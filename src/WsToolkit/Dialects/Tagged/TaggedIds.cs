using System.Buffers.Text;

namespace WsToolkit.Dialects;

/// <summary>The ids of calls whose answers are found by their place: they have none on the wire.</summary>
internal static class TaggedIds
{
    private const byte Mark = (byte)'#';

    /// <summary>An id that cannot stand on the wire.</summary>
    public static ReadOnlyMemory<byte> OfPlace(long number)
    {
        Span<byte> digits = stackalloc byte[21];
        digits[0] = Mark;
        Utf8Formatter.TryFormat(number, digits[1..], out var length);
        return digits[..(length + 1)].ToArray();
    }

    /// <summary>Whether an id is on the wire.</summary>
    public static bool IsOnWire(ReadOnlyMemory<byte> id) => !id.IsEmpty && id.Span[0] != Mark;
}
