namespace WsToolkit.Framing;

/// <content>The chain of segments: how it grows, how a gap is taken out of it, and what becomes of segments that are not needed.</content>
public sealed partial class OutputBuffer
{
    private static int NextSize(int size) => Math.Max(size, (int)Math.Min(size * 2L, LargestRegularSegment));

    /// <summary>
    /// Takes a gap out of a reservation, in the cheapest way: at the front of a segment, by moving what follows, or by splitting
    /// the segment. Returns the index in the segment's array at which the header belongs.
    /// </summary>
    private int CloseGap(OutputSegment segment, int index, int content, int gap)
    {
        var following = segment.End - content;
        var last = segment;
        if (index == segment.Start)
        {
            segment.Skip(gap);
            index += gap;
        }
        else if (following <= LargestMove)
        {
            segment.Array.AsSpan(content, following).CopyTo(segment.Array.AsSpan(content - gap));
            segment.End -= gap;
        }
        else
        {
            var next = segment.Following;
            last = TakeSegment();
            last.Share(segment, index + gap, segment.End);
            segment.End = index;
            last.LinkBehind(segment);
            last.LinkBefore(next);
            if (next is null)
            {
                _tail = last;
            }

            index += gap;
        }

        for (var next = last.Following; next is not null; next = next.Following)
        {
            next.Shift(-gap);
        }

        return index;
    }

    private OutputSegment TailWithRoom(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        var size = Math.Max(sizeHint, 1);
        return _tail is { } tail && tail.Room >= size ? tail : Grow(size);
    }

    private OutputSegment Grow(int size)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var array = _pool.Rent(Math.Max(size, _nextSize));
        _nextSize = NextSize(_nextSize);
        if (_tail is { Length: 0, OwnsArray: true } empty)
        {
            _pool.Return(empty.Array);
            empty.Use(array);
            return empty;
        }

        var segment = TakeSegment();
        segment.Use(array);
        segment.LinkBehind(_tail);
        _head ??= segment;
        _tail = segment;
        return segment;
    }

    /// <summary>Finds the last segment that begins at or before a position.</summary>
    private OutputSegment Find(long position)
    {
        var segment = _tail!;
        while (segment.Position > position)
        {
            segment = segment.Previous!;
        }

        return segment;
    }

    private OutputSegment TakeSegment()
    {
        if (_spare is not { } segment)
        {
            return new OutputSegment();
        }

        _spare = segment.Following;
        _spareCount--;
        segment.Clear();
        return segment;
    }

    private void DropTail()
    {
        var segment = _tail!;
        _tail = segment.Previous;
        if (_tail is null)
        {
            _head = null;
        }
        else
        {
            _tail.LinkBefore(null);
        }

        if (segment.OwnsArray)
        {
            _pool.Return(segment.Array);
        }

        segment.Clear();
        if (_spareCount < MostSpareSegments)
        {
            segment.LinkBefore(_spare);
            _spare = segment;
            _spareCount++;
        }
    }
}
