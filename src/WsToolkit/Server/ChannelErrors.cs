using WsToolkit.Rpc;

namespace WsToolkit.Server;

/// <summary>The errors of the toolkit's own methods for channels.</summary>
internal static class ChannelErrors
{
    public const string InvalidChannel = "Invalid channel";
    public const string CannotPublish = "Cannot publish to channel";

    public static WsException NoChannel(string text) => RpcErrors.InvalidArguments("channel", text);

    public static WsException Forbidden(string text) => OnChannel(WsErrorCodes.Forbidden, text);

    /// <summary>A refusal in the application's own words.</summary>
    public static WsException Refused(WsException refusal, string text)
    {
        var errors = new Dictionary<string, string>(refusal.Errors);
        errors.TryAdd("channel", text);
        return new WsException(refusal.Code, refusal.Message, errors, refusal);
    }

    public static WsException Unauthorized(string text) => OnChannel(WsErrorCodes.Unauthorized, text);

    public static WsException BadPattern() => RpcErrors.InvalidArguments("event", "not a valid pattern");

    public static WsException TooManySubscriptions(int limit) => OnChannel(WsErrorCodes.TooLarge, $"more than {limit} subscriptions");

    public static WsException SnapshotTooLarge() => OnChannel(WsErrorCodes.TooLarge, "its snapshot is too large");

    private static WsException OnChannel(string code, string text)
        => new(code, RpcErrors.InvalidParameters, new Dictionary<string, string> { ["channel"] = text });
}
