using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// Where a compressor writes: the output of the moment. Can keep the last four bytes back, because the last four of a message do not
/// travel (RFC 7692, section 7.2.1).
/// </summary>
internal sealed class CompressedSink(bool keepsTail) : Stream
{
    private const int TailBytes = 4;

    private readonly byte[] _tail = new byte[TailBytes];
    private int _tailLength;

    /// <summary>Where the bytes go; null to throw them away.</summary>
    public IBufferWriter<byte>? Output { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes what has been kept back.</summary>
    public void ReleaseTail()
    {
        Output?.Write(_tail.AsSpan(0, _tailLength));
        _tailLength = 0;
    }

    /// <summary>Drops what has been kept back.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool DropTail()
    {
        var any = _tailLength > 0;
        _tailLength = 0;
        return any;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Output is null)
        {
            return;
        }

        if (!keepsTail)
        {
            Output.Write(buffer);
            return;
        }

        var leaving = Math.Min(_tailLength, Math.Max(0, _tailLength + buffer.Length - TailBytes));
        if (leaving > 0)
        {
            Output.Write(_tail.AsSpan(0, leaving));
            _tailLength -= leaving;
            _tail.AsSpan(leaving, _tailLength).CopyTo(_tail);
        }

        var passing = Math.Max(0, buffer.Length - TailBytes);
        if (passing > 0)
        {
            Output.Write(buffer[..passing]);
        }

        buffer[passing..].CopyTo(_tail.AsSpan(_tailLength));
        _tailLength += buffer.Length - passing;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
