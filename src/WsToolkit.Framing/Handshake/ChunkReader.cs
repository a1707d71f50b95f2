namespace WsToolkit.Framing;

/// <summary>
/// Takes the framing of the chunked transfer coding off (RFC 9112, section 7.1). Chunk extensions and trailers are passed over.
/// </summary>
internal sealed class ChunkReader
{
    private const int MaxLineLength = 256;
    private const int MaxTrailerLines = 100;

    private Part _part;
    private long _size;
    private int _digits;
    private int _lineLength;
    private int _trailers;
    private bool _inExtension;
    private bool _hasReturn;

    private enum Part
    {
        Size,
        Content,
        ContentEnd,
        Trailers,
        Complete,
        Malformed,
    }

    public bool IsComplete => _part == Part.Complete;

    public bool IsMalformed => _part == Part.Malformed;

    /// <summary>Reads up to the end of the next piece of content.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="content">The piece of content that was found; may be empty.</param>
    /// <returns>How many bytes were taken; 0 once the body is complete or malformed.</returns>
    public int Receive(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        content = default;
        var taken = 0;
        while (taken < bytes.Length && !IsComplete && !IsMalformed)
        {
            if (_part == Part.Content)
            {
                content = bytes.Slice(taken, (int)Math.Min(_size, bytes.Length - taken));
                _size -= content.Length;
                if (_size == 0)
                    BeginLine(Part.ContentEnd);
                return taken + content.Length;
            }

            TakeOfLine(bytes[taken++]);
        }

        return taken;
    }

    private void TakeOfLine(byte b)
    {
        if (b == '\n')
        {
            if (_hasReturn)
                EndLine();
            else
                _part = Part.Malformed;
        }
        else if (_hasReturn || ++_lineLength > MaxLineLength)
        {
            _part = Part.Malformed;
        }
        else if (b == '\r')
        {
            _hasReturn = true;
            _lineLength--;
        }
        else if (_part == Part.ContentEnd || (_part == Part.Size && !TakeOfSize(b)))
        {
            _part = Part.Malformed;
        }
    }

    private bool TakeOfSize(byte b)
    {
        if (_inExtension)
            return true;
        if (char.IsAsciiHexDigit((char)b))
        {
            _size = (_size << 4) | (uint)(b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
            return ++_digits <= 15;
        }

        _inExtension = b is (byte)';' or (byte)' ' or (byte)'\t';
        return _inExtension && _digits > 0;
    }

    private void EndLine()
    {
        switch (_part)
        {
            case Part.Size when _digits == 0:
            case Part.Trailers when _lineLength > 0 && ++_trailers > MaxTrailerLines:
                _part = Part.Malformed;
                break;
            case Part.Size:
                BeginLine(_size == 0 ? Part.Trailers : Part.Content);
                break;
            case Part.ContentEnd:
                _size = 0;
                _digits = 0;
                _inExtension = false;
                BeginLine(Part.Size);
                break;
            default:
                BeginLine(_lineLength == 0 ? Part.Complete : Part.Trailers);
                break;
        }
    }

    private void BeginLine(Part part)
    {
        _part = part;
        _lineLength = 0;
        _hasReturn = false;
    }
}
