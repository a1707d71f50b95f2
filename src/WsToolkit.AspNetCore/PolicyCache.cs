using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;

namespace WsToolkit.AspNetCore;

/// <summary>The application's policies that the <c>[Authorize]</c>s of methods and walkers come to.</summary>
internal sealed class PolicyCache(IAuthorizationPolicyProvider policies)
{
    private readonly ConcurrentDictionary<object, AuthorizationPolicy> _policies = new();

    /// <summary>Checks, while the application starts, that a policy can be had.</summary>
    /// <exception cref="InvalidOperationException">It cannot; the message names the member.</exception>
    public void Require(object key, string memberName, IReadOnlyList<object> metadata)
    {
        if (metadata.OfType<IAuthorizeData>().Any(data => !string.IsNullOrEmpty(data.AuthenticationSchemes)))
        {
            throw new InvalidOperationException(
                $"{memberName} names authentication schemes, but a call is made by the user who was authenticated when the connection "
                + "began. Name the schemes on the endpoint: MapWs(…).RequireAuthorization(…).");
        }

        // There is nothing to wait for: policies are built from the application's options.
        GetAsync(key, memberName, metadata).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Gets the policy of a method or a walker.</summary>
    public async ValueTask<AuthorizationPolicy> GetAsync(object key, string memberName, IReadOnlyList<object> metadata)
    {
        if (_policies.TryGetValue(key, out var known))
        {
            return known;
        }

        AuthorizationPolicy? policy;
        try
        {
            policy = await AuthorizationPolicy.CombineAsync(policies, metadata.OfType<IAuthorizeData>()).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException($"{memberName}: {exception.Message}", exception);
        }

        policy ??= await policies.GetDefaultPolicyAsync().ConfigureAwait(false);
        if (policies.AllowsCachingPolicies)
        {
            _policies[key] = policy;
        }

        return policy;
    }
}
