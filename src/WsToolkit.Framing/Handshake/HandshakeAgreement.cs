namespace WsToolkit.Framing;

/// <summary>What the two ends have agreed on in the opening handshake.</summary>
public sealed class HandshakeAgreement
{
    internal HandshakeAgreement(string? subprotocol, IReadOnlyList<FrameExtension> extensions)
    {
        Subprotocol = subprotocol;
        Extensions = extensions;
    }

    /// <summary>The subprotocol; <see langword="null"/> for none.</summary>
    public string? Subprotocol { get; }

    /// <summary>
    /// The extensions, for <see cref="FrameConnection"/>, which disposes them. Whoever does not make a connection of them has to do so.
    /// </summary>
    public IReadOnlyList<FrameExtension> Extensions { get; }
}
