using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>A message that is put together from several pieces, in one array of a pool.</summary>
/// <param name="pool">The pool.</param>
/// <param name="mostBytes">How large the message can become; the array does not grow ahead beyond it.</param>
internal sealed class MessageBuffer(ArrayPool<byte> pool, long mostBytes) : IBufferWriter<byte>
{
    private const int SmallSize = 4 * 1024;
    private readonly int _mostAhead = (int)Math.Min(mostBytes, Array.MaxLength);
    private byte[] _array = [];
    private int _length;

    public int Length => _length;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    public ReadOnlyMemory<byte> WrittenFrom(int start) => _array.AsMemory(start, _length - start);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _length);
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _array.AsSpan(_length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0)
        {
            bytes.CopyTo(GetSpan(bytes.Length));
            _length += bytes.Length;
        }
    }

    public void Clear() => _length = 0;

    /// <summary>Gives the array back.</summary>
    public void Release()
    {
        _length = 0;
        if (_array.Length > 0)
        {
            pool.Return(_array);
            _array = [];
        }
    }

    private void Ensure(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var needed = (long)_length + Math.Max(sizeHint, 1);
        if (needed <= _array.Length)
        {
            return;
        }

        var size = Math.Max(needed, Math.Min(Math.Max(SmallSize, 2L * _length), _mostAhead));
        var larger = pool.Rent(checked((int)size));
        _array.AsSpan(0, _length).CopyTo(larger);
        var length = _length;
        Release();
        _array = larger;
        _length = length;
    }
}
