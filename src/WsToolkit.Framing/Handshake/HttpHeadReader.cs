using System.Buffers;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>What is wrong with the head of an HTTP message.</summary>
internal enum HttpHeadFault
{
    None,
    TooLarge,
    TooManyFields,
    Malformed,
}

/// <summary>
/// Reads the start line and the header fields of an HTTP/1.1 message from bytes cut anywhere (RFC 9112, sections 2 to 5). Strict where
/// leniency would let two readers disagree: bare CR and LF, folded lines, space before the colon and control characters are faults.
/// </summary>
internal sealed class HttpHeadReader(HandshakeLimits limits)
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127]);

    private readonly List<KeyValuePair<string, string>> _fields = [];
    private byte[] _line = [];
    private int _lineLength;
    private int _total;

    /// <summary>The first line; <see langword="null"/> as long as it has not been read.</summary>
    public string? StartLine { get; private set; }

    /// <summary>The fields read so far.</summary>
    public HandshakeHeaders Headers => new(_fields);

    /// <summary>Whether the empty line behind the fields has been read.</summary>
    public bool IsComplete { get; private set; }

    public HttpHeadFault Fault { get; private set; }

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes belong to the head.</returns>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        var consumed = 0;
        while (consumed < bytes.Length && !IsComplete && Fault == HttpHeadFault.None)
        {
            var rest = bytes[consumed..];
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..(end + 1)];
            consumed += part.Length;
            var room = limits.MaxHeadBytes - _total;
            if (part[..Math.Min(part.Length, room)].ContainsAny(Controls))
                Fail(HttpHeadFault.Malformed);
            else if (part.Length > room)
                Fail(HttpHeadFault.TooLarge);
            else
                Take(part, endsLine: end >= 0);
        }

        return consumed;
    }

    private void Take(ReadOnlySpan<byte> part, bool endsLine)
    {
        _total += part.Length;
        if (!endsLine)
        {
            Hold(part);
        }
        else if (_lineLength == 0)
        {
            TakeLine(part);
        }
        else
        {
            Hold(part);
            var length = _lineLength;
            _lineLength = 0;
            TakeLine(_line.AsSpan(0, length));
        }
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        var needed = _lineLength + part.Length;
        if (needed > _line.Length)
            Array.Resize(ref _line, Math.Min(limits.MaxHeadBytes, Math.Max(needed, Math.Max(256, _line.Length * 2))));
        part.CopyTo(_line.AsSpan(_lineLength));
        _lineLength = needed;
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        if (line is not [.. var content, (byte)'\r', (byte)'\n'] || content.Contains((byte)'\r'))
            Fail(HttpHeadFault.Malformed);
        else if (StartLine is null)
            // Empty lines in front are passed over (RFC 9112, section 2.2).
            StartLine = content.IsEmpty ? null : Encoding.Latin1.GetString(content);
        else if (content.IsEmpty)
            IsComplete = true;
        else if (_fields.Count == limits.MaxHeaderFields)
            Fail(HttpHeadFault.TooManyFields);
        else
            TakeField(content);
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? "" : Encoding.Latin1.GetString(line[..colon]);
        if (!HttpSyntax.IsToken(name))
            Fail(HttpHeadFault.Malformed);
        else
            _fields.Add(new(name, Encoding.Latin1.GetString(line[(colon + 1)..].Trim(" \t"u8))));
    }

    private void Fail(HttpHeadFault fault)
    {
        Fault = fault;
        _line = [];
        _lineLength = 0;
    }
}
