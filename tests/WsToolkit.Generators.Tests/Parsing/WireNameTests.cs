using System.Text.Json;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Tests.Parsing;

/// <summary>Methods are named by the generator, JSON members by the serializer: both have to speak of the same policy.</summary>
public sealed class WireNameTests
{
    public static TheoryData<string> Names => new(
        "A", "a", "AB", "Ab", "aB", "ID", "IDs", "UserID", "UserId2", "IOStream", "XMLHttpRequest", "HTTP2Server", "Version2Beta",
        "already_snake", "Two_Words", "_leading", "_Leading", "ÄnderungÜber", "éTÉ", "İstanbul", "名前", "A1B2", "ABC1", "ABc", "x", "");

    [Theory]
    [MemberData(nameof(Names))]
    public void Camel_case_is_the_serializers(string name)
        => Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), WireNames.Convert(name, Naming.CamelCase));

    [Theory]
    [MemberData(nameof(Names))]
    public void Snake_case_is_the_serializers(string name)
        => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), WireNames.Convert(name, Naming.SnakeCase));

    [Fact]
    public void Any_name_at_all_is_spelled_as_the_serializer_would()
    {
        const string Letters = "abXYZ019_éÉ";
        var random = new Random(20);
        for (var i = 0; i < 20_000; i++)
        {
            var name = new string([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => Letters[random.Next(Letters.Length)])]);
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), WireNames.Convert(name, Naming.CamelCase));
            Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), WireNames.Convert(name, Naming.SnakeCase));
        }
    }

    [Theory]
    [InlineData("EstimateSwapAsync", "estimateSwap")]
    [InlineData("Async", "async")]
    [InlineData("Asynchronous", "asynchronous")]
    public void A_trailing_Async_is_no_part_of_the_name(string name, string wireName)
        => Assert.Equal(wireName, WireNames.OfMethod(name, Naming.CamelCase, prefix: null));

    [Fact]
    public void A_prefix_stands_in_front_as_it_is_given()
        => Assert.Equal("Trading.estimate_swap", WireNames.OfMethod("EstimateSwap", Naming.SnakeCase, "Trading."));

    [Theory]
    [InlineData(1, "AmountIn")]
    [InlineData(2, "amount_in")]
    [InlineData(3, "AmountIn")]
    public void Parameters_keep_their_first_letter(int naming, string wireName)
        => Assert.Equal(wireName, WireNames.OfParameter("AmountIn", (Naming)naming));

    [Theory]
    [InlineData("a", true)]
    [InlineData("👍", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public void A_name_is_not_empty(string name, bool isValid) => Assert.Equal(isValid, WireNames.IsValid(name));

    [Fact]
    public void Half_a_character_is_no_name()
    {
        Assert.False(WireNames.IsValid("a\ud83d"));
        Assert.False(WireNames.IsValid("\udc4da"));
    }
}
