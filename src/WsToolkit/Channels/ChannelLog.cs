using Microsoft.Extensions.Logging;

namespace WsToolkit.Channels;

internal static partial class ChannelLog
{
    [LoggerMessage(500, LogLevel.Debug, "Channel {Channel} has got its first subscriber")]
    public static partial void TopicBegan(this ILogger logger, string channel);

    [LoggerMessage(501, LogLevel.Debug, "Channel {Channel} has lost its last subscriber")]
    public static partial void TopicEnded(this ILogger logger, string channel);

    [LoggerMessage(502, LogLevel.Error, "What was to run after the last subscriber of {Channel} had gone has failed")]
    public static partial void LastSubscriberFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(503, LogLevel.Error, "The bus could not be told that nobody here listens to {Channel} any more")]
    public static partial void UnsubscribeFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(504, LogLevel.Debug, "A subscriber of {Channel} is too slow: messages are dropped")]
    public static partial void Dropping(this ILogger logger, string channel);

    [LoggerMessage(505, LogLevel.Information, "A subscriber of {Channel} was disconnected for being too slow")]
    public static partial void Disconnected(this ILogger logger, string channel);

    [LoggerMessage(506, LogLevel.Error, "A message of {Channel} could not be handed to a subscriber, whose connection or subscription ends")]
    public static partial void DeliveryFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(507, LogLevel.Error, "The application's handler of messages of {Channel} failed")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(508, LogLevel.Warning, "A message of {Channel} cannot be read; it was passed over")]
    public static partial void Unreadable(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(509, LogLevel.Error, "A message of {Channel} cannot be written; its subscribers miss it")]
    public static partial void Unwritable(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(510, LogLevel.Error, "Something has failed while messages of {Channel} were handed over")]
    public static partial void TurnFailed(this ILogger logger, Exception exception, string channel);

    [LoggerMessage(511, LogLevel.Error, "A snapshot of {Channel} is larger than the server's options allow; its subscriber is refused")]
    public static partial void SnapshotTooLarge(this ILogger logger, string channel);
}
