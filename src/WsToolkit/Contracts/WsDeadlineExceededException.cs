namespace WsToolkit;

/// <summary>The call did not end within its deadline. The other end has been told, and cancels it.</summary>
public sealed class WsDeadlineExceededException : WsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">A text for people.</param>
    public WsDeadlineExceededException(string message = "The call did not end within its deadline.")
        : base(WsErrorCodes.DeadlineExceeded, message)
    {
    }
}
