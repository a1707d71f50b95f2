using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>The few rules of HTTP's grammar that the handshake needs (RFC 9110, section 5.6).</summary>
internal static class HttpSyntax
{
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether the text is a token: at least one character, all of them token characters.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenChars);

    /// <summary>The number of token characters at the start.</summary>
    public static int TokenLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(TokenChars);
        return end < 0 ? text.Length : end;
    }

    public static bool IsWhitespace(char c) => c is ' ' or '\t';

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t");

    /// <summary>Whether the text consists of printable ASCII, spaces and tabs alone: a field value that everyone understands.</summary>
    public static bool IsAsciiFieldValue(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c is not (>= ' ' and <= '~' or '\t'))
                return false;
        return true;
    }

    /// <summary>Whether the text consists of ASCII without controls and spaces, as a request target does.</summary>
    public static bool IsVisibleAscii(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('!', '~');

    /// <summary>Whether one of the elements of a comma-separated list, spread over any number of fields, is the given token.</summary>
    public static bool ListContains(IEnumerable<string> values, string token)
    {
        foreach (var value in values)
            foreach (var range in value.AsSpan().Split(','))
                if (Trim(value.AsSpan(range)).Equals(token, StringComparison.OrdinalIgnoreCase))
                    return true;
        return false;
    }

    /// <summary>
    /// Reads a list of at least one token, spread over any number of fields; empty elements are passed over (RFC 9110, section 5.6.1.2).
    /// </summary>
    public static bool TryReadTokens(IEnumerable<string> values, out List<string> tokens)
    {
        tokens = [];
        foreach (var value in values)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var element = Trim(value.AsSpan(range));
                if (element.IsEmpty)
                    continue;
                if (!IsToken(element))
                    return false;
                tokens.Add(element.ToString());
            }
        }

        return tokens.Count > 0;
    }
}
