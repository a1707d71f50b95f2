using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>
/// One element of <c>Sec-WebSocket-Extensions</c>: a name and its parameters, in the order in which they stood (RFC 6455, section 9.1).
/// </summary>
/// <param name="Name">The name of the extension.</param>
/// <param name="Parameters">The parameters; the value is <see langword="null"/> for one that has none. Quotes have been taken off.</param>
public sealed record ExtensionHeader(string Name, IReadOnlyList<KeyValuePair<string, string?>> Parameters)
{
    /// <summary>Creates an element without parameters.</summary>
    /// <param name="name">The name of the extension.</param>
    public ExtensionHeader(string name)
        : this(name, [])
    {
    }

    /// <summary>Reads all elements of a header that may have been sent as several fields.</summary>
    /// <param name="values">
    /// The values of the fields, in order; none for a message without the header. A <see langword="null"/> is passed over.
    /// </param>
    /// <param name="elements">The elements, in order.</param>
    /// <returns>Whether every value follows the grammar of RFC 6455, section 9.1. One that names no extension does not.</returns>
    /// <remarks>
    /// A quoted value is read as such, so that commas, semicolons and escaped quotes in it separate nothing. Its content is handed on as
    /// it is, although the RFC wants a token: whether it makes sense is for the extension to say.
    /// </remarks>
    public static bool TryParse(IEnumerable<string?> values, [NotNullWhen(true)] out IReadOnlyList<ExtensionHeader>? elements)
    {
        ArgumentNullException.ThrowIfNull(values);
        var list = new List<ExtensionHeader>();
        foreach (var value in values)
        {
            if (value is null)
                continue;
            var before = list.Count;
            if (!ExtensionHeaderParser.TryRead(value, list) || list.Count == before)
            {
                elements = null;
                return false;
            }
        }

        elements = list;
        return true;
    }

    /// <summary>Writes elements as the value of one header field.</summary>
    /// <param name="elements">The elements.</param>
    /// <returns>The value; empty where there are no elements.</returns>
    /// <exception cref="ArgumentException">A name is not a token, or a value has characters that cannot be sent.</exception>
    public static string Format(IEnumerable<ExtensionHeader> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            element.ThrowIfNotSendable();
            if (text.Length > 0)
                text.Append(", ");
            element.AppendTo(text);
        }

        return text.ToString();
    }

    /// <summary>The element as it stands in the header: values that are not tokens are quoted.</summary>
    /// <returns>The text, for example <c>permessage-deflate; client_max_window_bits=10</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }

    private void AppendTo(StringBuilder text)
    {
        text.Append(Name);
        foreach (var (name, value) in Parameters)
        {
            text.Append("; ").Append(name);
            if (value is null)
                continue;
            text.Append('=');
            if (HttpSyntax.IsToken(value))
                text.Append(value);
            else
                AppendQuoted(text, value);
        }
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
                text.Append('\\');
            text.Append(c);
        }

        text.Append('"');
    }

    private void ThrowIfNotSendable()
    {
        if (!HttpSyntax.IsToken(Name))
            throw new ArgumentException($"'{Name}' cannot be the name of an extension: it is not a token.");
        foreach (var (name, value) in Parameters)
        {
            if (!HttpSyntax.IsToken(name))
                throw new ArgumentException($"The extension {Name} has a parameter whose name is not a token.");
            if (value is not null && !HttpSyntax.IsAsciiFieldValue(value))
                throw new ArgumentException($"The value of the parameter {name} of the extension {Name} is not printable ASCII.");
        }
    }
}
