using System.Security.Claims;

namespace WsToolkit.Walkers;

/// <summary>Users and their ids.</summary>
internal static class WalkerUsers
{
    /// <summary>Nobody in particular.</summary>
    public static ClaimsPrincipal Public() => new(new ClaimsIdentity());

    public static bool IsAuthenticated(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true;

    /// <summary>The id under which a user is notified.</summary>
    public static string IdOf(ClaimsPrincipal user, WsWalkerOptions options)
        => IsAuthenticated(user) ? options.UserId(user) ?? options.PublicUserId : options.PublicUserId;
}
