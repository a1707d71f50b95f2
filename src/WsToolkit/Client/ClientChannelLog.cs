using Microsoft.Extensions.Logging;

namespace WsToolkit.Client;

internal static partial class ClientChannelLog
{
    [LoggerMessage(420, LogLevel.Error, "The handler of a subscription to {Channel} failed")]
    public static partial void ChannelHandlerFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(421, LogLevel.Warning, "A message of {Channel} cannot be read")]
    public static partial void ChannelMessageUnreadable(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(422, LogLevel.Warning, "Messages of {Channel} may have been missed: {Reason}, {Missed}")]
    public static partial void ChannelDiscontinuity(this ILogger logger, string channel, WsDiscontinuityReason reason, long? missed);

    [LoggerMessage(423, LogLevel.Warning, "A subscription to {Channel} could not be restored")]
    public static partial void SubscriptionNotRestored(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(424, LogLevel.Error, "The handler of discontinuities of {Channel} failed")]
    public static partial void DiscontinuityHandlerFailed(this ILogger logger, Exception exception, string channel);
}
