using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ChatSample.Accounts;

/// <summary>
/// Takes the tokens of <see cref="TokenSigner"/> as bearers of a request. This one class serves both doors, the upgrade to a WebSocket and
/// <c>change_user</c>: the toolkit asks the application's authentication in all cases.
/// </summary>
public sealed class TokenAuthentication(
    TokenSigner tokens, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    public const string RootIdClaim = "root_id";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        return base.HandleChallengeAsync(properties);
    }

    private AuthenticateResult Authenticate()
    {
        const string Prefix = SchemeName + " ";
        var header = Request.Headers[HeaderNames.Authorization].ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (tokens.Read(header[Prefix.Length..].Trim()) is not { } token)
        {
            return AuthenticateResult.Fail("The token is not valid.");
        }

        Claim[] claims = [new(ClaimTypes.NameIdentifier, token.Id), new(ClaimTypes.Name, token.Email), new(RootIdClaim, token.RootId)];
        var user = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));

        // From here the toolkit knows how long a connection may go on as this user.
        return AuthenticateResult.Success(
            new AuthenticationTicket(user, new AuthenticationProperties { ExpiresUtc = token.Expires }, SchemeName));
    }
}
