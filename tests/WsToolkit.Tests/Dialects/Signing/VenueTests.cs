using System.Security.Cryptography;
using System.Text;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Tests.Dialects.Signing;

/// <summary>Each recipe against a signature that is computed here without it.</summary>
public class VenueTests
{
    private const string Secret = "c2VjcmV0LWtleS1vZi1hLXZlbnVl";
    private static readonly byte[] SecretBytes = Encoding.UTF8.GetBytes(Secret);
    private static readonly WsCredentials Credentials = new("k\"1", Secret, [new("passphrase", "p"), new("token", "a b")]);

    [Fact]
    public void Okx() => Assert.Equal(
        $$"""{"op":"login","args":[{"apiKey":"k\"1","passphrase":"p","timestamp":"1732526400","sign":"{{Base64(HMACSHA256.HashData(SecretBytes, "1732526400GET/users/self/verify"u8))}}"}]}""",
        Login(Venues.Okx, "1732526400"));

    [Fact]
    public void Bybit() => Assert.Equal(
        $$"""{"op":"auth","args":["k\"1",1732526410000,"{{Hex(HMACSHA256.HashData(SecretBytes, "GET/realtime1732526410000"u8))}}"]}""",
        Login(Venues.Bybit, "1732526410000"));

    [Fact]
    public void Binance()
    {
        Assert.Equal(
            $$$"""{"id":"login","method":"session.logon","params":{"apiKey":"k\"1","timestamp":17,"signature":"{{{Hex(HMACSHA256.HashData(SecretBytes, "apiKey=k\"1&timestamp=17"u8))}}}"}}""",
            Login(Venues.BinanceApi, "17"));

        var expected = Hex(HMACSHA256.HashData(SecretBytes, "apiKey=k\"1&newOrder=é\"&price=0.10&quantity=1e1&symbol=BTCUSDT&timestamp=17"u8));
        Assert.Equal(expected, Sign(Venues.BinanceApi, "17", body: """{"symbol":"BTCUSDT", "price":"0.10", "signature":"x", "newOrder":"\u00e9\"", "quantity":1e1}"""));
    }

    [Fact]
    public void Kraken_futures()
    {
        var expected = Base64(HMACSHA512.HashData(Convert.FromBase64String(Secret), SHA256.HashData("c-1"u8)));
        var signer = new WsMessageSigner(Venues.KrakenFutures, Credentials);
        Assert.Equal(expected, signer.Sign(new WsSigningInput { Challenge = "c-1"u8 }));
        Assert.Equal(
            $$"""
            "api_key":"k\"1","original_challenge":"c-1","signed_challenge":"{{expected}}"
            """,
            Members(Venues.KrakenFutures, new TemplateValues { Challenge = "c-1"u8 }));
    }

    [Fact]
    public void Bitfinex() => Assert.Equal(
        $$"""{"event":"auth","apiKey":"k\"1","authPayload":"AUTH123","authSig":"{{Hex(HMACSHA384.HashData(SecretBytes, "AUTH123"u8))}}","authNonce":"123"}""",
        Login(Venues.Bitfinex, "1", "123"));

    [Fact]
    public void Gate()
    {
        Assert.Contains(
            $$$""" "timestamp":"17","signature":"{{{Hex(HMACSHA512.HashData(SecretBytes, "api\nspot.login\n\n17"u8))}}}"}}""".TrimStart(), Login(Venues.Gate, "17"));
        Assert.Equal(
            Hex(HMACSHA512.HashData(SecretBytes, "api\nspot.order_place\n{\"a\":1}\n17"u8)),
            Sign(Venues.Gate with { Text = "api\n{method}\n{body}\n{ts}" }, "17", method: "spot.order_place", body: """{"a":1}"""));
        Assert.Equal(
            $$"""
            "time":17,"auth":{"method":"api_key","KEY":"k\"1","SIGN":"{{Hex(HMACSHA512.HashData(SecretBytes, "channel=spot.orders&event=subscribe&time=17"u8))}}"}
            """,
            Members(Venues.GateSubscribe, new TemplateValues { Timestamp = "17"u8, Channel = "spot.orders"u8 }));
    }

    [Fact]
    public void Deribit() => Assert.Contains(
        $"\"signature\":\"{Hex(HMACSHA256.HashData(SecretBytes, "17\nabc\n"u8))}\"", Login(Venues.Deribit, "17", "abc"));

