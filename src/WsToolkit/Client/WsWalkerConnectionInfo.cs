namespace WsToolkit;

/// <summary>What the server says of a connection: its ids, and why its user is another than asked for.</summary>
/// <param name="Identity">The ids under which the connection can be notified.</param>
/// <param name="Error">
/// Why the user is the public one, when that is not what was asked for: the token was not valid, or has expired.
/// </param>
public sealed record WsWalkerConnectionInfo(WsWalkerIdentity Identity, string? Error = null);
