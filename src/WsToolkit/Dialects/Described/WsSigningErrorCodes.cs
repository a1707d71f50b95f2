namespace WsToolkit.Dialects;

/// <summary>
/// The codes of the errors that have to do with signatures and logins in messages. A description gives each its text on the wire
/// (<see cref="WsEnvelopeDescription.ErrorTexts"/>), and a client finds the code again by the text.
/// </summary>
public static class WsSigningErrorCodes
{
    /// <summary>A message came before the login.</summary>
    public const string NotAuthenticated = "not_authenticated";

    /// <summary>The connection has logged in already.</summary>
    public const string AlreadyAuthenticated = "already_authenticated";

    /// <summary>No such key.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The signature is not that of the key over the message, or something that is signed is missing.</summary>
    public const string InvalidSignature = "invalid_signature";

    /// <summary>The time stamp is too far from the server's time.</summary>
    public const string OutsideWindow = "outside_window";

    /// <summary>The nonce has been used before.</summary>
    public const string NonceUsed = "nonce_used";

    /// <summary>The server remembers as many nonces as it can and takes no new ones for a while.</summary>
    public const string TooManyNonces = "too_many_nonces";

    /// <summary>There is no such channel.</summary>
    public const string InvalidChannel = "invalid_channel";
}