    [Fact]
    public void BitMart() => Assert.Equal(
        Hex(HMACSHA256.HashData(SecretBytes, "17#p#bitmart.WebSocket"u8)), Sign(Venues.BitMart with { Text = "{ts}#{passphrase}#bitmart.WebSocket", Login = null }, "17"));

    [Fact]
    public void Coinbase_international()
    {
        var expected = Base64(HMACSHA256.HashData(Convert.FromBase64String(Secret), "17k\"1CBINTLMDp"u8));
        Assert.Equal(
            $$"""
            "time":"17","key":"k\"1","passphrase":"p","signature":"{{expected}}"
            """,
            Members(Venues.CoinbaseIntx, new TemplateValues { Timestamp = "17"u8 }));
    }

    [Fact]
    public void Bitvavo() => Assert.Contains(Hex(HMACSHA256.HashData(SecretBytes, "17GET/v2/websocket"u8)), Login(Venues.Bitvavo, "17"));

    [Fact]
    public void Ripio() => Assert.Equal(
        Hex(HMACSHA256.HashData(SecretBytes, "17{\"pair\":\"BTC_BRL\"}"u8)), Sign(Venues.Ripio, "17", body: """{"pair":"BTC_BRL"}"""));

    [Fact]
    public void A_token_needs_no_signature()
    {
        var signer = new WsMessageSigner(Venues.ListenKey, Credentials);
        Assert.Equal("listenKey=a%20b", signer.CreateQuery(WsStamp.Of("17")));
        Assert.Equal("\"token\":\"a b\"", Members(Venues.ListenKey, default));
    }

    [Fact]
    public void Headers_of_the_handshake_can_be_signed()
    {
        var recipe = new WsSigningRecipe
        {
            Text = "GET{path}{ts}",
            Path = "/ws",
            When = WsSignWhen.Never,
            Headers = new Dictionary<string, string> { ["X-API-KEY"] = "{key}", ["X-API-SIGN"] = "{sig}" },
        };
        var headers = new WsMessageSigner(recipe, Credentials).CreateHeaders(WsStamp.Of("17"));
        Assert.Equal([new("X-API-KEY", "k\"1"), new("X-API-SIGN", Hex(HMACSHA256.HashData(SecretBytes, "GET/ws17"u8)))], headers);
    }

    [Fact]
    public void A_plug_in_signs_with_another_algorithm()
    {
        using var rsa = RSA.Create(2048);
        var recipe = Venues.BinanceApi with { Signer = (_, _) => new RsaSigner(rsa), Encoding = WsSignatureEncoding.Base64 };
        var signer = new WsMessageSigner(recipe, Credentials);
        var input = new WsSigningInput { Timestamp = "17"u8, IsLogin = true };
        var signature = signer.Sign(in input);

        Assert.True(rsa.VerifyData("apiKey=k\"1&timestamp=17"u8, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.True(signer.Verify(in input, Encoding.ASCII.GetBytes(signature)));
        Assert.False(signer.Verify(new WsSigningInput { Timestamp = "18"u8, IsLogin = true }, Encoding.ASCII.GetBytes(signature)));
        Assert.False(signer.Verify(in input, "not base64!"u8));
    }

    private static string Login(WsSigningRecipe recipe, string timestamp, string nonce = "")
        => Encoding.UTF8.GetString(new WsMessageSigner(recipe, Credentials).CreateLogin(WsStamp.Of(timestamp, nonce)));

    private static string Sign(WsSigningRecipe recipe, string timestamp, string method = "", string body = "")
        => new WsMessageSigner(recipe, Credentials).Sign(new WsSigningInput
        {
            Timestamp = Encoding.UTF8.GetBytes(timestamp),
            Method = Encoding.UTF8.GetBytes(method),
            Body = Encoding.UTF8.GetBytes(body),
        });

    private static string Members(WsSigningRecipe recipe, TemplateValues values)
    {
        using var output = ScratchBuffer.Rent();
        new WsMessageSigner(recipe, Credentials).Write(output, recipe.MembersTemplate, values, isLogin: false);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static string Hex(byte[] mac) => Convert.ToHexString(mac).ToLowerInvariant();

    private static string Base64(byte[] mac) => Convert.ToBase64String(mac);

    private sealed class RsaSigner(RSA rsa) : IWsSigner
    {
        public int MaxSignatureBytes => rsa.KeySize / 8;

        public int Sign(ReadOnlySpan<byte> data, Span<byte> signature)
            => rsa.SignData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
            => rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
