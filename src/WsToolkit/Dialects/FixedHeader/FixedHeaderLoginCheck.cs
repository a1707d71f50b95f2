using System.Security.Claims;

namespace WsToolkit.Dialects;

/// <summary>
/// The server's end of a login with a token as the first request of a connection. A client that the handshake has authenticated, by a token
/// in a header for example, does not need it. Immutable.
/// </summary>
/// <param name="CheckToken">Gives the user that a token stands for, or <see langword="null"/> for none; compare secrets in constant
/// time.</param>
public sealed record FixedHeaderLoginCheck(Func<string, CancellationToken, ValueTask<ClaimsPrincipal?>> CheckToken)
{
    /// <summary>The action of the request. Default: <c>0718</c>.</summary>
    public string Action { get; init; } = "0718";

    /// <summary>The member of the body that holds the token. Default: <c>Token</c>.</summary>
    public string Member { get; init; } = "Token";
}
