using System.Diagnostics;
using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("**", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("trade", "trade", true)]
    [InlineData("trade", "Trade", false)]
    [InlineData("trade", "trades", false)]
    [InlineData("tr*", "trade", true)]
    [InlineData("tr*", "tr", true)]
    [InlineData("tr*", "xtrade", false)]
    [InlineData("*de", "trade", true)]
    [InlineData("*de", "trades", false)]
    [InlineData("h?llo", "hello", true)]
    [InlineData("h?llo", "hallo", true)]
    [InlineData("h?llo", "haallo", false)]
    [InlineData("h?llo", "hallox", false)]
    [InlineData("h*llo", "heeello", true)]
    [InlineData("h*llo", "halloouih", false)]
    [InlineData("h[ae]llo", "hello", true)]
    [InlineData("h[ae]llo", "hollo", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[^a]", "", false)]
    [InlineData("[a^]", "^", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[-a]", "-", true)]
    [InlineData("[*?[]", "[", true)]
    [InlineData("[*?[]", "x", false)]
    [InlineData("[a-cx-z]", "y", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "aXb", false)]
    [InlineData("a\\*", "a\\anything", true)]
    [InlineData("a\\*", "a*", false)]
    [InlineData("(a|b)+$^", "(a|b)+$^", true)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "😀", false)]
    [InlineData("[😀-😂]", "😁", true)]
    [InlineData("*?*", "", false)]
    [InlineData("*a*b*c*", "xxaxxbxxcxx", true)]
    [InlineData("*a*b*c*", "xxaxxcxxbxx", false)]
    [InlineData("*aab", "aaaab", true)]
    [InlineData("a*b?", "abab", false)]
    [InlineData("a*b?", "ababx", true)]
    public void Names_match_as_documented(string pattern, string name, bool matches)
    {
        Assert.True(EventPattern.TryParse(pattern, out var parsed));
        Assert.Equal(matches, parsed.Matches(name));
        Assert.Equal(pattern, parsed.Text);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[a")]
    [InlineData("[]")]
    [InlineData("[^]")]
    [InlineData("[^")]
    [InlineData("a[b")]
    [InlineData("[a-")]
    [InlineData("[z-a]")]
    [InlineData("x[]y")]
    public void A_set_that_is_empty_or_does_not_end_is_a_bad_pattern(string pattern) => Assert.False(EventPattern.TryParse(pattern, out _));

    [Fact]
    public void No_pattern_takes_long()
    {
        // What makes matchers that go back to every star run for ages.
        var pattern = string.Concat(Enumerable.Repeat("*a", 127)) + "*b";
        Assert.True(EventPattern.TryParse(pattern, out var parsed));
        var name = new string('a', 256);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++)
        {
            Assert.False(parsed.Matches(name));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void It_agrees_with_a_matcher_that_tries_everything()
    {
        var random = new Random(20261121);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = Text(random, "ab*?*[", 6).Replace("[", "[a]", StringComparison.Ordinal);
            var name = Text(random, "abc", 7);
            Assert.True(EventPattern.TryParse(pattern, out var parsed));
            Assert.True(parsed.Matches(name) == TryAll(pattern, name), $"'{pattern}' and '{name}'");
        }
    }

    private static string Text(Random random, string characters, int most)
        => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => characters[random.Next(characters.Length)]));

    private static bool TryAll(string pattern, string name) => (pattern, name) switch
    {
        ("", "") => true,
        ("", _) => false,
        (['*', ..], _) => TryAll(pattern[1..], name) || (name.Length > 0 && TryAll(pattern, name[1..])),
        (_, "") => false,
        (['?', ..], _) => TryAll(pattern[1..], name[1..]),
        (['[', ..], _) => name[0] == 'a' && TryAll(pattern[3..], name[1..]),
        _ => pattern[0] == name[0] && TryAll(pattern[1..], name[1..]),
    };
}
