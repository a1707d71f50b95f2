using Microsoft.Extensions.Logging;

namespace WsToolkit.AspNetCore;

internal static partial class DoorLog
{
    [LoggerMessage(400, LogLevel.Warning, "A handshake on {Path} was refused: its origin is not allowed")]
    public static partial void ForeignOrigin(this ILogger logger, string path);

    [LoggerMessage(401, LogLevel.Information, "The connection {Connection} was dropped: it did not begin with a whole handshake in time")]
    public static partial void HandshakeTooSlow(this ILogger logger, string connection);

    [LoggerMessage(402, LogLevel.Error, "The handler of a connection failed")]
    public static partial void FramesHandlerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(403, LogLevel.Error, "The walker {Walker} failed")]
    public static partial void WalkerFailed(this ILogger logger, Exception exception, string walker);
}
