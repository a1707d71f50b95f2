using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Rpc;
using WsToolkit.Server;

namespace WsToolkit.AspNetCore;

/// <summary>Checks <c>[Authorize]</c> and <c>[AllowAnonymous]</c> of services and methods with the application's policies.</summary>
internal sealed class PolicyAuthorizer(IAuthorizationPolicyProvider policies) : IWsAuthorizer
{
    private readonly ConcurrentDictionary<WsMethod, AuthorizationPolicy> _policies = new();

    public void Require(WsMethod method)
    {
        if (method.Metadata.OfType<IAuthorizeData>().FirstOrDefault(data => !string.IsNullOrEmpty(data.AuthenticationSchemes)) is not null)
        {
            throw new InvalidOperationException(
                $"{method.MemberName} names authentication schemes, but a call is made by the user who was authenticated when the connection began. "
                + "Name the schemes on the endpoint: MapWs(…).RequireAuthorization(…).");
        }

        // Runs while the application starts, where there is nothing to wait for: policies are built from its options.
        GetPolicyAsync(method).AsTask().GetAwaiter().GetResult();
    }

    public async ValueTask<WsAuthorizationResult> AuthorizeAsync(WsCallContext context)
    {
        var policy = await GetPolicyAsync(context.Method!).ConfigureAwait(false);

        // From the call's own scope: an application's authorization handlers may be scoped, as one that asks a database is.
        var authorization = context.Services.GetRequiredService<IAuthorizationService>();
        var result = await authorization.AuthorizeAsync(context.User, context, policy).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return WsAuthorizationResult.Allowed;
        }

        return context.User.Identity?.IsAuthenticated == true ? WsAuthorizationResult.Forbidden : WsAuthorizationResult.Unauthorized;
    }

    private async ValueTask<AuthorizationPolicy> GetPolicyAsync(WsMethod method)
    {
        if (_policies.TryGetValue(method, out var known))
        {
            return known;
        }

        AuthorizationPolicy? policy;
        try
        {
            policy = await AuthorizationPolicy.CombineAsync(policies, method.Metadata.OfType<IAuthorizeData>()).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"{method.MemberName}: {exception.Message}", exception);
        }

        policy ??= await policies.GetDefaultPolicyAsync().ConfigureAwait(false);
        if (policies.AllowsCachingPolicies)
        {
            _policies[method] = policy;
        }

        return policy;
    }
}
