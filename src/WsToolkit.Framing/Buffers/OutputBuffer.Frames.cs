namespace WsToolkit.Framing;

/// <content>What writing frames and sending them needs of content that lies in the buffer already.</content>
public sealed partial class OutputBuffer
{
    /// <summary>
    /// Gives the whole content where it lies in one piece, as that of small messages does; cheaper than <see cref="Written"/>. Valid as long as that.
    /// </summary>
    /// <param name="content">The content; empty where it lies in several pieces.</param>
    /// <returns>Whether it lies in one piece, or there is none.</returns>
    public bool TryGetSingleSegment(out ReadOnlyMemory<byte> content)
    {
        content = _tail is not null && ReferenceEquals(_head, _tail) ? _tail.Array.AsMemory(_tail.Start, _tail.Length) : default;
        return ReferenceEquals(_head, _tail);
    }

    /// <summary>Forgets the content and gives all memory back to the pool; the buffer can be used again. Marks and reservations become invalid.</summary>
    public void Release()
    {
        Reset();
        if (_tail is not null)
        {
            DropTail();
        }

        _spare?.LinkBefore(null);
        _spareCount = _spare is null ? 0 : 1;
        _nextSize = _initialSize;
    }

    /// <summary>Appends contiguous bytes, whose values are undefined until the caller has written all of them.</summary>
    internal Span<byte> Extend(int size)
    {
        var tail = TailWithRoom(size);
        var place = tail.Array.AsSpan(tail.End, size);
        tail.End += size;
        return place;
    }

    /// <summary>The place of the reservation that was made last, and all that follows it, if they lie in one piece; else nothing.</summary>
    internal Span<byte> LastInOnePiece(OutputReservation reservation)
    {
        if (_tail is not { } tail || reservation.Position < tail.Position
            || reservation.Generation != _generation || reservation.Depth != _depth || reservation.Depth == 0)
        {
            return default;
        }

        var start = (int)(reservation.Position - tail.Position);
        return tail.Array.AsSpan(tail.Start + start, tail.Length - start);
    }

    /// <summary>Says that the place of the reservation that was made last has been filled, all of it.</summary>
    internal void CloseLast() => _depth--;

    /// <summary>The mark behind a reservation that is open.</summary>
    internal static OutputMark Behind(OutputReservation reservation)
        => new(reservation.Position + reservation.Size, reservation.Depth, reservation.Generation);

    /// <summary>Whether a reservation is still to be filled: the buffer has been neither rewound beyond it nor reset.</summary>
    internal bool IsOpen(OutputReservation reservation) => reservation.Generation == _generation && reservation.Depth <= _depth;

    /// <summary>Moves short content at the very end of the buffer by a few bytes.</summary>
    private bool TryMakeRoom(OutputSegment segment, int content, int count)
    {
        var following = segment.End - content;
        if (!ReferenceEquals(segment, _tail) || segment.Room < count || following > LargestMove)
        {
            return false;
        }

        segment.Array.AsSpan(content, following).CopyTo(segment.Array.AsSpan(content + count));
        segment.End += count;
        return true;
    }

    /// <summary>Puts a segment of its own into the middle of another, and leaves the content behind it where it lies.</summary>
    private void PutBetween(OutputSegment segment, int index, ReadOnlySpan<byte> bytes)
    {
        var next = segment.Following;
        var between = TakeSegment();
        between.Use(_pool.Rent(bytes.Length));
        between.End = bytes.Length;
        bytes.CopyTo(between.Array);
        var last = between;
        if (segment.End > index)
        {
            last = TakeSegment();
            last.Share(segment, index, segment.End);
            segment.End = index;
        }

        between.LinkBehind(segment);
        if (!ReferenceEquals(last, between))
        {
            last.LinkBehind(between);
        }

        last.LinkBefore(next);
        if (next is null)
        {
            _tail = last;
        }

        for (; next is not null; next = next.Following)
        {
            next.Shift(bytes.Length);
        }
    }

    /// <summary>Masks everything behind a mark, where it lies.</summary>
    internal void Mask(OutputMark mark, uint key)
    {
        Check(mark);
        if (_tail is null || mark.Position == Length)
        {
            return;
        }

        var segment = Find(mark.Position);
        var skip = (int)(mark.Position - segment.Position);
        for (OutputSegment? next = segment; next is not null; next = next.Following)
        {
            var content = next.Array.AsSpan(next.Start + skip, next.Length - skip);
            Masking.Apply(content, key);
            key = Masking.Rotate(key, content.Length);
            skip = 0;
        }
    }
}
