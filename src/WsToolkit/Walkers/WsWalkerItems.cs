namespace WsToolkit.Walkers;

/// <summary>What whoever accepts a connection can tell about it, by keys of <see cref="WsConnection.Items"/>.</summary>
public static class WsWalkerItems
{
    /// <summary>The channel that the client asked for: a <see cref="string"/>. Without it the connection gets one of its own.</summary>
    public static object ChannelId { get; } = new Key("channel id");

    /// <summary>
    /// Until when the user is authenticated: a <see cref="DateTimeOffset"/>. Without it for as long as the connection lives.
    /// </summary>
    public static object UserExpires { get; } = new Key("user expires");

    private sealed record Key(string Name);
}
