namespace WsToolkit.Dialects;

/// <summary>
/// The answers to messages that a described dialect does not let through. Made once, so that bad input costs no more than good.
/// </summary>
internal static class DescribedRefusals
{
    public static readonly WsError NotAuthenticated = new(WsSigningErrorCodes.NotAuthenticated, "Not authenticated");
    public static readonly WsError AlreadyAuthenticated = new(WsSigningErrorCodes.AlreadyAuthenticated, "Already authenticated");
    public static readonly WsError InvalidKey = new(WsSigningErrorCodes.InvalidKey, "Invalid key");
    public static readonly WsError InvalidSignature = new(WsSigningErrorCodes.InvalidSignature, "Invalid signature");
    public static readonly WsError OutsideWindow = new(WsSigningErrorCodes.OutsideWindow, "Time stamp outside the window");
    public static readonly WsError NonceUsed = new(WsSigningErrorCodes.NonceUsed, "Nonce has been used");
    public static readonly WsError TooManyNonces = new(WsSigningErrorCodes.TooManyNonces, "Too many requests");
    public static readonly WsError InvalidChannel = new(WsSigningErrorCodes.InvalidChannel, "Invalid channel");
    public static readonly WsError NoMethod = new(WsErrorCodes.InvalidRequest, "Malformed message; method expected");
}
