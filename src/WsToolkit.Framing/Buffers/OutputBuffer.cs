using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// The bytes of outgoing messages, in segments rented from a pool. Besides appending it can leave a place free and fill it later with a
/// header that may be shorter than the place, go back to a mark, and show its content as a sequence without copying it. It
/// allocates nothing once it has been used a few times. Not thread-safe.
/// </summary>
public sealed partial class OutputBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>The size in bytes of the first segment, unless another is asked for. A reset buffer keeps that much.</summary>
    public const int DefaultInitialSize = 4096;

    private const int LargestRegularSegment = 64 * 1024;
    private const int LargestMove = 16 * 1024;
    private const int MostSpareSegments = 64;

    private readonly ArrayPool<byte> _pool;
    private readonly int _initialSize;
    private readonly int _secondSize;
    private OutputSegment? _head;
    private OutputSegment? _tail;
    private OutputSegment? _spare;
    private int _spareCount;
    private int _nextSize;
    private int _depth;
    private int _generation = 1;
    private bool _disposed;

    /// <summary>Creates an empty buffer. It rents nothing before the first write.</summary>
    /// <param name="initialSize">The size in bytes of the first segment, which <see cref="Reset"/> keeps. At least 16.</param>
    /// <param name="pool">Where segments come from; the shared pool when <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="initialSize"/> is less than 16.</exception>
    public OutputBuffer(int initialSize = DefaultInitialSize, ArrayPool<byte>? pool = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(initialSize, 16);
        _initialSize = initialSize;
        _secondSize = NextSize(initialSize);
        _nextSize = initialSize;
        _pool = pool ?? ArrayPool<byte>.Shared;
    }

    /// <summary>The number of bytes of content, unfilled reservations included.</summary>
    public long Length => _tail is null ? 0 : _tail.Position + _tail.Length;

    /// <summary>
    /// The whole content, without copying it. Valid until the buffer is written to or changed in any other way; taking another
    /// sequence leaves it valid.
    /// </summary>
    public ReadOnlySequence<byte> Written => _head is null ? default : Sequence(_head, 0);

    /// <summary>Gives memory to write to; <see cref="Advance"/> makes it content.</summary>
    /// <param name="sizeHint">The least number of contiguous bytes; 0 for any number but none.</param>
    /// <returns>The memory behind the content. Its bytes are undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sizeHint"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var tail = TailWithRoom(sizeHint);
        return tail.Array.AsMemory(tail.End);
    }

    /// <summary>Gives memory to write to; <see cref="Advance"/> makes it content.</summary>
    /// <param name="sizeHint">The least number of contiguous bytes; 0 for any number but none.</param>
    /// <returns>The memory behind the content. Its bytes are undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sizeHint"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var tail = TailWithRoom(sizeHint);
        return tail.Array.AsSpan(tail.End);
    }

    /// <summary>Makes bytes content that were written to what <see cref="GetSpan"/> or <see cref="GetMemory"/> returned last.</summary>
    /// <param name="count">The number of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or more than was available.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _tail?.Room ?? 0);
        if (_tail is not null)
        {
            _tail.End += count;
        }
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var tail = TailWithRoom(1);
            var count = Math.Min(bytes.Length, tail.Room);
            bytes[..count].CopyTo(tail.Array.AsSpan(tail.End));
            tail.End += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Appends the whole content of another buffer, which stays as it is.</summary>
    /// <param name="other">The other buffer.</param>
    /// <exception cref="ArgumentException"><paramref name="other"/> is this buffer.</exception>
    /// <exception cref="ObjectDisposedException">This buffer has been disposed.</exception>
    public void Append(OutputBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ReferenceEquals(other, this))
        {
            throw new ArgumentException("A buffer cannot be appended to itself.", nameof(other));
        }

        for (var segment = other._head; segment is not null; segment = segment.Following)
        {
            Write(segment.Array.AsSpan(segment.Start, segment.Length));
        }
    }

    /// <summary>Leaves a contiguous place free. Until it is filled it counts as content and holds zeros.</summary>
    /// <param name="size">The size in bytes.</param>
    /// <returns>The place, for <see cref="Fill"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public OutputReservation Reserve(int size)
    {
        var tail = TailWithRoom(size);
        var position = Length;
        tail.Array.AsSpan(tail.End, size).Clear();
        tail.End += size;
        return new OutputReservation(position, size, ++_depth, _generation);
    }

    /// <summary>
    /// Fills the reservation that was made last and is not filled yet. Where the header is shorter than the place, the bytes left
    /// over vanish from the content.
    /// </summary>
    /// <param name="reservation">What <see cref="Reserve"/> returned.</param>
    /// <param name="header">The bytes, at most as many as were reserved.</param>
    /// <exception cref="ArgumentException"><paramref name="header"/> is longer than the place.</exception>
    /// <exception cref="InvalidOperationException">
    /// The reservation is not the last open one: it has been filled, or a later one has not, or the buffer was rewound or reset since.
    /// </exception>
    public void Fill(OutputReservation reservation, ReadOnlySpan<byte> header)
    {
        if (header.Length > reservation.Size)
        {
            throw new ArgumentException("The header is longer than what was reserved for it.", nameof(header));
        }

        FillAny(reservation, header);
    }

    /// <summary>Fills the reservation that was made last, whose place is one byte at least; where the header is longer, content makes room.</summary>
    internal void FillAny(OutputReservation reservation, ReadOnlySpan<byte> header)
    {
        if (reservation.Generation != _generation || reservation.Depth != _depth || reservation.Depth == 0)
        {
            throw new InvalidOperationException("The reservation is not the last open one of this buffer.");
        }

        _depth--;
        if (reservation.Size == 0)
        {
            return;
        }

        var segment = Find(reservation.Position);
        var index = segment.Start + (int)(reservation.Position - segment.Position);
        var gap = reservation.Size - header.Length;
        if (gap > 0)
        {
            index = CloseGap(segment, index, index + reservation.Size, gap);
        }
        else if (gap < 0 && !TryMakeRoom(segment, index + reservation.Size, -gap))
        {
            PutBetween(segment, index + reservation.Size, header[reservation.Size..]);
            header = header[..reservation.Size];
        }

        header.CopyTo(segment.Array.AsSpan(index));
    }

    /// <summary>The number of bytes written since a reservation was made, the place itself not counted.</summary>
    /// <param name="reservation">What <see cref="Reserve"/> returned.</param>
    /// <returns>The number of bytes behind the place.</returns>
    /// <exception cref="InvalidOperationException">The reservation is not open any more.</exception>
    public long LengthAfter(OutputReservation reservation)
    {
        if (reservation.Generation != _generation || reservation.Depth > _depth)
        {
            throw new InvalidOperationException("The reservation is not open any more.");
        }

        return Length - reservation.Position - reservation.Size;
    }

    /// <summary>Remembers the present end of the content.</summary>
    /// <returns>The position.</returns>
    public OutputMark Mark() => new(Length, _depth, _generation);

    /// <summary>Drops everything that was written since a mark, open reservations included.</summary>
    /// <param name="mark">The mark.</param>
    /// <exception cref="InvalidOperationException">The mark is not valid any more.</exception>
    public void Rewind(OutputMark mark)
    {
        Check(mark);
        _depth = mark.Depth;
        if (_tail is null)
        {
            return;
        }

        while (_tail.Position > mark.Position)
        {
            DropTail();
        }

        _tail.Truncate((int)(mark.Position - _tail.Position));
    }

    /// <summary>
    /// What was written since a mark, without copying it. Valid until the buffer is written to or changed in any other way; taking another
    /// sequence leaves it valid.
    /// </summary>
    /// <param name="mark">The mark.</param>
    /// <returns>The content behind the mark.</returns>
    /// <exception cref="InvalidOperationException">The mark is not valid any more.</exception>
    public ReadOnlySequence<byte> WrittenSince(OutputMark mark)
    {
        Check(mark);
        if (_tail is null)
        {
            return default;
        }

        var segment = Find(mark.Position);
        return Sequence(segment, (int)(mark.Position - segment.Position));
    }

    /// <summary>
    /// Forgets the content and gives the memory back to the pool, except one small segment. Marks and reservations become
    /// invalid.
    /// </summary>
    public void Reset()
    {
        _generation = _generation == int.MaxValue ? 1 : _generation + 1;
        _depth = 0;
        while (_tail is not null && (_tail != _head || _tail.Array.Length > 2 * _initialSize))
        {
            DropTail();
        }

        _nextSize = _initialSize;
        if (_tail is not null)
        {
            _tail.Truncate(0);
            _nextSize = _secondSize;
        }
    }

    /// <summary>Forgets the content and gives all memory back to the pool. The buffer cannot be written to afterwards.</summary>
    public void Dispose()
    {
        _disposed = true;
        Reset();
        if (_tail is not null)
        {
            DropTail();
        }

        _spare = null;
        _spareCount = 0;
    }

    private static ReadOnlySequence<byte> Sequence(OutputSegment first, int index)
    {
        var last = first;
        last.Expose();
        while (last.Following is { } following)
        {
            last = following;
            last.Expose();
        }

        return new ReadOnlySequence<byte>(first, index, last, last.Length);
    }

    private void Check(OutputMark mark)
    {
        if (mark.Generation != _generation || mark.Depth > _depth || mark.Position > Length)
        {
            throw new InvalidOperationException("The mark is not valid any more.");
        }
    }
}
