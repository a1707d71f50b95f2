using System.Text;
using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

public sealed class FixedHeaderFieldTests
{
    [Theory]
    [InlineData(FixedHeaderPadding.Exact, "abcd", "abcd")]
    [InlineData(FixedHeaderPadding.Exact, "abc", null)]
    [InlineData(FixedHeaderPadding.RightSpace, "ab", "ab  ")]
    [InlineData(FixedHeaderPadding.LeftSpace, "12", "  12")]
    [InlineData(FixedHeaderPadding.Zero, "12", "0012")]
    [InlineData(FixedHeaderPadding.Zero, "1234", "1234")]
    [InlineData(FixedHeaderPadding.RightSpace, "abcde", null)]
    [InlineData(FixedHeaderPadding.RightSpace, "", null)]
    [InlineData(FixedHeaderPadding.RightSpace, "é", null)]
    [InlineData(FixedHeaderPadding.RightSpace, "a\n", null)]
    public void A_text_fills_its_field_or_is_refused(FixedHeaderPadding padding, string text, string? expected)
    {
        var field = new FixedHeaderField(FixedHeaderFieldKind.Id, 4, padding);
        var bytes = new byte[4];

        Assert.Equal(expected is not null, field.TryFill(bytes, Encoding.UTF8.GetBytes(text)));
        if (expected is not null)
        {
            Assert.Equal(expected, Encoding.ASCII.GetString(bytes));
        }
    }

    [Theory]
    [InlineData(FixedHeaderPadding.Exact, "ab  ", "ab  ")]
    [InlineData(FixedHeaderPadding.RightSpace, "a b ", "a b")]
    [InlineData(FixedHeaderPadding.LeftSpace, "  12", "12")]
    [InlineData(FixedHeaderPadding.Zero, "0012", "12")]
    [InlineData(FixedHeaderPadding.Zero, "0000", "0")]
    [InlineData(FixedHeaderPadding.RightSpace, "    ", " ")]
    public void What_fills_a_field_up_is_taken_off(FixedHeaderPadding padding, string field, string expected)
        => Assert.Equal(
            expected,
            Encoding.ASCII.GetString(new FixedHeaderField(FixedHeaderFieldKind.Id, 4, padding).Strip(Encoding.ASCII.GetBytes(field)).Span));

    [Theory]
    [InlineData(FixedHeaderFieldKind.Id, 0)]
    [InlineData(FixedHeaderFieldKind.Id, 65)]
    [InlineData(FixedHeaderFieldKind.Status, 10)]
    public void A_width_has_bounds(FixedHeaderFieldKind kind, int width)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FixedHeaderField(kind, width));

    [Fact]
    public void A_header_has_one_id_and_an_action_or_a_status()
    {
        var id = new FixedHeaderField(FixedHeaderFieldKind.Id, 2);
        var action = new FixedHeaderField(FixedHeaderFieldKind.Action, 2);
        var status = new FixedHeaderField(FixedHeaderFieldKind.Status, 3);

        Assert.Equal(4, new FixedHeaderLayout(action, id).Length);
        Assert.Throws<ArgumentException>(() => new FixedHeaderLayout(id));
        Assert.Throws<ArgumentException>(() => new FixedHeaderLayout(action));
        Assert.Throws<ArgumentException>(() => new FixedHeaderLayout(id, id, action));
        Assert.Throws<ArgumentException>(() => new FixedHeaderLayout(id, action, status));
    }

    [Fact]
    public void Declarations_that_contradict_themselves_are_refused()
    {
        var narrow = new FixedHeaderLayout(new FixedHeaderField(FixedHeaderFieldKind.Id, 8), new FixedHeaderField(FixedHeaderFieldKind.Status, 3));
        var twoDigits = new FixedHeaderLayout(new FixedHeaderField(FixedHeaderFieldKind.Id, 10), new FixedHeaderField(FixedHeaderFieldKind.Status, 2));

        Refused(new FixedHeaderOptions { Response = narrow }, "widths");
        Refused(new FixedHeaderOptions { Response = FixedHeaderLayout.DefaultRequest }, "status");
        Refused(new FixedHeaderOptions { Request = FixedHeaderLayout.DefaultResponse }, "action");
        Refused(new FixedHeaderOptions { Response = twoDigits }, "does not fit");
        Refused(new FixedHeaderOptions { StreamEndStatus = 200 }, "201");
        Refused(new FixedHeaderOptions { StreamEndStatus = 404 }, "201");
        Refused(new FixedHeaderOptions { Ids = FixedHeaderIds.OnePerConnection }, "length classes");
        Refused(new FixedHeaderOptions { Streams = [new FixedHeaderStream("510")] }, "'510'");

        static void Refused(FixedHeaderOptions options, string because)
            => Assert.Contains(because, Assert.Throws<ArgumentException>(() => new FixedHeaderDialect(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_made_as_declared()
    {
        Assert.Matches("^[a-zA-Z]{10}$", Make(FixedHeaderIds.RandomLetters, 1));
        Assert.Matches("^0506[a-zA-Z]{6}$", Make(FixedHeaderIds.ActionAndLetters, 1));
        Assert.Equal("0506000001", Make(FixedHeaderIds.Counter, 1));
        Assert.Equal("0506999999", Make(FixedHeaderIds.Counter, 999_999));
        Assert.Equal("0506000001", Make(FixedHeaderIds.Counter, 1_000_000));
        Assert.Equal("007", Make(FixedHeaderIds.Counter, 7, 3));
        Assert.Equal("0506" + new string('0', 27) + "5", Make(FixedHeaderIds.Counter, 5, 32));
        Assert.Equal("xxxxxxxxxx", Make(FixedHeaderIds.Create((id, _, _) => id.Fill((byte)'x')), 1));
        Assert.Throws<InvalidOperationException>(() => Make(FixedHeaderIds.Create((id, _, _) => id[0] = (byte)'x'), 1));

        static string Make(FixedHeaderIds ids, long number, int width = 10)
        {
            var id = new byte[width];
            ids.Write(id, "0506"u8, number);
            return Encoding.ASCII.GetString(id);
        }
    }

    [Theory]
    [InlineData(12, FixedHeaderLengthClass.Answer)]
    [InlineData(13, FixedHeaderLengthClass.StreamStart)]
    [InlineData(14, FixedHeaderLengthClass.Answer)]
    [InlineData(60, FixedHeaderLengthClass.Answer)]
    [InlineData(61, FixedHeaderLengthClass.Item)]
    public void Lengths_have_the_classes_of_the_original(int length, FixedHeaderLengthClass expected)
        => Assert.Equal(expected, new FixedHeaderLengthClasses().Classify(length));

    [Fact]
    public void The_thresholds_of_lengths_can_be_changed()
    {
        var classes = new FixedHeaderLengthClasses { StreamStart = 15, LongestAnswer = 53 };

        Assert.Equal(FixedHeaderLengthClass.StreamStart, classes.Classify(15));
        Assert.Equal(FixedHeaderLengthClass.Answer, classes.Classify(53));
        Assert.Equal(FixedHeaderLengthClass.Item, classes.Classify(54));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedHeaderLengthClasses { StreamStart = 0 });
    }
}
