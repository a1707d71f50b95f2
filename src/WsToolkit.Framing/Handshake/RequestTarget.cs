using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace WsToolkit.Framing;

/// <summary>The target of a request in origin-form or absolute-form (RFC 9112, section 3.2), taken apart.</summary>
internal readonly record struct RequestTarget(string? Scheme, string? Authority, string Path, string Query)
{
    // What may stand in a registered name (RFC 3986, section 3.2.2).
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("-._~%!$&'()*+,;=0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] Schemes = ["ws", "wss", "http", "https"];

    public static bool TryParse(string target, out RequestTarget result)
    {
        result = default;
        if (!HttpSyntax.IsVisibleAscii(target) || target.Contains('#'))
            return false;
        if (target.StartsWith('/'))
        {
            result = Create(null, null, target);
            return true;
        }

        var separator = target.IndexOf("://", StringComparison.Ordinal);
        var scheme = Schemes.FirstOrDefault(
            scheme => separator == scheme.Length && target.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        if (scheme is null)
            return false;
        var rest = target[(separator + 3)..];
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        if (!IsAuthority(authority))
            return false;
        result = Create(scheme, authority, end < 0 ? "/" : rest[end..]);
        return true;
    }

    /// <summary>
    /// Whether the text is a host and perhaps a port, as in <c>Host</c> (RFC 9110, section 7.2); not empty, and without user information.
    /// </summary>
    public static bool IsAuthority(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> port;
        if (text.StartsWith("["))
        {
            var end = text.IndexOf(']');
            if (end < 0 || !IsIPv6(text[1..end]))
                return false;
            port = text[(end + 1)..];
        }
        else
        {
            var colon = text.IndexOf(':');
            var name = colon < 0 ? text : text[..colon];
            if (name.IsEmpty || name.ContainsAnyExcept(NameChars))
                return false;
            port = text[name.Length..];
        }

        if (port.IsEmpty)
            return true;
        var digits = port[1..];
        return port[0] == ':' && digits.Length <= 5 && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits.IsEmpty || int.Parse(digits) <= ushort.MaxValue);
    }

    private static bool IsIPv6(ReadOnlySpan<char> text)
        => !text.Contains('[') && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static RequestTarget Create(string? scheme, string? authority, string pathAndQuery)
    {
        var query = pathAndQuery.IndexOf('?');
        var path = query < 0 ? pathAndQuery : pathAndQuery[..query];
        return new(scheme, authority, path.Length == 0 ? "/" : path, query < 0 ? "" : pathAndQuery[query..]);
    }
}
