namespace WsToolkit.Dialects;

/// <summary>
/// The client's end of a login with a token as the first request of a connection. Everything else waits for the answer. Immutable.
/// </summary>
/// <param name="GetToken">Gives the token for a connection, anew for each; never logged.</param>
public sealed record FixedHeaderLogin(Func<CancellationToken, ValueTask<string>> GetToken)
{
    /// <summary>The action of the request. Default: <c>0718</c>.</summary>
    public string Action { get; init; } = "0718";

    /// <summary>The member of the body that holds the token. Default: <c>Token</c>.</summary>
    public string Member { get; init; } = "Token";
}
