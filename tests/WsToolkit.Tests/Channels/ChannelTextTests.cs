using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

public sealed class ChannelTextTests
{
    private enum Side
    {
        Buy = 1,
        Sell = 2,
        Bid = 1,
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("AZaz09_.~-", "AZaz09_.~-")]
    [InlineData("a:b", "a%3Ab")]
    [InlineData("100%", "100%25")]
    [InlineData(" \t\n\u0000\u007F", "%20%09%0A%00%7F")]
    [InlineData("a/b?c[d]*", "a%2Fb%3Fc%5Bd%5D%2A")]
    [InlineData("größe😀", "größe😀")]
    [InlineData("%3A", "%253A")]
    public void A_text_has_one_spelling_and_comes_back(string value, string spelling)
    {
        Assert.Equal(spelling, WsChannelText.Format(value));
        Assert.True(WsChannelText.IsString(spelling));
        Assert.Equal(value, WsChannelText.ToText(spelling));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("%")]
    [InlineData("%3")]
    [InlineData("a%")]
    [InlineData("%3a")]
    [InlineData("%41")]
    [InlineData("%zz")]
    [InlineData("%80")]
    [InlineData("%C3%A4")]
    [InlineData("%-1")]
    public void Other_spellings_are_none(string text) => Assert.False(WsChannelText.IsString(text));

    [Fact]
    public void Nothing_and_halves_of_surrogate_pairs_cannot_be_spelled()
    {
        // Not as a theory: attributes keep texts in UTF-8.
        foreach (var value in new[] { "", "\uD800", "a\uDC00b", "\uDC00\uD800" })
        {
            Assert.Throws<ArgumentException>(() => WsChannelText.Format(value));
            Assert.False(WsChannelText.IsString(value));
        }
    }

    [Fact]
    public void Every_pair_of_texts_has_two_names()
    {
        string[] values = ["a", "b", "a:b", ":", "a%3Ab", "%", "%25", "a:", ":b", "-", "."];
        var names = values.SelectMany(x => values.Select(y => $"p:{WsChannelText.Format(x)}:{WsChannelText.Format(y)}")).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", true)]
    [InlineData("6F9619FF-8b86-d011-b42d-00c04fc964ff", false)]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff", false)]
    [InlineData("{6f9619ff-8b86-d011-b42d-00c04fc964ff}", false)]
    [InlineData(" 6f9619ff-8b86-d011-b42d-00c04fc964ff", false)]
    [InlineData("", false)]
    public void A_guid_has_one_spelling(string text, bool valid)
    {
        Assert.Equal(valid, WsChannelText.IsGuid(text));
        if (valid)
        {
            Assert.Equal(text, WsChannelText.Format(WsChannelText.ToGuid(text)));
        }
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-128", true)]
    [InlineData("127", true)]
    [InlineData("128", false)]
    [InlineData("-0", false)]
    [InlineData("+1", false)]
    [InlineData("01", false)]
    [InlineData(" 1", false)]
    [InlineData("1.0", false)]
    [InlineData("1e1", false)]
    [InlineData("١", false)]
    [InlineData("", false)]
    public void An_integer_has_one_spelling(string text, bool valid)
    {
        Assert.Equal(valid, WsChannelText.IsInteger<sbyte>(text));
        if (valid)
        {
            Assert.Equal(text, WsChannelText.FormatInteger(WsChannelText.ToInteger<sbyte>(text)));
        }
    }

    [Theory]
    [InlineData("Sell", true)]
    [InlineData("sell", false)]
    [InlineData("2", false)]
    [InlineData(" Sell", false)]
    [InlineData("Buy,Sell", false)]
    [InlineData("Hold", false)]
    [InlineData("", false)]
    public void An_enum_value_has_one_spelling(string text, bool valid) => Assert.Equal(valid, WsChannelText.IsEnum<Side>(text));

    [Fact]
    public void Two_names_of_one_enum_value_have_one_spelling()
    {
        Assert.Single(new[] { "Buy", "Bid" }, WsChannelText.IsEnum<Side>);
        Assert.True(WsChannelText.IsEnum<Side>(WsChannelText.FormatEnum(Side.Bid)));
        Assert.Equal(Side.Buy, WsChannelText.ToEnum<Side>(WsChannelText.FormatEnum(Side.Bid)));
        Assert.Throws<ArgumentOutOfRangeException>(() => WsChannelText.FormatEnum((Side)9));
    }
}
