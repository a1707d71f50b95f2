using System.Security.Claims;
using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>The options of an endpoint's walkers, beside those of its connections and calls. Every bound is per connection.</summary>
public sealed class WsWalkerOptions
{
    /// <summary>The id of everybody who has not been authenticated. Default: <c>n::000000000000000000000001</c>.</summary>
    public string PublicUserId { get; set; } = "n::000000000000000000000001";

    /// <summary>
    /// Gives the id under which a user is notified; only asked for authenticated ones. <see langword="null"/> stands for
    /// <see cref="PublicUserId"/>. Default: the claim <see cref="ClaimTypes.NameIdentifier"/>, else <c>sub</c>, else the user's name.
    /// </summary>
    public Func<ClaimsPrincipal, string?> UserId { get; set; } = static user
        => user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? user.Identity?.Name;

    /// <summary>
    /// Tells whose token it is that a client sends with <c>change_user</c>. Default: <see langword="null"/>, the one among the
    /// application's
    /// services; without any, no token is valid.
    /// </summary>
    public IWsTokenAuthenticator? TokenAuthenticator { get; set; }

    /// <summary>
    /// Whether the upgrade to a WebSocket may carry its token in the query, as <c>?access_token=</c>, for browsers, which cannot set
    /// headers
    /// (RFC 6750, section 2.3). Addresses end up in logs, so <c>change_user</c> is better where it will do. Default: <see
    /// langword="false"/>.
    /// </summary>
    public bool AccessTokenInQuery { get; set; }

    /// <summary>
    /// Whether the connection is closed with 1008 when its user's authentication expires; otherwise it goes on as the public user's, and is
    /// told so. Default: <see langword="false"/>.
    /// </summary>
    public bool CloseWhenExpired { get; set; }

    /// <summary>
    /// Decides whether a client's own notification of others is passed on. Default: <see langword="null"/>, none is.
    /// </summary>
    public Func<WsNotificationRequest, ValueTask<bool>>? AuthorizeNotification { get; set; }

    /// <summary>
    /// Whether a client's own notifications are passed on exactly as they are, without their sender, as the original does. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool ForwardVerbatim { get; set; }

    /// <summary>The ids that a client may name in one notification. Default: 100.</summary>
    public int MaxIdsPerNotification { get; set; } = 100;

    /// <summary>The longest id that is taken from a client, in UTF-16 characters. Default: 256.</summary>
    public int MaxIdLength { get; set; } = 256;

    /// <summary>The largest message that a client may have passed on to others, in bytes. Default: 64 KiB.</summary>
    public int MaxNotificationBytes { get; set; } = 64 * 1024;

    /// <summary>The largest reply of a walker that is collected before it is sent, in encoded bytes. Default: 1 MiB.</summary>
    public int MaxReplyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// What happens to a connection whose notifications wait in too great a number: <see cref="WsSlowConsumer.Disconnect"/> (with 1013) or
    /// <see cref="WsSlowConsumer.DropOldest"/>. Nobody else waits for it. Default: <see cref="WsSlowConsumer.Disconnect"/>.
    /// </summary>
    public WsSlowConsumer SlowReceiver { get; set; } = WsSlowConsumer.Disconnect;

    /// <summary>Notifications that may wait for room in the connection's send queue. Default: 256.</summary>
    public int NotificationQueueMessages { get; set; } = 256;

    /// <summary>Bytes of notifications that may wait for room in the connection's send queue. Default: 1 MiB.</summary>
    public long NotificationQueueBytes { get; set; } = 1024 * 1024;

    /// <summary>Refuses values that cannot work.</summary>
    internal void Validate()
    {
        OptionCheck.AtLeast(MaxIdsPerNotification, 1, nameof(MaxIdsPerNotification));
        OptionCheck.AtLeast(MaxIdLength, 1, nameof(MaxIdLength));
        OptionCheck.AtLeast(MaxNotificationBytes, 1, nameof(MaxNotificationBytes));
        OptionCheck.AtLeast(MaxReplyBytes, 1, nameof(MaxReplyBytes));
        OptionCheck.AtLeast(NotificationQueueMessages, 1, nameof(NotificationQueueMessages));
        OptionCheck.AtLeast(NotificationQueueBytes, 1, nameof(NotificationQueueBytes));
        if (SlowReceiver is not (WsSlowConsumer.Disconnect or WsSlowConsumer.DropOldest))
        {
            throw new ArgumentOutOfRangeException(nameof(SlowReceiver), SlowReceiver, "Only Disconnect and DropOldest.");
        }

        if (string.IsNullOrEmpty(PublicUserId) || UserId is null)
        {
            throw new InvalidOperationException("PublicUserId and UserId have to be set.");
        }
    }

    /// <summary>A copy that can be changed without changing these options.</summary>
    /// <returns>The copy.</returns>
    internal WsWalkerOptions Clone() => (WsWalkerOptions)MemberwiseClone();
}
