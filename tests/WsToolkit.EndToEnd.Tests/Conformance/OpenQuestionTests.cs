using System.Text;
using System.Text.Json;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>What RFC 8259 leaves to implementations, as docs/json.md lists it.</summary>
public sealed class OpenQuestionTests
{
    private const string Taken = "taken";
    private const string Refused = "refused";

    /// <summary>Method, argument, what becomes of the call, and what the method is given.</summary>
    private static readonly (string Method, string Text, string Outcome, object? Given)[] Arguments =
    [
        // Surrogates that stand alone.
        ("text", "\"\\uD800\"", Refused, null),
        ("text", "\"\\uDFAA\"", Refused, null),
        ("text", "\"\\uD800\\n\"", Refused, null),
        ("text", "\"\\uD800abc\"", Refused, null),
        ("text", "\"\\uD800\\uD800\\n\"", Refused, null),
        ("text", "\"\\uDd1ea\"", Refused, null),
        ("text", "\"\\uDd1e\\uD834\"", Refused, null),
        ("text", "\"\\uD888\\u1234\"", Refused, null),
        ("members", "{\"\\uDFAA\":0}", Refused, null),
        ("take", "\"\\uDADA\"", Taken, "\"\\uDADA\""),
        ("take", "{\"\\uDFAA\":0}", Refused, null),
        ("known", "{\"\\uDFAA\":0,\"a\":1}", Refused, null),

        // Numbers that the type cannot hold, or not exactly.
        ("floating", "1e400", Taken, double.PositiveInfinity),
        ("floating", "-1e400", Taken, double.NegativeInfinity),
        ("floating", "1.5e+9999", Taken, double.PositiveInfinity),
        ("floating", "123123e100000", Taken, double.PositiveInfinity),
        ("floating", "1e-400", Taken, 0.0),
        ("floating", "123e-10000000", Taken, 0.0),
        ("floating", "123456789012345678901234567890", Taken, 123456789012345678901234567890.0),
        ("floating", "9007199254740993", Taken, 9007199254740992.0),
        ("floating", "0.1000000000000000055511151231257827", Taken, 0.1),
        ("exact", "1e400", Refused, null),
        ("exact", "1e29", Refused, null),
        ("exact", "79228162514264337593543950336", Refused, null),
        ("exact", "1e-400", Taken, 0m),
        ("exact", "0.00000000000000000000000000001", Taken, 0m),
        ("long", "9223372036854775808", Refused, null),
        ("long", "-9223372036854775809", Refused, null),
        ("long", "1.0", Refused, null),
        ("long", "1e2", Refused, null),
        ("long", "-0.0", Refused, null),
        ("big", "1e3", Refused, null),
        ("big", "1.0", Refused, null),
        ("take", "1e400", Taken, "1e400"),
        ("take", "0.4e00669999999999999999999999999999999999999999999999999999999999999999969999999006", Taken,
            "0.4e00669999999999999999999999999999999999999999999999999999999999999999969999999006"),

        // Names that occur twice.
        ("take", "{\"a\":1,\"a\":1}", Refused, null),
        ("take", "[{\"x\":{\"a\":1,\"b\":2,\"\\u0061\":3}}]", Refused, null),
        ("members", "{\"a\":1,\"a\":2}", Refused, null),
        ("known", "{\"a\":1,\"a\":2}", Refused, null),
        ("known", "{\"a\":1,\"\\u0061\":2}", Refused, null),
        ("known", "{\"other\":1,\"other\":2,\"a\":3}", Taken, 3),
        ("known", "{\"A\":1,\"a\":2}", Taken, 2),

        // Null.
        ("nothing", "null", Taken, "nothing"),
        ("nothing", "\"\"", Taken, "something"),
    ];

