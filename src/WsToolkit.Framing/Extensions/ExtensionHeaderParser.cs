using System.Text;

namespace WsToolkit.Framing;

/// <summary>Reads the grammar of <c>Sec-WebSocket-Extensions</c> (RFC 6455, section 9.1) in one pass.</summary>
internal ref struct ExtensionHeaderParser
{
    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private ExtensionHeaderParser(ReadOnlySpan<char> text) => _text = text;

    private readonly bool AtEnd => _position == _text.Length;

    /// <summary>Adds the elements of one field's value to the list; empty elements are passed over (RFC 9110, section 5.6.1.2).</summary>
    public static bool TryRead(ReadOnlySpan<char> text, List<ExtensionHeader> elements)
    {
        var parser = new ExtensionHeaderParser(text);
        while (true)
        {
            parser.SkipWhitespace();
            if (parser.AtEnd)
                return true;
            if (parser.TryTake(','))
                continue;
            if (!parser.TryReadElement(out var element))
                return false;
            elements.Add(element);
            if (!parser.AtEnd && !parser.TryTake(','))
                return false;
        }
    }

    /// <summary>Reads a name and its parameters, and the space behind them.</summary>
    private bool TryReadElement(out ExtensionHeader element)
    {
        element = null!;
        if (!TryReadToken(out var name))
            return false;
        List<KeyValuePair<string, string?>>? parameters = null;
        SkipWhitespace();
        while (TryTake(';'))
        {
            SkipWhitespace();
            if (!TryReadToken(out var parameter))
                return false;
            string? value = null;
            SkipWhitespace();
            if (TryTake('='))
            {
                SkipWhitespace();
                if (!TryReadValue(out value))
                    return false;
                SkipWhitespace();
            }

            (parameters ??= []).Add(new(parameter, value));
        }

        element = new ExtensionHeader(name, parameters is null ? [] : parameters);
        return true;
    }

    private bool TryReadToken(out string token)
    {
        var length = HttpSyntax.TokenLength(_text[_position..]);
        token = _text.Slice(_position, length).ToString();
        _position += length;
        return length > 0;
    }

    private bool TryReadValue(out string value) => TryTake('"') ? TryReadQuoted(out value) : TryReadToken(out value);

    private bool TryReadQuoted(out string value)
    {
        value = "";
        var text = new StringBuilder();
        while (!AtEnd)
        {
            var c = _text[_position++];
            if (c == '"')
            {
                value = text.ToString();
                return true;
            }

            if (c == '\\')
            {
                if (AtEnd)
                    return false;
                c = _text[_position++];
            }

            if (c is not (>= ' ' and <= '~' or '\t'))
                return false;
            text.Append(c);
        }

        return false;
    }

    private void SkipWhitespace()
    {
        while (!AtEnd && HttpSyntax.IsWhitespace(_text[_position]))
            _position++;
    }

    private bool TryTake(char c)
    {
        if (AtEnd || _text[_position] != c)
            return false;
        _position++;
        return true;
    }
}
