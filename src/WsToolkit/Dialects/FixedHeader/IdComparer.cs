namespace WsToolkit.Dialects;

/// <summary>Two ids are the same when their bytes are.</summary>
internal sealed class IdComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static readonly IdComparer Instance = new();

    private IdComparer()
    {
    }

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> bytes)
    {
        // Seeded per process, so that a peer cannot choose ids that collide.
        var hash = default(HashCode);
        hash.AddBytes(bytes.Span);
        return hash.ToHashCode();
    }
}
