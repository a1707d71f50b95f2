using System.Diagnostics;
using System.Text;
using System.Text.Json;
using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

public class LastMemberWinsTests
{
    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "{\"a\":2}")]
    [InlineData("{\"a\":1,\"a\":2,\"b\":3,\"a\":{\"x\":1,\"x\":2}}", "{\"a\":{\"x\":2},\"b\":3}")]
    [InlineData("{\"a\":1 , \"a\" : \"long enough to need more room\" , \"b\":2}", "{\"a\":\"long enough to need more room\" , \"b\":2}")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2},\"a\":{\"c\":3,\"c\":4}}", "{\"a\":{\"c\":4}}")]
    [InlineData("[{\"a\":1,\"a\":2},{\"a\":3}]", "[{\"a\":2},{\"a\":3}]")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "{\"a\":2}")]
    [InlineData("{\"\\ud800\":1,\"\\ud800\":2}", "{\"\\ud800\":2}")]
    [InlineData("{\"\":1,\"\":2}", "{\"\":2}")]
    [InlineData("{\"a\":1,\"a\":1,\"a\":1,\"b\":[],\"b\":{}}", "{\"a\":1,\"b\":{}}")]
    public void The_last_value_takes_the_place_of_the_first(string json, string expected) => Assert.Equal(expected, Apply(json));

    [Theory]
    [InlineData("{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":1}]}")]
    [InlineData("{\"a\":1,\"A\":2}")]
    [InlineData("{\"a\":1,\"a\":2")]
    [InlineData("{\"a\":1,\"a\":2}x")]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("1")]
    public void Everything_else_is_the_same_memory(string json)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(json);

        Assert.True(LastMemberWins.Apply(bytes, 64).Equals(bytes));
    }

    [Fact]
    public void What_is_too_deep_is_left_to_who_refuses_it()
    {
        var deep = new string('[', 65) + "{\"a\":1,\"a\":2}" + new string(']', 65);

        Assert.Equal(deep, Apply(deep));
    }

    [Fact]
    public void Random_documents_are_as_a_dictionary_has_them()
    {
        var random = new Random(20);
        for (var i = 0; i < 2000; i++)
        {
            var text = new StringBuilder();
            WriteRandom(random, text, 4);
            var json = text.ToString();

            Assert.Equal(Simple(JsonDocument.Parse(json).RootElement), Apply(json));
        }
    }

    /// <summary>Nothing here is quadratic: 200,000 equal names, or different ones, or as many objects one in the other as are allowed.</summary>
    [Fact]
    public void Hostile_documents_take_no_longer_than_others()
    {
        var watch = Stopwatch.StartNew();
        var equal = "{" + string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"a\":{i}")) + "}";
        Assert.Equal("{\"a\":199999}", Apply(equal));

        var different = "{" + string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"{i}\":1")) + "}";
        Assert.Equal(different, Apply(different));

        var nested = "1";
        for (var i = 0; i < 12; i++)
        {
            nested = $"{{\"a\":{nested},\"a\":{nested}}}";
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("{\"a\":", 12)) + "1" + new string('}', 12), Apply(nested));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    private static string Apply(string json) => Encoding.UTF8.GetString(LastMemberWins.Apply(Encoding.UTF8.GetBytes(json), 64).Span);

    private static void WriteRandom(Random random, StringBuilder text, int depth)
    {
        switch (depth == 0 ? 0 : random.Next(3))
        {
            case 0:
                text.Append(random.Next(100));
                break;
            case 1:
                text.Append('[');
                for (var i = random.Next(3); i > 0; i--)
                {
                    WriteRandom(random, text, depth - 1);
                    text.Append(i > 1 ? "," : "");
                }

                text.Append(']');
                break;
            default:
                text.Append('{');
                for (var i = random.Next(6); i > 0; i--)
                {
                    text.Append('"').Append((char)('a' + random.Next(3))).Append("\":");
                    WriteRandom(random, text, depth - 1);
                    text.Append(i > 1 ? "," : "");
                }

                text.Append('}');
                break;
        }
    }

    private static string Simple(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return "[" + string.Join(',', element.EnumerateArray().Select(Simple)) + "]";
            case JsonValueKind.Object:
                var members = new OrderedDictionary<string, string>();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = Simple(member.Value);
                }

                return "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}")) + "}";
            default:
                return element.GetRawText();
        }
    }
}
