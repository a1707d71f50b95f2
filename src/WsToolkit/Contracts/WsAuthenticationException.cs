namespace WsToolkit;

/// <summary>
/// The login at the start of a connection failed: the other end refused it, or is not who it should be. Thrown by authenticators; a client
/// that sees it does not
/// reconnect.
/// </summary>
public sealed class WsAuthenticationException : WsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A text for people. On a server it travels, as the reason of the close frame.</param>
    /// <param name="innerException">The cause. It never travels.</param>
    public WsAuthenticationException(string message, Exception? innerException = null)
        : base(WsErrorCodes.Unauthorized, message, innerException)
    {
    }
}
