namespace WsToolkit.Sessions;

/// <summary>The other end broke the WebSocket protocol or a limit, so that the connection has to be closed.</summary>
public sealed class WsTransportException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="closeCode">The code to close with.</param>
    /// <param name="message">What happened; it travels as the reason.</param>
    /// <param name="innerException">The cause.</param>
    public WsTransportException(WsCloseCode closeCode, string message, Exception? innerException = null)
        : base(message, innerException) => CloseCode = closeCode;

    /// <summary>The code to close with.</summary>
    public WsCloseCode CloseCode { get; }
}
