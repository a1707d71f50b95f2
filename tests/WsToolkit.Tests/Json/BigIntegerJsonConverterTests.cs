using System.Numerics;
using System.Text.Json;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>Big integers keep every digit, within bounds.</summary>
public sealed class BigIntegerJsonConverterTests
{
    private static readonly WsPayloadType<BigInteger> Type = Payloads.Codec().GetPayloadType<BigInteger>();

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("-98765432109876543210987654321098765432109876543210")]
    public void Every_digit_is_kept(string digits)
    {
        Assert.Equal(digits, Type.Write(Type.Read(digits)));
        Assert.Equal(BigInteger.Parse(digits), Type.ReadAsMember(digits));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("true")]
    public void Anything_else_is_refused(string json) => Assert.Throws<JsonException>(() => Type.Read(json));

    [Fact]
    public void The_number_of_digits_is_bounded()
    {
        var longest = new string('9', BigIntegerJsonConverter.MaxDigits);

        Assert.Equal(longest, Type.Write(Type.Read(longest)));
        Assert.Throws<JsonException>(() => Type.Read(longest + "9"));
    }

    [Fact]
    public void A_nullable_member_may_be_null()
        => Assert.Equal("""{"value":null}""", Payloads.Codec().GetPayloadType<Holder>().Write(new Holder(null)));

    [Fact]
    public void A_key_keeps_every_digit()
    {
        var table = Payloads.Codec().GetPayloadType<Dictionary<BigInteger, int>?>();
        var digits = new string('8', BigIntegerJsonConverter.MaxDigits);

        Assert.Equal($$"""{"-{{digits[1..]}}":1,"{{digits}}":2}""", table.Write(table.Read($$"""{"-{{digits[1..]}}":1,"{{digits}}":2}""")));
        Assert.Equal(BigInteger.Parse("12"), Assert.Single(table.Read("""{"12":1}""")!).Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("ü")]
    [InlineData("0x1")]
    public void Any_other_key_is_refused(string key)
        => Assert.Throws<JsonException>(() => Payloads.Codec().GetPayloadType<Dictionary<BigInteger, int>>().Read($$"""{"{{key}}":1}"""));

    [Fact]
    public void The_digits_of_a_key_are_bounded() => Assert.Throws<JsonException>(
        () => Payloads.Codec().GetPayloadType<Dictionary<BigInteger, int>>().Read($$"""{"{{new string('9', 4097)}}":1}"""));

    public sealed record Holder(BigInteger? Value);
}
