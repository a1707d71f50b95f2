using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// A run of content in an <see cref="OutputBuffer"/>. Two neighbours may share one array; then the earlier owns it, because a
/// buffer drops its segments from the end.
/// </summary>
internal sealed class OutputSegment : ReadOnlySequenceSegment<byte>
{
    /// <summary>The first index that this segment may use.</summary>
    private int _origin;

    public byte[] Array { get; private set; } = [];

    public bool OwnsArray { get; private set; }

    /// <summary>The index of the first byte of content.</summary>
    public int Start { get; private set; }

    /// <summary>The index after the last byte of content.</summary>
    public int End { get; set; }

    public OutputSegment? Previous { get; private set; }

    public OutputSegment? Following => (OutputSegment?)Next;

    /// <summary>The position in the buffer's content of this segment's first byte.</summary>
    public long Position => RunningIndex;

    public int Length => End - Start;

    /// <summary>The bytes that can be written behind the content, provided that this is the last segment.</summary>
    public int Room => Array.Length - End;

    public void Use(byte[] array)
    {
        Array = array;
        OwnsArray = true;
        _origin = Start = End = 0;
    }

    /// <summary>Uses the part of another segment's array that begins at an index.</summary>
    public void Share(OutputSegment owner, int start, int end)
    {
        Array = owner.Array;
        OwnsArray = false;
        _origin = Start = start;
        End = end;
    }

    /// <summary>Gives up the first bytes of the content.</summary>
    public void Skip(int count) => Start += count;

    /// <summary>Cuts the content; an empty segment gets back what it has skipped.</summary>
    public void Truncate(int length)
    {
        if (length == 0)
        {
            Start = _origin;
        }

        End = Start + length;
    }

    /// <summary>Puts this segment behind another, or first.</summary>
    public void LinkBehind(OutputSegment? previous)
    {
        Previous = previous;
        RunningIndex = previous is null ? 0 : previous.Position + previous.Length;
        if (previous is not null)
        {
            previous.Next = this;
        }
    }

    public void LinkBefore(OutputSegment? following)
    {
        Next = following;
        if (following is not null)
        {
            following.Previous = this;
        }
    }

    public void Shift(int distance) => RunningIndex += distance;

    /// <summary>Makes the content visible to a sequence.</summary>
    public void Expose() => Memory = Array.AsMemory(Start, Length);

    /// <summary>Forgets the array and the neighbours.</summary>
    public void Clear()
    {
        Array = [];
        OwnsArray = false;
        _origin = Start = End = 0;
        Previous = null;
        Next = null;
        RunningIndex = 0;
        Memory = default;
    }
}
