using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>Believes the header <c>X-User: name role role …</c>.</summary>
internal sealed class TestAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-User";

    public static void Add(IServiceCollection services)
        => services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestAuthentication>("test", null);

    public static ClaimsPrincipal User(string name, params string[] roles)
        => new(new ClaimsIdentity([new(ClaimTypes.Name, name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], "test"));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, .. var roles])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(User(name, roles), Scheme.Name)));
    }
}
