namespace WsToolkit.Framing.Tests.Handshake;

public class HandshakeKeyTests
{
    [Fact]
    [Trait("Rfc6455", "1.3")]
    public void The_answer_is_that_of_the_RFCs_example() => Assert.Equal(Http.AcceptOfKey, HandshakeKey.ComputeAccept(Http.Key));

    [Fact]
    [Trait("Rfc6455", "4.1")]
    public void Keys_are_16_bytes_that_differ()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => HandshakeKey.Create()).ToList();
        Assert.Equal(100, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal(16, Convert.FromBase64String(key).Length));
        Assert.All(keys, key => Assert.True(HandshakeKey.IsValid(key)));
    }

    [Theory]
    [Trait("Rfc6455", "4.2.1")]
    [InlineData("")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ=")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ===")]
    [InlineData("dGhlIHNhbXBsZSBub25jZVhY")]
    [InlineData("dGhlIHNhbXBsZSBub25jZVg=")]
    [InlineData("dGhlIHNhbXBsZSBub25j====")]
    [InlineData("dGhlIHNhbXBsZSBub25j    ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZ!==")]
    [InlineData("dGhlIHNhbXBsZS-ub25jZQ==")]
    public void What_is_not_the_base64_of_16_bytes_is_no_key(string key) => Assert.False(HandshakeKey.IsValid(key));
}
