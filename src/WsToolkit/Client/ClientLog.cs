using Microsoft.Extensions.Logging;

namespace WsToolkit.Client;

internal static partial class ClientLog
{
    [LoggerMessage(400, LogLevel.Information, "Connected (attempt {Attempt})")]
    public static partial void Connected(this ILogger logger, int attempt);

    [LoggerMessage(401, LogLevel.Warning, "Not connected: {Disconnect}. Attempt {Attempt} follows in {Delay}")]
    public static partial void Reconnecting(this ILogger logger, WsDisconnect disconnect, int attempt, TimeSpan delay);

    [LoggerMessage(402, LogLevel.Information, "Closed: {Disconnect}")]
    public static partial void Closed(this ILogger logger, WsDisconnect disconnect);

    [LoggerMessage(403, LogLevel.Warning, "Closed after {Attempts} attempts to reconnect: {Disconnect}")]
    public static partial void GaveUp(this ILogger logger, int attempts, WsDisconnect disconnect);

    [LoggerMessage(404, LogLevel.Error, "A handler of the client's changes of state failed")]
    public static partial void StateHandlerFailed(this ILogger logger, Exception exception);

    [LoggerMessage(405, LogLevel.Error, "The application's decision about reconnecting failed; the default was taken")]
    public static partial void DecisionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(406, LogLevel.Information, "The server is going away within {Bound}; new calls wait for the next connection")]
    public static partial void GoingAway(this ILogger logger, TimeSpan bound);

    [LoggerMessage(407, LogLevel.Warning, "A notification {Event} cannot be read")]
    public static partial void NotificationUnreadable(this ILogger logger, Exception exception, string @event);

    [LoggerMessage(408, LogLevel.Error, "A handler of notifications {Event} failed")]
    public static partial void NotificationHandlerFailed(this ILogger logger, Exception exception, string @event);

    [LoggerMessage(409, LogLevel.Warning, "The server did not take the user back after a new connection")]
    public static partial void UserNotRestored(this ILogger logger, Exception exception);
}
