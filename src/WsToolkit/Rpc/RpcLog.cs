using Microsoft.Extensions.Logging;

namespace WsToolkit.Rpc;

internal static partial class RpcLog
{
    [LoggerMessage(200, LogLevel.Error, "The handler of {Method} failed")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string method);

    [LoggerMessage(208, LogLevel.Warning, "The handler of {Method} was cancelled by something other than its caller, its deadline or the connection")]
    public static partial void HandlerCancelledItself(this ILogger logger, Exception exception, string method);

    [LoggerMessage(201, LogLevel.Error, "The result of {Method} cannot be written")]
    public static partial void ResultUnwritable(this ILogger logger, Exception exception, string method);

    [LoggerMessage(202, LogLevel.Debug, "A call to {Method} was refused: {Code}")]
    public static partial void CallRefused(this ILogger logger, string method, string code);

    [LoggerMessage(203, LogLevel.Warning, "Releasing what {Method} used has failed")]
    public static partial void ReleaseFailed(this ILogger logger, Exception exception, string method);

    [LoggerMessage(204, LogLevel.Warning, "A progress report cannot be read")]
    public static partial void ProgressUnreadable(this ILogger logger, Exception exception);

    [LoggerMessage(205, LogLevel.Warning, "The object that receives progress reports has failed")]
    public static partial void ProgressFailed(this ILogger logger, Exception exception);

    [LoggerMessage(206, LogLevel.Warning, "The other end reports an error that answers no call: {Code}: {Error}")]
    public static partial void UnattributedError(this ILogger logger, string code, string error);

    [LoggerMessage(207, LogLevel.Debug, "A malformed message was answered: {Code}")]
    public static partial void MalformedMessage(this ILogger logger, string code);

    [LoggerMessage(213, LogLevel.Warning, "A message of the other end is none of the dialect '{Dialect}' ({Code}: {Error}); do both ends speak the same?")]
    public static partial void ForeignDialect(this ILogger logger, string dialect, string code, string error);

    [LoggerMessage(210, LogLevel.Warning, "A progress report of {Method} cannot be written")]
    public static partial void ProgressUnwritable(this ILogger logger, Exception exception, string method);

    [LoggerMessage(212, LogLevel.Information, "The connection was closed because of how {Method} ended")]
    public static partial void HandlerClosedConnection(this ILogger logger, Exception exception, string method);

    [LoggerMessage(211, LogLevel.Error, "The application's choice of exceptions that close the connection has failed; the call is answered with an error")]
    public static partial void ClosesConnectionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(209, LogLevel.Warning, "The application's handler of errors that answer no call has failed")]
    public static partial void ErrorHandlerFailed(this ILogger logger, Exception exception);
}
