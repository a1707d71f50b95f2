namespace WsToolkit.Server;

/// <summary>Checks what the authorization attributes of a contract demand. Implemented by the hosting framework; thread-safe.</summary>
public interface IWsAuthorizer
{
    /// <summary>Checks, once when the endpoint is built, that the authorization of a method can be checked at all.</summary>
    /// <param name="method">A method that demands authorization.</param>
    /// <exception cref="InvalidOperationException">It cannot, because a policy does not exist, for example; the message names the method.</exception>
    void Require(Rpc.WsMethod method);

    /// <summary>Checks one call to a method that demands authorization.</summary>
    /// <param name="context">The call. Its method's metadata has the attributes.</param>
    /// <returns>What the check came to.</returns>
    ValueTask<WsAuthorizationResult> AuthorizeAsync(WsCallContext context);
}

/// <summary>What an authorization check came to.</summary>
public enum WsAuthorizationResult
{
    /// <summary>The call may be made.</summary>
    Allowed,

    /// <summary>The caller has to authenticate first: <see cref="WsErrorCodes.Unauthorized"/>.</summary>
    Unauthorized,

    /// <summary>The caller is known, and may not make the call: <see cref="WsErrorCodes.Forbidden"/>.</summary>
    Forbidden,
}
