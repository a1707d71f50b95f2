using System.Text;
using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>How the compatible profile writes JSON. The expected texts come from the servers that it stands in for.</summary>
public class CompatSpellingTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-12", "-12")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1.10000000000000000001", "1.10000000000000000001")]
    [InlineData("1.50", "1.50")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("0.00", "0.00")]
    [InlineData("1e0", "1")]
    [InlineData("10e-1", "1.0")]
    [InlineData("1e2", "1E+2")]
    [InlineData("1E+2", "1E+2")]
    [InlineData("-12e30", "-1.2E+31")]
    [InlineData("0e5", "0E+5")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1E-7")]
    [InlineData("1.0e-7", "1.0E-7")]
    [InlineData("0.0000000000000000001", "1E-19")]
    [InlineData("12345e-3", "12.345")]
    [InlineData("12345e-5", "0.12345")]
    [InlineData("12345e-11", "1.2345E-7")]
    [InlineData("1e400", "1E+400")]
    [InlineData("1E-400", "1E-400")]
    [InlineData("100.00e1", "1000.0")]
    [InlineData("1e99999999999999999999", "1e99999999999999999999")]
    public void Numbers_keep_every_digit(string number, string expected) => Assert.Equal(expected, Spell(number));

    [Fact]
    public void Numbers_longer_than_the_stack_keep_every_digit()
    {
        var digits = string.Concat(Enumerable.Repeat("1234567890", 1000));

        Assert.Equal($"{digits}.{digits}", Spell($"{digits}.{digits}"));
        Assert.Equal("1." + digits[1..] + "E+10004", Spell($"{digits}e5"));
        Assert.Equal("1." + digits[1..] + "E-7", Spell($"0.000000{digits}"));
    }

    [Theory]
    [InlineData("\"ü€😀\"", "\"\\u00fc\\u20ac\\ud83d\\ude00\"")]
    [InlineData("\"\\u00E9\\uD83D\\uDE00\"", "\"\\u00e9\\ud83d\\ude00\"")]
    [InlineData("\"\\ud800\"", "\"\\ud800\"")]
    [InlineData("\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"/\\b\\f\\n\\r\\t\\\"\\\\\"")]
    [InlineData("\"\\u0041\\u000a\\u0022\\u005c\\u0000\"", "\"A\\n\\\"\\\\\\u0000\"")]
    [InlineData("\"\\u007f\\u0080\\u2028\"", "\"\\u007f\\u0080\\u2028\"")]
    [InlineData("\"<&'>+/ ~\"", "\"<&'>+/ ~\"")]
    [InlineData("\"\"", "\"\"")]
    public void Strings_are_ascii(string text, string expected)
    {
        Assert.Equal(expected, Spell(text));
        Assert.Equal("{" + expected + ": 1}", Spell("{" + text + ":1}"));
    }

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("[1,[2,{\"a\":[]}],{}]", "[1, [2, {\"a\": []}], {}]")]
    [InlineData(" {\"a\" : 1 ,\n\"b\":[ true,false , null ],\"c\":{\"d\":\"x\"},\"e\":\"\"} ",
        "{\"a\": 1, \"b\": [true, false, null], \"c\": {\"d\": \"x\"}, \"e\": \"\"}")]
    public void Commas_and_colons_are_followed_by_a_space(string json, string expected) => Assert.Equal(expected, Spell(json));

    [Fact]
    public void Texts_that_are_not_JSON_yet_are_escaped_in_the_same_way()
    {
        const string Text = "a\"\\/\b\f\n\r\t\0\u007fü€😀";
        using var fromUtf8 = new OutputBuffer();
        CompatText.Write(fromUtf8, Encoding.UTF8.GetBytes(Text));
        using var fromText = new OutputBuffer();
        CompatText.Write(fromText, Text);

        Assert.Equal("\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u007f\\u00fc\\u20ac\\ud83d\\ude00\"", Encoding.UTF8.GetString(fromUtf8.Written));
        Assert.Equal(Encoding.UTF8.GetString(fromUtf8.Written), Encoding.UTF8.GetString(fromText.Written));
    }

    [Fact]
    public void Rewriting_leaves_alone_what_stands_before()
    {
        using var output = new OutputBuffer(16);
        output.Write("before:"u8);
        var place = output.Reserve(4);
        var start = output.Mark();
        output.Write("{\"name\":\"Zoë\",\"values\":[1,2,3]}"u8);

        CompatPayload.Rewrite(output, start);
        output.Fill(place, "ab"u8);

        Assert.Equal("before:ab{\"name\": \"Zo\\u00eb\", \"values\": [1, 2, 3]}", Encoding.UTF8.GetString(output.Written));
    }

    [Fact]
    public void What_is_no_JSON_cannot_be_rewritten()
    {
        using var output = new OutputBuffer();
        var start = output.Mark();
        output.Write([0x08, 0x96, 0x01]);

        Assert.ThrowsAny<JsonException>(() => CompatPayload.Rewrite(output, start));
    }

    private static string Spell(string json)
    {
        using var output = new OutputBuffer(16);
        CompatPayload.Write(output, Encoding.UTF8.GetBytes(json));
        return Encoding.UTF8.GetString(output.Written);
    }
}
