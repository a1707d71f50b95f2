using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Rpc;
using WsToolkit.Server;

namespace WsToolkit.AspNetCore;

/// <summary>Checks <c>[Authorize]</c> and <c>[AllowAnonymous]</c> of services and methods with the application's policies.</summary>
internal sealed class PolicyAuthorizer(IAuthorizationPolicyProvider policies) : IWsAuthorizer
{
    private readonly PolicyCache _policies = new(policies);

    public void Require(WsMethod method) => _policies.Require(method, method.MemberName, method.Metadata);

    public async ValueTask<WsAuthorizationResult> AuthorizeAsync(WsCallContext context)
    {
        var method = context.Method!;
        var policy = await _policies.GetAsync(method, method.MemberName, method.Metadata).ConfigureAwait(false);

        // From the call's own scope: an application's authorization handlers may be scoped, as one that asks a database is.
        var authorization = context.Services.GetRequiredService<IAuthorizationService>();
        var result = await authorization.AuthorizeAsync(context.User, context, policy).ConfigureAwait(false);
        if (result.Succeeded)
        {
            return WsAuthorizationResult.Allowed;
        }

        return context.User.Identity?.IsAuthenticated == true ? WsAuthorizationResult.Forbidden : WsAuthorizationResult.Unauthorized;
    }
}
