using System.Globalization;
using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

/// <summary>Keys of messages and names of catch-all channels.</summary>
public sealed class ChannelNamesTests
{
    [Fact]
    public void A_key_has_one_spelling_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "\u2212" } };
            Assert.Equal("-1.50", WsChannelNames.Key(-1.50m));
            Assert.Equal("-0.1", WsChannelNames.Key(-0.1));
            Assert.Equal("Friday", WsChannelNames.Key(DayOfWeek.Friday));
            Assert.Equal("True", WsChannelNames.Key(true));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Times_that_differ_have_different_keys()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));
        Assert.NotEqual(WsChannelNames.Key(time), WsChannelNames.Key(time.AddTicks(1)));
        Assert.NotEqual(WsChannelNames.Key(time.DateTime), WsChannelNames.Key(time.DateTime.AddTicks(1)));
        Assert.Equal("2026-01-02", WsChannelNames.Key(new DateOnly(2026, 1, 2)));
    }

    [Fact]
    public void Nothing_is_no_key()
    {
        Assert.Null(WsChannelNames.Key<string?>(null));
        Assert.Null(WsChannelNames.Key<int?>(null));
        Assert.Equal("", WsChannelNames.Key(""));
    }

    [Fact]
    public void A_catch_all_takes_any_name_but_the_empty_one()
    {
        Assert.Equal("a:%b/é", WsChannelNames.Any("a:%b/é"));
        Assert.True(WsChannelNames.IsAny("a:%b/é"));
        Assert.False(WsChannelNames.IsAny(""));
        Assert.Throws<ArgumentException>(() => WsChannelNames.Any(""));
    }
}
