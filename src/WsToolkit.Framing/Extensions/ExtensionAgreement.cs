using System.Diagnostics.CodeAnalysis;

namespace WsToolkit.Framing;

/// <summary>What came out of negotiating extensions: the extensions to use, or what was wrong.</summary>
public sealed class ExtensionAgreement
{
    internal static readonly ExtensionAgreement None = new([], null, null);

    private ExtensionAgreement(IReadOnlyList<FrameExtension> extensions, string? headerValue, string? error)
    {
        Extensions = extensions;
        HeaderValue = headerValue;
        Error = error;
    }

    /// <summary>
    /// The extensions in the order of the answer, for <see cref="FrameConnection"/>, which disposes them. Whoever does not make a
    /// connection of them has to do so. Empty where nothing was agreed, or something was wrong.
    /// </summary>
    public IReadOnlyList<FrameExtension> Extensions { get; }

    /// <summary>
    /// The value of the answer's <c>Sec-WebSocket-Extensions</c>; <see langword="null"/> where the answer has to be without it.
    /// </summary>
    public string? HeaderValue { get; }

    /// <summary>
    /// What was wrong with what the peer sent, for people; <see langword="null"/> where nothing was. The handshake has failed then.
    /// </summary>
    public string? Error { get; }

    /// <summary>Whether the handshake may go on, with or without extensions.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Error is null;

    internal static ExtensionAgreement Agreed(List<FrameExtension> extensions, List<ExtensionHeader> elements)
        => extensions.Count == 0 ? None : new(extensions, ExtensionHeader.Format(elements), null);

    internal static ExtensionAgreement Failed(string error) => new([], null, error);
}
