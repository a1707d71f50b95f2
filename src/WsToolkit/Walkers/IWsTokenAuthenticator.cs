using System.Security.Claims;

namespace WsToolkit;

/// <summary>
/// Tells whose token it is that a client sends with <c>change_user</c>. Taken from <see cref="WsWalkerOptions.TokenAuthenticator"/>, else
/// from
/// the application's services. Thread-safe.
/// </summary>
public interface IWsTokenAuthenticator
{
    /// <summary>Checks a token.</summary>
    /// <param name="connection">The connection that it came over.</param>
    /// <param name="token">The token, without <c>Bearer</c>. Not to be logged.</param>
    /// <param name="cancellationToken">Cancelled when the connection is lost.</param>
    /// <returns>Whose it is; <see langword="null"/> when it is not valid or has expired.</returns>
    ValueTask<WsTokenUser?> AuthenticateAsync(WsConnection connection, string token, CancellationToken cancellationToken);
}

/// <summary>Who a token has authenticated.</summary>
/// <param name="User">The user.</param>
/// <param name="Expires">Until when; <see langword="null"/> for ever.</param>
public sealed record WsTokenUser(ClaimsPrincipal User, DateTimeOffset? Expires = null);
