namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>Reading and writing of Sec-WebSocket-Extensions (RFC 6455, sections 4.3 and 9.1).</summary>
[Trait("Rfc6455", "9.1")]
public class ExtensionHeaderTests
{
    [Theory]
    [InlineData("foo", "foo")]
    [InlineData("foo, bar; baz=2", "foo, bar; baz=2")]
    [InlineData("foo; a; b=1;c=2", "foo; a; b=1; c=2")]
    [InlineData(" \tfoo \t;\ta = 1\t, bar ", "foo; a=1, bar")]
    [InlineData("foo;a=\"token\"", "foo; a=token")]
    [InlineData("foo;a=\"\"", "foo; a=\"\"")]
    [InlineData("foo; a=\"x, y; z\", bar", "foo; a=\"x, y; z\", bar")]
    [InlineData("foo; a=\"say \\\"hi\\\" \\\\ \\x\"", "foo; a=\"say \\\"hi\\\" \\\\ x\"")]
    [InlineData("foo; a=\"1\" , bar; b", "foo; a=1, bar; b")]
    [InlineData(",, foo ,\t, bar,", "foo, bar")]
    [InlineData("Foo-Bar; A=B", "Foo-Bar; A=B")]
    [InlineData("mux; max-channels=4; flow-control, deflate-stream", "mux; max-channels=4; flow-control, deflate-stream")]
    public void What_follows_the_grammar_is_read(string value, string expected)
    {
        Assert.True(ExtensionHeader.TryParse([value], out var elements));
        Assert.Equal(expected, ExtensionHeader.Format(elements));
        Assert.Equal(expected, string.Join(", ", elements));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("foo;")]
    [InlineData("foo;;a")]
    [InlineData("foo; a=")]
    [InlineData("foo; =1")]
    [InlineData("foo bar")]
    [InlineData("foo; a b")]
    [InlineData("foo; a=1 2")]
    [InlineData("foo=1")]
    [InlineData("foo; a=\"x")]
    [InlineData("foo; a=\"x\\")]
    [InlineData("foo; a=\"x\"y")]
    [InlineData("foo; a=\"x\" y")]
    [InlineData("foo; a=x\"y\"")]
    [InlineData("\"foo\"")]
    [InlineData("foo; \"a\"=1")]
    [InlineData("foo/1")]
    [InlineData("f(o)o")]
    [InlineData("foo\0")]
    [InlineData("foo; a=\"\u0001\"")]
    [InlineData("foo; a=\"\r\n\"")]
    [InlineData("f\u00f6o")]
    [InlineData("foo; a=\"\u00f6\"")]
    public void What_does_not_follow_the_grammar_is_refused(string value)
    {
        Assert.False(ExtensionHeader.TryParse([value], out var elements));
        Assert.Null(elements);
        Assert.False(ExtensionHeader.TryParse(["good", value], out _));
    }

    [Fact]
    public void Several_fields_are_one_list_in_order()
    {
        Assert.True(ExtensionHeader.TryParse(["a; x=1, b", "a; x=2", "c"], out var elements));
        Assert.Equal(["a", "b", "a", "c"], elements.Select(element => element.Name));
        Assert.Equal("2", Assert.Single(elements[2].Parameters).Value);
    }

    [Fact]
    public void No_field_is_no_element()
    {
        Assert.True(ExtensionHeader.TryParse([], out var elements));
        Assert.Empty(elements);
        Assert.Equal("", ExtensionHeader.Format([]));
    }

    [Fact]
    public void A_parameter_without_a_value_differs_from_one_with_an_empty_value()
    {
        Assert.True(ExtensionHeader.TryParse(["foo; a; b=\"\""], out var elements));
        Assert.Equal([new("a", null), new("b", "")], elements[0].Parameters);
    }

    [Theory]
    [InlineData("", "p", "v")]
    [InlineData("a b", "p", "v")]
    [InlineData("a", "p,", "v")]
    [InlineData("a", "p", "v\r\nX: y")]
    [InlineData("a", "p", "\u00e9")]
    public void What_cannot_be_sent_is_not_written(string name, string parameter, string value)
        => Assert.Throws<ArgumentException>(() => ExtensionHeader.Format([new ExtensionHeader(name, [new(parameter, value)])]));
}
