namespace WsToolkit.Framing;

/// <summary>
/// Negotiates one extension in the opening handshake (RFC 6455, section 9.1). Immutable, so that one serves any number of handshakes; what it
/// agrees on is a <see cref="FrameExtension"/> for one connection.
/// </summary>
public abstract class ExtensionNegotiator
{
    /// <summary>The name of the extension in the header.</summary>
    public abstract string Name { get; }

    /// <summary>What a client offers, the best first: usually one element, or several with fewer demands each.</summary>
    /// <returns>The elements, each with <see cref="Name"/>.</returns>
    public abstract IReadOnlyList<ExtensionHeader> Offer();

    /// <summary>A server's answer to one element of a client's offer.</summary>
    /// <param name="offer">The element; its name is <see cref="Name"/> in any case of letters.</param>
    /// <param name="response">The element to answer with.</param>
    /// <returns>The extension as the server uses it; <see langword="null"/> to decline this element, also when it is not valid.</returns>
    public abstract FrameExtension? Accept(ExtensionHeader offer, out ExtensionHeader? response);

    /// <summary>A client's check of the server's answer.</summary>
    /// <param name="response">The element of the answer.</param>
    /// <returns>The extension as the client uses it; <see langword="null"/> where the answer is not valid or was not offered, which fails the handshake.</returns>
    public abstract FrameExtension? Confirm(ExtensionHeader response);
}
