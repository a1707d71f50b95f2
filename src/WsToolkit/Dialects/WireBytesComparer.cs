namespace WsToolkit.Dialects;

/// <summary>Two pieces of the wire are the same when their bytes are.</summary>
internal sealed class WireBytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static readonly WireBytesComparer Instance = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> bytes)
    {
        // Seeded per process, so that a peer cannot choose ids that collide.
        var hash = default(HashCode);
        hash.AddBytes(bytes.Span);
        return hash.ToHashCode();
    }
}
