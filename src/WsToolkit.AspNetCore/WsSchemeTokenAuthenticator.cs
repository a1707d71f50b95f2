using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace WsToolkit.AspNetCore;

/// <summary>
/// Asks an authentication scheme of the application whose token it is that a client sends with <c>change_user</c>, as if it had come as the
/// bearer of a request (RFC 6750, section 2.1). <c>AddWsToolkit</c> registers one for the default scheme. Thread-safe.
/// </summary>
public sealed class WsSchemeTokenAuthenticator : IWsTokenAuthenticator
{
    // As much as Kestrel takes for all headers of a request.
    private const int MaxTokenLength = 32 * 1024;

    private readonly IServiceScopeFactory _scopes;
    private readonly string? _scheme;

    /// <summary>Creates the authenticator.</summary>
    /// <param name="scopes">Opens a scope for each token.</param>
    /// <param name="scheme">The scheme; <see langword="null"/> for the application's default.</param>
    public WsSchemeTokenAuthenticator(IServiceScopeFactory scopes, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        _scopes = scopes;
        _scheme = scheme;
    }

    /// <inheritdoc/>
    public ValueTask<WsTokenUser?> AuthenticateAsync(WsConnection connection, string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(token);
        return AuthenticateAsync(connection.GetHttpContext(), token, cancellationToken);
    }

    /// <summary>Checks a token that came with a request, or over the connection that the request began.</summary>
    internal async ValueTask<WsTokenUser?> AuthenticateAsync(HttpContext? request, string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > MaxTokenLength)
        {
            return null;
        }

        var scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            // Without AddAuthentication nobody can be authenticated.
            if (scope.ServiceProvider.GetService<IAuthenticationService>() is not { } authentication
                || await SchemeAsync(scope.ServiceProvider).ConfigureAwait(false) is not { } scheme)
            {
                return null;
            }

            // A request of its own: the cookies and the header of the first one speak for somebody else.
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
            if (request is not null)
            {
                context.Request.Scheme = request.Request.Scheme;
                context.Request.Host = request.Request.Host;
                context.Request.PathBase = request.Request.PathBase;
                context.Request.Path = request.Request.Path;
                context.Connection.RemoteIpAddress = request.Connection.RemoteIpAddress;
            }

            context.Request.Headers[HeaderNames.Authorization] = "Bearer " + token;
            var result = await authentication.AuthenticateAsync(context, scheme).ConfigureAwait(false);
            return result is { Succeeded: true, Principal: { Identity.IsAuthenticated: true } user }
                ? new WsTokenUser(user, result.Properties?.ExpiresUtc)
                : null;
        }
    }

    private async ValueTask<string?> SchemeAsync(IServiceProvider services)
    {
        var schemes = services.GetRequiredService<IAuthenticationSchemeProvider>();
        return _scheme ?? (await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false))?.Name;
    }
}
