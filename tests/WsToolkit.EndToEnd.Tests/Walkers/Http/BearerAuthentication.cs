using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>
/// Believes <c>Authorization: Bearer name</c>, <c>name,role,role</c> and <c>name,role;seconds</c> until the token expires; everything that
/// begins with <c>bad</c> is no token.
/// </summary>
internal sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public static void Add(IServiceCollection services)
        => services.AddAuthentication("bearer").AddScheme<AuthenticationSchemeOptions, BearerAuthentication>("bearer", null);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        const string Prefix = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (header[Prefix.Length..].Trim() is not { Length: > 0 } token || token.StartsWith("bad", StringComparison.Ordinal))
        {
            return Task.FromResult(AuthenticateResult.Fail("bad token"));
        }

        var parts = token.Split(';');
        var names = parts[0].Split(',');
        Claim[] claims =
        [
            new(ClaimTypes.NameIdentifier, "id-" + names[0]), new(ClaimTypes.Name, names[0]),
            .. names.Skip(1).Select(role => new Claim(ClaimTypes.Role, role)),
        ];
        var properties = new AuthenticationProperties();
        if (parts.Length > 1)
        {
            properties.ExpiresUtc = TimeProvider.GetUtcNow().AddSeconds(int.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity(claims, "bearer"));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, properties, Scheme.Name)));
    }
}
