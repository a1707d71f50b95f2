using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>
/// Signed operations, the protocol of TheOne's broker interface: <c>{"op":"swap","ts":…,"nonce":"…","sig":"…","data":{…}}</c>. There are
/// no ids:
/// the first call of an operation is answered first, and an error says nothing of what it is about. <c>docs/dialects-signed.md</c> has
/// all of it.
/// </summary>
public static class SignedDialect
{
    /// <summary>The description, to be changed with <c>with</c> where a service differs.</summary>
    public static WsEnvelopeDescription Description { get; } = new()
    {
        Name = "signed",
        Correlation = WsCorrelation.Method,
        Method = "op",
        Payload = "data",
        Result = "data",
        Channel = "ch",
        IsPush = "ch !op",
        IsResponse = "op",
        IsSubscribe = "op=subscribe",
        IsUnsubscribe = "op=unsubscribe",
        Call = """{"op":"{method}",{signed},"data":{body}}""",
        Subscribe = """{"op":"subscribe","ch":"{channel}"}""",
        Unsubscribe = """{"op":"unsubscribe","ch":"{channel}"}""",
        Response = """{"op":"{method}","data":{body}}""",
        Failure = """{"error":"{error}"}""",
        Subscribed = """{"op":"subscribe","ch":"{channel}","data":{"status":"subscribed"}}""",
        Unsubscribed = """{"op":"unsubscribe","ch":"{channel}","data":{"status":"unsubscribed"}}""",
        Push = """{"ch":"{channel}","data":{body}}""",
        ErrorTexts = new Dictionary<string, string>
        {
            [WsSigningErrorCodes.NotAuthenticated] = "Not authenticated",
            [WsErrorCodes.Unauthorized] = "Not authenticated",
            [WsSigningErrorCodes.AlreadyAuthenticated] = "Already authenticated",
            [WsSigningErrorCodes.InvalidSignature] = "Invalid signature",
            [WsSigningErrorCodes.InvalidKey] = "Invalid API key",
            [WsSigningErrorCodes.OutsideWindow] = "Request timestamp outside allowed window",
            [WsSigningErrorCodes.NonceUsed] = "Nonce has already been used or is expired",
            [WsSigningErrorCodes.InvalidChannel] = "Invalid channel format",
            [WsErrorCodes.MethodNotFound] = "Unknown operation: {method}",
        },
        Signing = WsSigningRecipe.SignedOperations,
        IsLogin = "op=auth",
        IsLoggedIn = "op=auth !error",
        LoggedIn = """{"op":"auth","data":{"status":"authenticated"}}""",
        MaxMessageBytes = 64 * 1024,
    };

    /// <summary>The dialect of a client.</summary>
    /// <param name="credentials">Whose key it is.</param>
    /// <param name="oneCallInFlight">
    /// Whether a call waits until those before it have been answered. It is then certain which call an error belongs to. Default:
    /// <see langword="false"/>.
    /// </param>
    /// <returns>The dialect.</returns>
    public static DescribedDialect ForClient(WsCredentials credentials, bool oneCallInFlight = false)
        => DescribedDialect.ForClient(Description, new WsDescribedClientOptions { Credentials = credentials, OneCallInFlight = oneCallInFlight });

    /// <summary>
    /// The dialect of a server. Signatures with the key that clients derive from the secret and with the secret itself are both accepted.
    /// </summary>
    /// <param name="findSecret">Finds the secret of a key.</param>
    /// <returns>The dialect.</returns>
    public static DescribedDialect ForServer(WsSecretLookup findSecret) => DescribedDialect.ForServer(Description, ServerOptions(findSecret));

    /// <summary>What <see cref="ForServer"/> begins with, for those who want to change something.</summary>
    /// <param name="findSecret">Finds the secret of a key.</param>
    /// <returns>New options.</returns>
    public static WsDescribedServerOptions ServerOptions(WsSecretLookup findSecret) => new()
    {
        FindSecret = findSecret,
        KeyDerivations = [WsKeyDerivation.Sha256Base64Url, WsKeyDerivation.None],
    };
}
