using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests;

public sealed class OutputBufferTests : IDisposable
{
    private readonly TrackingPool _pool = new();
    private readonly OutputBuffer _buffer;

    public OutputBufferTests() => _buffer = new OutputBuffer(64, _pool);

    public void Dispose()
    {
        _buffer.Dispose();
        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public void A_new_buffer_is_empty_and_rents_nothing()
    {
        Assert.Equal(0, _buffer.Length);
        Assert.True(_buffer.Written.IsEmpty);
        Assert.True(_buffer.WrittenSince(_buffer.Mark()).IsEmpty);
        _buffer.Rewind(_buffer.Mark());
        _buffer.Reset();
        Assert.Equal(0, _pool.Outstanding);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Spans_are_as_long_as_asked_for(int sizeHint)
    {
        _buffer.Write("before"u8);
        var least = Math.Max(sizeHint, 1);
        Assert.True(_buffer.GetSpan(sizeHint).Length >= least);
        Assert.True(_buffer.GetMemory(sizeHint).Length >= least);
        _buffer.GetSpan(sizeHint)[..least].Fill((byte)'x');
        _buffer.Advance(least);
        Assert.Equal("before" + new string('x', least), Text(_buffer.Written));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(10)]
    public void A_header_at_the_front_may_be_shorter(int length)
    {
        var reservation = _buffer.Reserve(10);
        _buffer.Write("content"u8);
        _buffer.Fill(reservation, "0123456789"u8[..length]);
        Assert.Equal("0123456789"[..length] + "content", Text(_buffer.Written));
        Assert.True(_buffer.Written.IsSingleSegment);
        Assert.Equal(length + 7, _buffer.Length);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    [InlineData(5_000)]
    [InlineData(300_000)]
    public void A_header_in_the_middle_may_be_shorter(int size)
    {
        var content = string.Concat(Enumerable.Range(0, size / 5).Select(i => $"{i:D5}"));
        _buffer.Write("first"u8);
        var mark = _buffer.Mark();
        var reservation = _buffer.Reserve(10);
        _buffer.Write(Encoding.UTF8.GetBytes(content));
        _buffer.Fill(reservation, "ab"u8);
        _buffer.Write("last"u8);
        Assert.Equal("firstab" + content + "last", Text(_buffer.Written));
        Assert.Equal("ab" + content + "last", Text(_buffer.WrittenSince(mark)));
        _buffer.Rewind(mark);
        Assert.Equal("first", Text(_buffer.Written));
        _buffer.Write("!"u8);
        Assert.Equal("first!", Text(_buffer.Written));
    }

    [Fact]
    public void A_large_content_is_not_moved_but_split_off_inside_its_segment()
    {
        using var buffer = new OutputBuffer(64 * 1024, _pool);
        buffer.Write("first"u8);
        var reservation = buffer.Reserve(10);
        buffer.Write(new byte[20 * 1024]);
        var mark = buffer.Mark();
        buffer.Fill(reservation, "ab"u8);
        Assert.Equal(1, _pool.Outstanding);
        Assert.Equal(2, Segments(buffer.Written));
        Assert.Throws<InvalidOperationException>(() => buffer.Rewind(mark));

        // The part behind the split goes on growing in the same array.
        buffer.Write(new byte[100]);
        Assert.Equal(1, _pool.Outstanding);
        Assert.Equal(5 + 2 + (20 * 1024) + 100, buffer.Length);
    }

    [Fact]
    public void Reservations_nest()
    {
        var outer = _buffer.Reserve(8);
        _buffer.Write("<"u8);
        var inner = _buffer.Reserve(6);
        _buffer.Write("text"u8);
        Assert.Throws<InvalidOperationException>(() => _buffer.Fill(outer, "o"u8));
        Assert.Equal(4, _buffer.LengthAfter(inner));
        _buffer.Fill(inner, "i"u8);
        Assert.Equal(6, _buffer.LengthAfter(outer));
        Assert.Throws<InvalidOperationException>(() => _buffer.LengthAfter(inner));
        _buffer.Write(">"u8);
        _buffer.Fill(outer, "ooo"u8);
        Assert.Equal("ooo<itext>", Text(_buffer.Written));
        Assert.Throws<InvalidOperationException>(() => _buffer.Fill(outer, "o"u8));
    }

    [Fact]
    public void An_unfilled_reservation_holds_zeros()
    {
        _buffer.Write(Encoding.UTF8.GetBytes(new string('x', 60)));
        _buffer.Reset();
        _buffer.Reserve(5);
        Assert.Equal(new byte[5], _buffer.Written.ToArray());
    }

    [Fact]
    public void A_reservation_is_contiguous_even_when_it_does_not_fit()
    {
        _buffer.Write(new byte[60]);
        var reservation = _buffer.Reserve(14);
        _buffer.Write("content"u8);
        _buffer.Fill(reservation, "head"u8);
        Assert.Equal("headcontent", Text(_buffer.Written.Slice(60)));
    }

    [Fact]
    public void A_header_longer_than_reserved_is_refused_and_changes_nothing()
    {
        var reservation = _buffer.Reserve(2);
        Assert.Throws<ArgumentException>(() => _buffer.Fill(reservation, "abc"u8));
        _buffer.Fill(reservation, "ab"u8);
        Assert.Equal("ab", Text(_buffer.Written));
    }

    [Fact]
    public void Rewinding_drops_open_reservations()
    {
        _buffer.Write("kept"u8);
        var mark = _buffer.Mark();
        var reservation = _buffer.Reserve(10);
        _buffer.Write(new byte[1_000]);
        _buffer.Rewind(mark);
        Assert.Equal("kept", Text(_buffer.Written));
        Assert.Throws<InvalidOperationException>(() => _buffer.Fill(reservation, "x"u8));
        var next = _buffer.Reserve(3);
        _buffer.Fill(next, "new"u8);
        Assert.Equal("keptnew", Text(_buffer.Written));
    }

    [Fact]
    public void Marks_and_reservations_end_with_a_reset()
    {
        var mark = _buffer.Mark();
        var reservation = _buffer.Reserve(3);
        _buffer.Reset();
        Assert.Throws<InvalidOperationException>(() => _buffer.Rewind(mark));
        Assert.Throws<InvalidOperationException>(() => _buffer.WrittenSince(mark));
        _buffer.Reserve(3);
        Assert.Throws<InvalidOperationException>(() => _buffer.Fill(reservation, "abc"u8));
        Assert.Throws<InvalidOperationException>(() => _buffer.Rewind(default));
        Assert.Throws<InvalidOperationException>(() => _buffer.Fill(default, default));
    }

    [Fact]
    public void Append_copies_all_segments()
    {
        using var other = new OutputBuffer(16, _pool);
        var text = string.Concat(Enumerable.Range(0, 10_000));
        other.Write(Encoding.UTF8.GetBytes(text));
        _buffer.Write("<"u8);
        _buffer.Append(other);
        other.Reset();
        Assert.Equal("<" + text, Text(_buffer.Written));
        Assert.Throws<ArgumentException>(() => _buffer.Append(_buffer));
    }

    [Fact]
    public void Reset_keeps_one_small_segment_only()
    {
        _buffer.Write(new byte[1_000_000]);
        Assert.True(_pool.Outstanding > 5);
        _buffer.Reset();
        Assert.Equal(0, _buffer.Length);
        Assert.Equal(1, _pool.Outstanding);
        Assert.Equal(64, _pool.OutstandingBytes);

        _buffer.Reset();
        _buffer.Dispose();
        using var large = new OutputBuffer(64, _pool);
        large.GetSpan(100_000);
        large.Reset();
        Assert.Equal(0, _pool.Outstanding);
    }

    [Fact]
    public void Wrong_counts_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputBuffer(15));
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.GetSpan(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.GetMemory(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.Reserve(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.Advance(1));
        var room = _buffer.GetSpan().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.Advance(room + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _buffer.Advance(-1));
    }

    [Fact]
    public void A_disposed_buffer_refuses_writes_and_nothing_else()
    {
        _buffer.Write(new byte[1_000]);
        _buffer.Dispose();
        Assert.Equal(0, _buffer.Length);
        Assert.True(_buffer.Written.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => _buffer.Write("x"u8));
        Assert.Throws<ObjectDisposedException>(() => _buffer.Reserve(1));
        _buffer.Reset();
        _buffer.Dispose();
    }

    [Fact]
    public void A_message_costs_no_allocation_once_the_buffer_is_warm()
    {
        using var buffer = new OutputBuffer();
        var payload = new byte[1_500];
        Cycle();
        Assert.Equal(0, Allocated.By(Cycle));

        void Cycle()
        {
            for (var i = 0; i < 50; i++)
            {
                var mark = buffer.Mark();
                var reservation = buffer.Reserve(14);
                buffer.Write(payload);
                buffer.Write(payload);
                buffer.Write(payload);
                _ = buffer.WrittenSince(mark).Length;
                buffer.Fill(reservation, "head"u8);
            }

            Assert.True(buffer.Written.Length == 50 * 4_504);
            buffer.Reset();
        }
    }

    [Fact]
    public void Content_in_one_piece_is_given_as_one()
    {
        using var buffer = new OutputBuffer(16);
        Assert.True(buffer.TryGetSingleSegment(out var content));
        Assert.True(content.IsEmpty);
        buffer.Write("abc"u8);
        Assert.True(buffer.TryGetSingleSegment(out content));
        Assert.Equal("abc"u8.ToArray(), content.ToArray());
        buffer.Write(new byte[1000]);
        Assert.False(buffer.TryGetSingleSegment(out content));
        Assert.True(content.IsEmpty);
        buffer.Reset();
        Assert.True(buffer.TryGetSingleSegment(out content));
        Assert.True(content.IsEmpty);
    }

    private static string Text(ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static int Segments(ReadOnlySequence<byte> bytes)
    {
        var count = 0;
        foreach (var _ in bytes)
        {
            count++;
        }

        return count;
    }
}
