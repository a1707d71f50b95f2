using System.Buffers;

namespace WsToolkit.Framing.Tests;

/// <summary>A pool that knows what has not been returned and spoils what has been.</summary>
internal sealed class TrackingPool : ArrayPool<byte>
{
    private readonly HashSet<byte[]> _rented = new(ReferenceEqualityComparer.Instance);

    public int Outstanding => _rented.Count;

    public long OutstandingBytes => _rented.Sum(array => (long)array.Length);

    public override byte[] Rent(int minimumLength)
    {
        var array = new byte[minimumLength];
        _rented.Add(array);
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        Assert.True(_rented.Remove(array), "An array was returned that had not been rented, or had been returned before.");
        array.AsSpan().Fill(0xDD);
    }
}
