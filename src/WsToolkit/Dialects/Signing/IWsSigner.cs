namespace WsToolkit.Dialects.Signing;

/// <summary>
/// Signs bytes with an algorithm that the toolkit does not have, such as Ed25519 or RSA. Implementations are thread-safe. How the
/// signature is written as text is the recipe's affair.
/// </summary>
public interface IWsSigner
{
    /// <summary>The longest signature that <see cref="Sign"/> writes, in bytes.</summary>
    int MaxSignatureBytes { get; }

    /// <summary>Signs.</summary>
    /// <param name="data">What to sign.</param>
    /// <param name="signature">Receives the signature; <see cref="MaxSignatureBytes"/> long.</param>
    /// <returns>The length of the signature.</returns>
    int Sign(ReadOnlySpan<byte> data, Span<byte> signature);

    /// <summary>Checks a signature, in a time that says nothing of where it differs.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    /// <returns>Whether it is one of this key over these bytes.</returns>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
