namespace WsToolkit.Framing;

/// <summary>
/// What an inflater reads from: the bytes that are there now. Its end is not the end of the data: an inflater that has read to it goes on
/// where it stopped once there are more bytes.
/// </summary>
internal sealed class FeedStream : Stream
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>Whether more was asked for than there was, since this was set to false.</summary>
    public bool RanDry { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the first bytes of an array what is read next.</summary>
    public void Fill(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    public void Clear() => Fill([], 0);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_length == 0)
        {
            RanDry = true;
            return 0;
        }

        var count = Math.Min(_length, buffer.Length);
        _bytes.AsSpan(0, count).CopyTo(buffer);
        if (count < _length)
        {
            _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        }

        _length -= count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
