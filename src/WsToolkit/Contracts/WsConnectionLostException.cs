namespace WsToolkit;

/// <summary>The connection ended while a call or stream was in flight, or had ended before it began. Whether the other end ran the call is unknown.</summary>
public sealed class WsConnectionLostException : WsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="close">How the connection ended.</param>
    /// <param name="innerException">The failure of the transport, when there was one.</param>
    public WsConnectionLostException(WsCloseInfo close, Exception? innerException = null)
        : base(WsErrorCodes.ConnectionLost, $"The connection was lost ({close}).", innerException) => Close = close;

    internal WsConnectionLostException(string message, WsCloseInfo close, Exception? innerException)
        : base(WsErrorCodes.ConnectionLost, message, innerException) => Close = close;

    /// <summary>How the connection ended.</summary>
    public WsCloseInfo Close { get; }
}
