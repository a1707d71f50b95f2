using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// Reads the body of a refusal: by Content-Length, in chunks, or to the end of the stream (RFC 9112, section 6.3), up to a limit.
/// Whatever is wrong with it ends it, and <see cref="IsWhole"/> is false then: the caller still wants the status and the header fields.
/// </summary>
internal sealed class HttpBodyReader
{
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly int _maxBytes;
    private readonly ChunkReader? _chunks;
    private long? _remaining;

    public HttpBodyReader(int statusCode, HandshakeHeaders headers, int maxBytes)
    {
        _maxBytes = maxBytes;
        var encodings = headers.GetCombined("Transfer-Encoding");
        var lengths = headers.GetValues("Content-Length");
        if (statusCode is 204 or 304)
            _remaining = 0;
        else if (encodings is not null && lengths.Count > 0)
            End(isWhole: false);
        else if (encodings is not null && encodings.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            _chunks = new ChunkReader();
        else if (encodings is null && lengths.Count > 0)
            SetLength(lengths);
        if (_remaining == 0)
            End(isWhole: true);
    }

    public bool IsEnded { get; private set; }

    public bool IsWhole { get; private set; }

    public ReadOnlyMemory<byte> Body => _body.WrittenMemory;

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes belong to the body and its framing.</returns>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        if (_chunks is not null)
            return ReceiveChunks(_chunks, bytes);
        if (IsEnded)
            return 0;
        var part = _remaining < bytes.Length ? bytes[..(int)_remaining] : bytes;
        var taken = Append(part);
        if (!IsEnded && _remaining is not null && (_remaining -= taken) == 0)
            End(isWhole: true);
        return taken;
    }

    /// <summary>Says that the stream has ended, which ends a body without a length well and any other badly.</summary>
    public void ReceiveEnd()
    {
        if (!IsEnded)
            End(isWhole: _remaining is null && _chunks is null);
    }

    private int ReceiveChunks(ChunkReader chunks, ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (!IsEnded && taken < bytes.Length)
        {
            taken += chunks.Receive(bytes[taken..], out var content);
            Append(content);
            if (!IsEnded && (chunks.IsComplete || chunks.IsMalformed))
                End(isWhole: chunks.IsComplete);
        }

        return taken;
    }

    private int Append(ReadOnlySpan<byte> content)
    {
        var room = _maxBytes - _body.WrittenCount;
        if (content.Length > room)
        {
            content = content[..room];
            End(isWhole: false);
        }

        if (!content.IsEmpty)
            _body.Write(content);
        return content.Length;
    }

    private void SetLength(IReadOnlyList<string> values)
    {
        var first = values[0];
        var isNumber = !first.AsSpan().ContainsAnyExceptInRange('0', '9') & long.TryParse(first, out var length);
        if (!isNumber || values.Any(value => value != first))
            End(isWhole: false);
        else
            _remaining = length;
    }

    private void End(bool isWhole)
    {
        IsEnded = true;
        IsWhole = isWhole;
    }
}
