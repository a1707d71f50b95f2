using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>
/// The grammar of RFC 8259, from the message to the typed argument: what is JSON arrives as what it means, what is not is answered with
/// <c>parse_error</c>, and the connection lives on. What the grammar leaves open is in <see cref="OpenQuestionTests"/>.
/// </summary>
public sealed class JsonConformanceTests
{
    [Fact]
    public void The_tables_agree_with_the_grammar()
    {
        Assert.All(AcceptedDocuments.All, document => Assert.True(IsJson(document.Text), document.Text));
        Assert.All(RejectedDocuments.All, document => Assert.False(IsJson(document), document));
    }

    [Theory, OverBoth]
    public async Task Json_arrives_as_it_stands(HostKind over)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var faults = new List<string>();
        foreach (var (text, _) in AcceptedDocuments.All.Append(("null", "")))
        {
            await ExpectAsync(ConformanceHost.Call("take", text), ConformanceHost.Done("take"));
            if (host.Last is not JsonElement element || element.GetRawText() != text.Trim(' ', '\t', '\r', '\n'))
            {
                faults.Add($"{text} arrives as {host.Last}");
            }

            await ExpectEchoAsync(ConformanceHost.Call("any", text), text);
            await ExpectAsync($$$"""{"id":1,"other":{{{text}}},"method":"take","payload":{"value":1}}""", ConformanceHost.Done("take"));
            if (text != "null")
            {
                await ExpectEchoAsync($$"""{"id":1,"method":"whole","payload":{{text}}}""", text);
            }
        }

        Assert.Empty(faults);
        await connection.AssertServesAsync();
        host.AssertNothingLogged();

        async Task ExpectAsync(string sent, string expected)
        {
            var answer = await connection.AskAsync(sent);
            if (answer != expected)
            {
                faults.Add($"{sent} is answered with {answer}");
            }
        }

        async Task ExpectEchoAsync(string sent, string text)
        {
            var answer = await connection.AskAsync(sent);
            using var parsed = JsonDocument.Parse(answer);
            using var expected = JsonDocument.Parse(text);
            if (!parsed.RootElement.TryGetProperty("response", out var response) || !JsonElement.DeepEquals(response, expected.RootElement))
            {
                faults.Add($"{sent} is echoed with {answer}");
            }
        }
    }

    [Theory, OverBoth]
    public async Task Json_binds_to_the_type_of_the_argument(HostKind over)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var faults = new List<string>();
        foreach (var (text, expected) in AcceptedDocuments.All)
        {
            var method = MethodFor(expected);
            var answer = await connection.AskAsync(ConformanceHost.Call(method, text));
            var last = host.Last;
            if (answer != ConformanceHost.Done(method) || !Print(expected).Equals(Print(last!), StringComparison.Ordinal))
            {
                faults.Add($"{text}: {answer}, {Print(last!)}");
            }
        }

        Assert.Empty(faults);
        await connection.AssertServesAsync();
    }

    [Theory, OverBoth]
    public async Task What_is_not_json_is_refused_wherever_it_stands(HostKind over)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var faults = new List<string>();
        var sent = 0;
        foreach (var text in RejectedDocuments.All)
        {
            var messages = new[]
            {
                text,
                ConformanceHost.Call("take", text),
                $$"""{"id":1,"method":"whole","payload":{{text}}}""",
                $$$"""{"id":{{{text}}},"method":"take","payload":{"value":1}}""",
                $$$"""{"other":[{{{text}}}],"id":1,"method":"take","payload":{"value":1}}""",
                ConformanceHost.Call("take", "1") + text,
                text + ConformanceHost.Call("take", "1"),
            };

            // Some of them are something else in front of, behind or inside other text.
            foreach (var message in messages.Where(message => !IsJson(message)))
            {
                sent++;
                if (await connection.AskAsync(message) is var answer && answer != ConformanceHost.NotJson)
                {
                    faults.Add($"{message} is answered with {answer}");
                }
            }
        }

        Assert.Empty(faults);
        Assert.InRange(sent, RejectedDocuments.All.Count() * 6, int.MaxValue);
        await connection.AssertServesAsync();
        host.AssertNothingLogged();
    }

    [Theory, OverBoth]
    public async Task What_is_json_and_what_is_not_is_decided_as_the_grammar_does(HostKind over)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();
        var random = new Random(8259);
        var texts = AcceptedDocuments.All.Select(document => document.Text)
            .Where(text => text.Length is > 1 and < 60 && Ascii.IsValid(text))
            .ToArray();
        var faults = new List<string>();
        var (good, bad) = (0, 0);
        for (var round = 0; round < 1500; round++)
        {
            var message = ConformanceHost.Call("take", Mutate(texts[random.Next(texts.Length)], random));
            var isJson = IsJson(message);
            var answer = await connection.AskAsync(message);
            if (isJson == (answer == ConformanceHost.NotJson))
            {
                faults.Add($"{message} is answered with {answer}");
            }

            _ = isJson ? good++ : bad++;
        }

        Assert.Empty(faults);
        Assert.True(good > 200 && bad > 200, $"{good} good ones and {bad} bad ones say too little.");
        await connection.AssertServesAsync();
    }

    [Theory]
    [OverBoth(" \t\r\n{ \"id\" : 1 , \"method\" : \"take\" , \"payload\" : { \"value\" : 1 } } \r\n\t ")]
    [OverBoth("{\"\\u0069d\":1,\"me\\u0074hod\":\"take\",\"p\\u0061yload\":{\"value\":1}}")]
    [OverBoth("{\"id\":1,\"method\":\"t\\u0061ke\",\"payload\":{\"val\\u0075e\":1}}")]
    [OverBoth("{\"payload\":{\"value\":1},\"method\":\"take\",\"id\":1}")]
    [OverBoth("{\"ID\":2,\"Method\":null,\"id\":1,\"method\":\"take\",\"payload\":{\"value\":1,\"Value\":2}}")]
    public async Task The_envelope_may_be_written_in_many_ways(HostKind over, string message)
    {
        await using var host = await ConformanceHost.StartAsync(over);
        await using var connection = await host.OpenAsync();

        Assert.Equal(ConformanceHost.Done("take"), await connection.AskAsync(message));
    }

    private static bool IsJson(string text) => ReferenceGrammar.IsJson(Encoding.UTF8.GetBytes(text));

    private static string MethodFor(object expected) => expected switch
    {
        string => "text",
        bool => "flag",
        double => "floating",
        decimal => "exact",
        long => "long",
        BigInteger => "big",
        int => "items",
        _ => "members",
    };

    // With all digits, and with the sign of a zero.
    private static string Print(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string[] names => string.Join('|', names),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string Mutate(string text, Random random)
    {
        const string Characters = "{}[]:,\"\\/ \t\n0123456789+-.eEu\u0001tfnalrs'#";
        var mutated = new StringBuilder(text);
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            var at = random.Next(mutated.Length);
            switch (random.Next(4))
            {
                case 0 when mutated.Length > 1:
                    mutated.Remove(at, 1);
                    break;
                case 1:
                    mutated.Insert(at, Characters[random.Next(Characters.Length)]);
                    break;
                case 2:
                    mutated[at] = Characters[random.Next(Characters.Length)];
                    break;
                default:
                    mutated.Insert(at, mutated.ToString(at, random.Next(1, mutated.Length - at + 1)));
                    break;
            }
        }

        return mutated.ToString();
    }
}
