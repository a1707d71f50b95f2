using WsToolkit.Dialects.Signing;

namespace WsToolkit.Tests.Dialects.Signing;

/// <summary>How services out there want to be signed to. Each is one recipe.</summary>
internal static class Venues
{
    public static WsSigningRecipe Okx { get; } = new()
    {
        Text = "{ts}GET/users/self/verify",
        Timestamp = WsTimestampFormat.Seconds,
        Encoding = WsSignatureEncoding.Base64,
        Login = """{"op":"login","args":[{"apiKey":"{key}","passphrase":"{passphrase}","timestamp":"{ts}","sign":"{sig}"}]}""",
    };

    public static WsSigningRecipe Bybit { get; } = new()
    {
        Text = "GET/realtime{ts}",
        TimestampOffset = TimeSpan.FromSeconds(10),
        Login = """{"op":"auth","args":["{key}",{ts},"{sig}"]}""",
    };

    public static WsSigningRecipe BinanceApi { get; } = new()
    {
        Text = "{params}",
        Parameters = new Dictionary<string, string> { ["apiKey"] = "{key}", ["timestamp"] = "{ts}" },
        When = WsSignWhen.Login | WsSignWhen.Calls,
        Login = """{"id":"login","method":"session.logon","params":{"apiKey":"{key}","timestamp":{ts},"signature":"{sig}"}}""",
        Members = """
            "apiKey":"{key}","timestamp":{ts},"signature":"{sig}"
            """,
    };

    public static WsSigningRecipe KrakenFutures { get; } = new()
    {
        Text = "{challenge:sha256:raw}",
        Secret = WsSecretEncoding.Base64,
        Mac = WsMac.HmacSha512,
        Encoding = WsSignatureEncoding.Base64,
        When = WsSignWhen.Subscribes,
        Members = """
            "api_key":"{key}","original_challenge":"{challenge}","signed_challenge":"{sig}"
            """,
    };

    public static WsSigningRecipe Bitfinex { get; } = new()
    {
        Text = "AUTH{nonce}",
        Nonce = WsNonce.Microseconds(),
        Mac = WsMac.HmacSha384,
        Login = """{"event":"auth","apiKey":"{key}","authPayload":"AUTH{nonce}","authSig":"{sig}","authNonce":"{nonce}"}""",
    };

    public static WsSigningRecipe Gate { get; } = new()
    {
        Text = "api\nspot.login\n{body}\n{ts}",
        Timestamp = WsTimestampFormat.Seconds,
        Mac = WsMac.HmacSha512,
        Login = """
            {"time":{ts},"channel":"spot.login","event":"api","payload":{"req_id":"1","api_key":"{key}","timestamp":"{ts}","signature":"{sig}"}}
            """,
    };

    public static WsSigningRecipe GateSubscribe { get; } = new()
    {
        Text = "channel={channel}&event=subscribe&time={ts}",
        Timestamp = WsTimestampFormat.Seconds,
        Mac = WsMac.HmacSha512,
        When = WsSignWhen.Subscribes,
        Members = """
            "time":{ts},"auth":{"method":"api_key","KEY":"{key}","SIGN":"{sig}"}
            """,
    };

    public static WsSigningRecipe Deribit { get; } = new()
    {
        Text = "{ts}\n{nonce}\n",
        Login = """
            {"jsonrpc":"2.0","id":0,"method":"public/auth","params":{"grant_type":"client_signature","client_id":"{key}","timestamp":{ts},"nonce":"{nonce}","data":"","signature":"{sig}"}}
            """,
    };

    public static WsSigningRecipe BitMart { get; } = new()
    {
        Text = "{ts}#{memo}#bitmart.WebSocket",
        Login = """{"op":"login","args":["{key}","{ts}","{sig}"]}""",
    };

    public static WsSigningRecipe CoinbaseIntx { get; } = new()
    {
        Text = "{ts}{key}CBINTLMD{passphrase}",
        Timestamp = WsTimestampFormat.Seconds,
        Secret = WsSecretEncoding.Base64,
        Encoding = WsSignatureEncoding.Base64,
        When = WsSignWhen.Subscribes,
        Members = """
            "time":"{ts}","key":"{key}","passphrase":"{passphrase}","signature":"{sig}"
            """,
    };

    public static WsSigningRecipe Bitvavo { get; } = new()
    {
        Text = "{ts}GET/v2/websocket",
        Login = """{"action":"authenticate","key":"{key}","signature":"{sig}","timestamp":{ts}}""",
    };

    public static WsSigningRecipe Ripio { get; } = new()
    {
        Text = "{ts}{body}",
        When = WsSignWhen.Calls,
        Members = """
            "timestamp":{ts},"signature":"{sig}"
            """,
    };

    /// <summary>Nothing is signed: what another interface gave goes along.</summary>
    public static WsSigningRecipe ListenKey { get; } = new()
    {
        When = WsSignWhen.Subscribes,
        Query = new Dictionary<string, string> { ["listenKey"] = "{token}" },
        Members = """
            "token":"{token}"
            """,
    };
}
