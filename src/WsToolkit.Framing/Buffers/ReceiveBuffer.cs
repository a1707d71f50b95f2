using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// The bytes that have been received and not read yet, in one array of a pool. It grows with what has arrived, not with what a peer says will
/// arrive, so that a header costs nobody a megabyte.
/// </summary>
internal sealed class ReceiveBuffer(ArrayPool<byte> pool)
{
    private const int SmallSize = 4 * 1024;
    private const int RegularSize = 64 * 1024;
    private const int LeastRoom = 512;

    /// <summary>What comes in such pieces is unmasked and checked while the processor's nearest memory still holds it.</summary>
    private const int LargestLoan = 256 * 1024;

    private byte[] _array = [];
    private int _start;
    private int _end;
    private int _lent;
    private int _preferredSize = SmallSize;

    /// <summary>How much of the array has been filled since it was empty the last time.</summary>
    private int _highWater;

    /// <summary>The number of unread bytes.</summary>
    public int Length => _end - _start;

    public Span<byte> Unread => _array.AsSpan(_start, _end - _start);

    public Span<byte> Slice(int start, int length) => _array.AsSpan(_start + start, length);

    public Memory<byte> SliceMemory(int start, int length) => _array.AsMemory(_start + start, length);

    /// <summary>Drops bytes from the front. Their memory keeps its content until the buffer is written to.</summary>
    public void Skip(int count) => _start += count;

    /// <summary>Lends memory behind the unread bytes.</summary>
    /// <param name="sizeHint">The least number of bytes; 0 for as many as seems right.</param>
    /// <param name="missing">The bytes still to come that have to lie together with the unread ones.</param>
    public Memory<byte> GetMemory(int sizeHint, long missing)
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_array.Length > RegularSize && _highWater < _array.Length / 4)
            {
                Release();
            }

            _highWater = 0;
        }

        var room = Math.Max(sizeHint, Math.Min(LeastRoom, _preferredSize));
        if (missing > 0)
        {
            // At once what is usual; beyond that three times what the peer has sent already.
            var most = Math.Max(RegularSize - Length, 3L * Length);
            room = (int)Math.Min(Math.Max(room, Math.Min(missing, most)), Array.MaxLength - Length);
        }

        var loan = Math.Max(sizeHint, LargestLoan);
        if (_array.Length - _end < Math.Min(room, loan))
        {
            MakeRoom(room);
        }

        _lent = Math.Min(_array.Length - _end, loan);
        return _array.AsMemory(_end, _lent);
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _lent);
        if (count == _lent && _preferredSize < RegularSize)
        {
            _preferredSize *= 2;
        }

        _end += count;
        _highWater = Math.Max(_highWater, _end);
        _lent = 0;
    }

    /// <summary>Forgets what is unread.</summary>
    public void Clear() => _start = _end = 0;

    /// <summary>Gives the array back; what is unread is lost.</summary>
    public void Release()
    {
        if (_array.Length > 0)
        {
            pool.Return(_array);
            _array = [];
        }

        _start = _end = _lent = 0;
    }

    private void MakeRoom(int room)
    {
        var unread = Length;
        if (_array.Length - unread >= room && _array.Length >= _preferredSize && unread <= _array.Length / 2)
        {
            Unread.CopyTo(_array);
        }
        else
        {
            var larger = pool.Rent(Math.Max(checked(unread + room), _preferredSize));
            Unread.CopyTo(larger);
            Release();
            _array = larger;
        }

        _start = 0;
        _end = unread;
    }
}
