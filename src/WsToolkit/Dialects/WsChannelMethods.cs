namespace WsToolkit.Dialects;

/// <summary>The methods about channels, which are the same in every dialect, however it spells them.</summary>
public static class WsChannelMethods
{
    /// <summary>Subscribes to a channel, or to some of its events.</summary>
    public const string Subscribe = "subscribe";

    /// <summary>Ends a subscription.</summary>
    public const string Unsubscribe = "unsubscribe";

    /// <summary>Publishes a message.</summary>
    public const string Publish = "publish";

    /// <summary>Whether a method is <see cref="Subscribe"/>.</summary>
    /// <param name="method">The method's name in UTF-8.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsSubscribe(ReadOnlySpan<byte> method) => method.SequenceEqual("subscribe"u8);

    /// <summary>Whether a method is <see cref="Unsubscribe"/>.</summary>
    /// <param name="method">The method's name in UTF-8.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsUnsubscribe(ReadOnlySpan<byte> method) => method.SequenceEqual("unsubscribe"u8);

    /// <summary>Whether a method is <see cref="Publish"/>.</summary>
    /// <param name="method">The method's name in UTF-8.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsPublish(ReadOnlySpan<byte> method) => method.SequenceEqual("publish"u8);
}
