using Microsoft.Extensions.Logging;

namespace WsToolkit.Sessions;

internal static partial class SessionLog
{
    [LoggerMessage(100, LogLevel.Error, "The connection's read loop failed")]
    public static partial void ReadLoopFailed(this ILogger logger, Exception exception);

    [LoggerMessage(101, LogLevel.Warning, "A callback that was registered for the end of the connection failed")]
    public static partial void ClosedCallbackFailed(this ILogger logger, Exception exception);

    [LoggerMessage(102, LogLevel.Information, "The connection was dropped: the other end did not take or answer what was sent in time")]
    public static partial void PeerTooSlow(this ILogger logger);
}
