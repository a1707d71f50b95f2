using Microsoft.Extensions.Logging;

namespace WsToolkit.Server;

internal static partial class ServerLog
{
    [LoggerMessage(300, LogLevel.Debug, "Connection {ConnectionId} began")]
    public static partial void Connected(this ILogger logger, string connectionId);

    [LoggerMessage(301, LogLevel.Debug, "Connection {ConnectionId} ended: {Close}")]
    public static partial void Disconnected(this ILogger logger, string connectionId, WsCloseInfo close);

    [LoggerMessage(303, LogLevel.Error, "The rate limiter of connection {ConnectionId} failed; the call was refused")]
    public static partial void RateLimiterFailed(this ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(304, LogLevel.Error, "The authenticator failed; connection {ConnectionId} was refused")]
    public static partial void AuthenticatorFailed(this ILogger logger, Exception exception, string connectionId);

    [LoggerMessage(302, LogLevel.Error, "The service's handler of connection {ConnectionId} failed")]
    public static partial void ConnectionHandlerFailed(this ILogger logger, Exception exception, string connectionId);
}
