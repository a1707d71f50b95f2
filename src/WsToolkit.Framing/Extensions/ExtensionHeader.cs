namespace WsToolkit.Framing;

/// <summary>One element of <c>Sec-WebSocket-Extensions</c>: a name and its parameters, in the order in which they stood (RFC 6455, section 9.1).</summary>
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
}
