using System.Text;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Tests.Dialects.Signing;

/// <summary>Signatures that others have computed or published.</summary>
public class KnownAnswerTests
{
    private const string Secret = "s3cr3t-Key/+=";

    private static readonly WsSigningRecipe Operations = WsSigningRecipe.SignedOperations;

    [Fact]
    public void The_derived_key_is_the_base64url_text_of_the_hash()
        => Assert.Equal(
            "odtA8y0q0ZBU-r-csFOcpLNOxy_7_6PAoLO4D00PSxc=",
            Encoding.ASCII.GetString(SigningText.DeriveKey(Encoding.UTF8.GetBytes(Secret), WsKeyDerivation.Sha256Base64Url)));

    [Theory]
    [InlineData(WsKeyDerivation.Sha256Base64Url, "0e7db76d69b53b58544e628b33a20fa7d63050f66ac73ab2e197046c84f7fe7d")]
    [InlineData(WsKeyDerivation.None, "76709ce6f9c14fd3cde7d9b924e2fae315e599c1596ae0ecfeba5465cce8b548")]
    public void Signed_operations_log_in(WsKeyDerivation derivation, string expected)
    {
        var signer = new WsMessageSigner(Operations with { KeyDerivation = derivation }, new WsCredentials("key", Secret));
        var login = signer.CreateLogin(WsStamp.Of("1732526400000", "1732526400000000000_42"));

        Assert.Equal(
            $$"""{"op":"auth","key":"key","ts":1732526400000,"nonce":"1732526400000000000_42","sig":"{{expected}}"}""", Encoding.UTF8.GetString(login));
    }

    [Theory]
    [InlineData("balances", "", WsKeyDerivation.Sha256Base64Url, "67a6c01df304267827e055553a7aa7b75d4395627fca67e04b2cf97d55ba9142")]
    [InlineData("balances", "{}", WsKeyDerivation.Sha256Base64Url, "aee2ac9548ece9ebb4d8592246085b46b75ab89e6c8f21ceb84f323a89c95724")]
    [InlineData(
        "estimate", """{"amountIn":"100","assetIn":"ETH","assetOut":"USDT"}""", WsKeyDerivation.Sha256Base64Url,
        "d759d80143a5b82514d976e3a8041df234484ddefb2c898d25dda4cba4cd932b")]
    [InlineData(
        "order_status", """{"id":"ord_12345678"}""", WsKeyDerivation.Sha256Base64Url, "adf06b18c0310e4445cd3b668387fd03d77fb2117190ac0306c4a391719ae505")]
    [InlineData("order_status", """{"id":"ord_12345678"}""", WsKeyDerivation.None, "50f1a47d915ca76b4450868faf171075e640d21e4cdd7e963403cebe133b67b1")]
    [InlineData(
        "order_status", """{"id":"\u00e9<&>\"/\ud83d\ude00"}""", WsKeyDerivation.Sha256Base64Url,
        "a54de4f865fc5dba5bb6826808983b6ecbfbfd80ef44a371af112e7b3f3934b4")]
    [InlineData(
        "order_status", """{"id":"é<&>\"/😀"}""", WsKeyDerivation.Sha256Base64Url, "f674c4a268144391bcd02988cebac05a50eae9ed5a8c845b9acd7963c69e00f2")]
    public void Signed_operations_sign_the_bytes_of_their_data(string operation, string data, WsKeyDerivation derivation, string expected)
    {
        var signer = new WsMessageSigner(Operations with { KeyDerivation = derivation }, new WsCredentials("key", Secret));
        var input = new WsSigningInput
        {
            Timestamp = "1732526400000"u8,
            Nonce = "1732526400000000000_42"u8,
            Method = Encoding.UTF8.GetBytes(operation),
            Body = Encoding.UTF8.GetBytes(data),
        };

        Assert.Equal(expected, signer.Sign(in input));
        Assert.True(signer.Verify(in input, Encoding.UTF8.GetBytes(expected)));
        Assert.False(signer.Verify(in input, Encoding.UTF8.GetBytes(expected[..^1] + (expected[^1] == '0' ? '1' : '0'))));
    }

    [Fact]
    public void The_text_to_sign_is_that_of_the_document()
    {
        var signer = new WsMessageSigner(Operations, new WsCredentials("key", Secret));
        Assert.Equal(
            "WS\n/ws/v1/order_status\n1732526400000\n1732526400000000000_42\n2945e5af",
            signer.GetText(new WsSigningInput
            {
                Timestamp = "1732526400000"u8,
                Nonce = "1732526400000000000_42"u8,
                Method = "order_status"u8,
                Body = """{"id":"ord_12345678"}"""u8,
            })[..^56]);
    }

    [Fact]
    public void BitMart()
    {
        var recipe = Venues.BitMart;
        var signer = new WsMessageSigner(
            recipe, new WsCredentials("k", "6c6c98544461bbe71db2bca4c6d7fd0021e0ba9efc215f9c6ad41852df9d9df9", [new("memo", "test001")]));
        Assert.Equal(
            """{"op":"login","args":["k","1589267764859","3ceeb7e1b8cb165a975e28a2e2dfaca4d30b358873c0351c1a071d8c83314556"]}""",
            Encoding.UTF8.GetString(signer.CreateLogin(WsStamp.Of("1589267764859"))));
    }

    [Fact]
    public void Kraken_futures()
    {
        var signer = new WsMessageSigner(
            Venues.KrakenFutures,
            new WsCredentials("k", "7zxMEF5p/Z8l2p2U7Ghv6x14Af+Fx+92tPgUdVQ748FOIrEoT9bgT+bTRfXc5pz8na+hL/QdrCVG7bh9KpT0eMTm"));
        Assert.Equal(
            "4JEpF3ix66GA2B+ooK128Ift4XQVtc137N9yeg4Kqsn9PI0Kpzbysl9M1IeCEdjg0zl00wkVqcsnG4bmnlMb3A==",
            signer.Sign(new WsSigningInput { Challenge = "c100b894-1729-464d-ace1-52dbce11db42"u8 }));
    }

    [Fact]
    public void Bitvavo()
    {
        var signer = new WsMessageSigner(Venues.Bitvavo, new WsCredentials("k", "bitvavo"));
        Assert.Equal(
            """{"action":"authenticate","key":"k","signature":"653fc0505431c63a043273da4bd2f0927eae83948d796084f313e5d1131b0d6f","timestamp":1548175200641}""",
            Encoding.UTF8.GetString(signer.CreateLogin(WsStamp.Of("1548175200641"))));
    }
}