    [Theory, OverBoth]
    public async Task Arguments_that_the_grammar_leaves_open(HostKind over)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var faults = new List<string>();
        foreach (var (method, text, outcome, given) in Arguments)
        {
            var answer = await connection.AskAsync(ConformanceHost.Call(method, text));
            var refused = Expected.InvalidParameters("1", method, WsErrorCodes.InvalidArguments, """{"value":"not valid type"}""");
            var last = host.Last is JsonElement element ? element.GetRawText() : host.Last;
            if (answer != (outcome == Taken ? ConformanceHost.Done(method) : refused) || (outcome == Taken && !Equals(last, given)))
            {
                faults.Add($"{method} {text}: {answer}, {last}");
            }
        }

        Assert.Empty(faults);
        await connection.AssertServesAsync();
        host.AssertNothingLogged();
    }

    // Two levels of 64 are the envelope's and that of the arguments.
    [Theory]
    [OverBoth(62, true)]
    [OverBoth(63, false)]
    [OverBoth(500, false)]
    public async Task Nesting_has_a_limit(HostKind over, int depth, bool isTaken)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        var arrays = new string('[', depth) + new string(']', depth);
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "0" + new string('}', depth);
        foreach (var text in new[] { arrays, objects })
        {
            var answer = await connection.AskAsync(ConformanceHost.Call("take", text));
            if (isTaken)
            {
                Assert.Equal(ConformanceHost.Done("take"), answer);
                Assert.Equal(text, ((JsonElement)host.Last!).GetRawText());
            }
            else
            {
                Assert.Contains("\"error\":{\"message\":\"JSON nested deeper than 64 levels\",\"code\":\"parse_error\"}", answer);
            }
        }

        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth("[")]
    [OverBoth("{\"a\":")]
    [OverBoth("[{\"\":")]
    public async Task A_hundred_thousand_openings_are_an_error_and_nothing_else(HostKind over, string opening)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var openings = string.Concat(Enumerable.Repeat(opening, 100_000));

        foreach (var message in new[] { openings, """{"id":1,"method":"take","payload":{"value":""" + openings })
        {
            Assert.Contains("\"code\":\"parse_error\"", await connection.AskAsync(message));
        }

        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth("\ufeff{}")]
    [OverBoth("\ufeff")]
    [OverBoth("{}\ufeff")]
    [OverBoth("[\0]\0")]
    [OverBoth("\0[\0]")]
    public async Task Byte_order_marks_and_other_encodings_are_not_json(HostKind over, string message)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        Assert.Equal(ConformanceHost.NotJson, await connection.AskAsync(message));
        await connection.AssertServesAsync();
    }

    // A lone byte, overlong forms, a surrogate, beyond the last character, cut short, UTF-16 with a mark, Latin-1.
    public static TheoryData<HostKind, string> NotUtf8
    {
        get
        {
            string[] all =
            [
                "FF", "81", "C0AF", "C080", "E08080", "F08282AC", "FC83BFBFBFBF", "EDA080", "EDBFBF", "F4BFBFBF", "F8888080", "E0FF",
                "C3", "E282", "F09F98", "FFFE5B005D00", "E9", "612062E9",
            ];
            var data = new TheoryData<HostKind, string>();
            foreach (var over in Enum.GetValues<HostKind>())
            {
                foreach (var bytes in all)
                {
                    data.Add(over, bytes);
                }
            }

            return data;
        }
    }

    /// <summary>A message of text that is not UTF-8 ends a WebSocket (RFC 6455, section 8.1), that one alone.</summary>
    [Theory]
    [MemberData(nameof(NotUtf8))]
    public async Task What_is_not_utf8_is_never_json(HostKind over, string bytes)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        var call = Encoding.Latin1.GetBytes(ConformanceHost.Call("take", $"\"{Encoding.Latin1.GetString(Convert.FromHexString(bytes))}\""));
        await using var connection = await host.OpenAsync();

        await connection.SendAsync(call, WsMessageType.Text);

        Assert.Equal(WsCloseCode.InvalidPayload, (await connection.ReceiveCloseAsync()).Code);
        Assert.Null(host.Last);
        await using var next = await host.OpenAsync();
        await next.AssertServesAsync();
    }
}
