namespace WsToolkit;

/// <summary>The three ids under which a connection of walkers can be notified.</summary>
/// <param name="ClientId">The connection's own: <c>&lt;Unix seconds&gt;:&lt;32 hexadecimal digits&gt;</c>.</param>
/// <param name="UserId">Its user's; several connections can have it.</param>
/// <param name="ChannelId">
/// Its channel's, a group of connections: what the client has asked for when it connected, else one of its own.
/// </param>
public sealed record WsWalkerIdentity(string ClientId, string UserId, string ChannelId);
