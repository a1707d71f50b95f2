using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Framing.Tests;

namespace WsToolkit.Tests.Dialects;

public sealed class DefaultDialectWriteTests
{
    private static readonly WsError Failure = new("some_code", "It failed", new Dictionary<string, string> { ["a"] = "wrong", ["b"] = "too" });

    public static TheoryData<WsEnvelope, string, string> Messages => new()
    {
        { Envelope(WsEnvelopeKind.Request, method: "m"), "{}", """{"id":1,"method":"m","payload":{}}""" },
        { Envelope(WsEnvelopeKind.Request, id: "", method: "m"), "5", """{"method":"m","payload":5}""" },
        {
            Envelope(WsEnvelopeKind.Request, method: "m") with { TimeoutMilliseconds = 5000, Credit = 32, WantsProgress = true },
            """{"a":1}""", """{"id":1,"method":"m","timeout":5000,"credit":32,"progress":true,"payload":{"a":1}}"""
        },
        { Envelope(WsEnvelopeKind.Request, method: "m") with { Credit = 0 }, "[]", """{"id":1,"method":"m","credit":0,"payload":[]}""" },
        { Envelope(WsEnvelopeKind.Request, method: "a\"\\\n\u0001ä😀"), "1", """{"id":1,"method":"a\"\\\n\u0001ä😀","payload":1}""" },
        { Envelope(WsEnvelopeKind.Response, method: "m"), "null", """{"id":1,"method":"m","response":null}""" },
        { Envelope(WsEnvelopeKind.Response, id: "\"x\""), "1.50", """{"id":"x","response":1.50}""" },
        { Envelope(WsEnvelopeKind.Error, method: "m") with { Error = new("", "no") }, "", """{"id":1,"method":"m","error":{"message":"no"}}""" },
        { Envelope(WsEnvelopeKind.Error, id: "") with { Error = new("c", "no") }, "", """{"error":{"message":"no","code":"c"}}""" },
        {
            Envelope(WsEnvelopeKind.Error) with { Error = Failure }, "",
            """{"id":1,"error":{"message":"It failed","code":"some_code","errors":{"a":"wrong","b":"too"}}}"""
        },
        { Envelope(WsEnvelopeKind.Item) with { Credit = 0 }, "[1]", """{"id":1,"item":[1]}""" },
        { Envelope(WsEnvelopeKind.Item, stream: "values"), "1", """{"id":1,"stream":"values","item":1}""" },
        { Envelope(WsEnvelopeKind.StreamEnd, stream: "va\"lues"), "", """{"id":1,"stream":"va\"lues","end":true}""" },
        { Envelope(WsEnvelopeKind.StreamError, stream: "values") with { Error = new("c", "no") }, "", """{"id":1,"stream":"values","error":{"message":"no","code":"c"}}""" },
        { Envelope(WsEnvelopeKind.Progress), "0.5", """{"id":1,"progress":0.5}""" },
        { Envelope(WsEnvelopeKind.Cancel) with { Credit = 0 }, "", """{"id":1,"cancel":true}""" },
        { Envelope(WsEnvelopeKind.Credit) with { Credit = 16 }, "", """{"id":1,"credit":16}""" },
        { Envelope(WsEnvelopeKind.Credit, stream: "values") with { Credit = int.MaxValue }, "", """{"id":1,"stream":"values","credit":2147483647}""" },
        { Push("orders:1", "filled"), "[1]", """{"channel":"orders:1","event":"filled","data":[1]}""" },
        { Push("a\"b", ""), "null", """{"channel":"a\"b","event":"","data":null}""" },
        { new WsEnvelope { Kind = WsEnvelopeKind.Gap, Channel = EnvelopeText.Utf8("a"), Missed = 3, Credit = -1 }, "", """{"channel":"a","missed":3}""" },
        { new WsEnvelope { Kind = WsEnvelopeKind.GoingAway, TimeoutMilliseconds = 5000, Credit = -1 }, "", """{"going_away":5000}""" },
        { new WsEnvelope { Kind = WsEnvelopeKind.GoingAway, Credit = -1 }, "", """{"going_away":0}""" },
    };

    private static WsEnvelope Push(string channel, string name)
        => new() { Kind = WsEnvelopeKind.Push, Channel = EnvelopeText.Utf8(channel), Event = EnvelopeText.Utf8(name), Credit = -1 };


    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_is_written_as_documented_and_read_back(WsEnvelope envelope, string payload, string expected)
    {
        var written = EnvelopeText.Write(envelope, payload);
        Assert.Equal(expected, written);

        var read = EnvelopeText.Parse(written);
        Assert.Equal(envelope.Kind, read.Kind);
        Assert.Equal(envelope.Id.ToArray(), read.Id.ToArray());
        Assert.Equal(envelope.Method.ToArray(), read.Method.ToArray());
        Assert.Equal(envelope.Stream.ToArray(), read.Stream.ToArray());
        Assert.Equal(envelope.Channel.ToArray(), read.Channel.ToArray());
        Assert.Equal(envelope.Event.ToArray(), read.Event.ToArray());
        Assert.Equal(envelope.Missed, read.Missed);
        Assert.Equal(envelope.TimeoutMilliseconds, read.TimeoutMilliseconds);
        Assert.Equal(envelope.WantsProgress, read.WantsProgress);
        if (envelope.Kind is WsEnvelopeKind.Request or WsEnvelopeKind.Credit)
        {
            Assert.Equal(envelope.Credit, read.Credit);
        }

        if (envelope.Error is { } error)
        {
            var readError = DefaultDialect.Instance.ReadError(read.Payload);
            Assert.Equal((error.Code, error.Message), (readError.Code, readError.Message));
            Assert.Equal(error.Errors ?? new Dictionary<string, string>(), readError.Errors ?? new Dictionary<string, string>());
        }
        else
        {
            Assert.Equal(payload, Encoding.UTF8.GetString(read.Payload.Span));
        }
    }

    [Fact]
    public void A_malformed_message_cannot_be_written()
    {
        using var output = new OutputBuffer();
        Assert.Throws<ArgumentException>(() => DefaultDialect.Instance.Begin(output, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1_000)]
    public void Texts_of_any_length_and_content_come_through(int length)
    {
        foreach (var unit in new[] { "x", "ä", "€", "😀", "\"", "\\", "\u0000", "\u001f\u007f\u2028", "a😀", "/" })
        {
            var text = string.Concat(Enumerable.Repeat(unit, length));
            var error = new WsError("", text, new Dictionary<string, string> { [Cut(text, 100)] = text });
            var written = EnvelopeText.Write(new WsEnvelope { Kind = WsEnvelopeKind.Error, Error = error });
            Assert.Equal(text, System.Text.Json.JsonDocument.Parse(written).RootElement.GetProperty("error").GetProperty("message").GetString());
            var read = DefaultDialect.Instance.ReadError(EnvelopeText.Parse(written).Payload);
            Assert.Equal(text, read.Message);
            Assert.Equal(error.Errors, read.Errors);
        }

        static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        var written = EnvelopeText.Write(new WsEnvelope { Kind = WsEnvelopeKind.Error, Error = new("", "a\ud800b") });
        Assert.Equal("""{"error":{"message":"a�b"}}""", written);
    }

    [Theory]
    [InlineData("""{"message":"no","code":"c","errors":{"a":"b"},"more":[1]}""", "c", "no", "a=b")]
    [InlineData("{}", "", "The other end reported an error.", "")]
    [InlineData("", "", "The other end reported an error.", "")]
    [InlineData("garbage", "", "The other end reported an error.", "")]
    [InlineData("null", "", "The other end reported an error.", "")]
    [InlineData("\"text\"", "", "text", "")]
    [InlineData("[1,2]", "", "[1,2]", "")]
    [InlineData("42", "", "42", "")]
    [InlineData("""{"message":null,"code":null,"errors":null}""", "", "The other end reported an error.", "")]
    [InlineData("""{"message":5,"code":-32601,"errors":["x"]}""", "-32601", "5", "")]
    [InlineData("""{"message":{"a":1},"errors":{"a":[1],"b":null,"c":{}}}""", "", """{"a":1}""", "a=[1];b=null;c={}")]
    [InlineData("""{"message":"a","message":"b","errors":{"x":"1","x":"2"}}""", "", "b", "x=2")]
    [InlineData("""{"code":"c","message":"no" """, "c", "no", "")]
    [InlineData("""{"message":"\ud800"}""", "", "\\ud800", "")]
    [InlineData("""{"code":"c","\ud800":1}""", "c", "The other end reported an error.", "")]
    public void Errors_are_read_leniently(string payload, string code, string message, string errors)
    {
        var error = DefaultDialect.Instance.ReadError(EnvelopeText.Utf8(payload));
        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
        Assert.Equal(errors, string.Join(';', (error.Errors ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public void What_is_read_of_an_error_is_bounded()
    {
        var longText = new string('x', 4095) + "😀" + new string('y', 100_000);
        var fields = string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"\"{i}\":\"{i}\""));
        var error = DefaultDialect.Instance.ReadError(EnvelopeText.Utf8($$$"""{"message":"{{{longText}}}","code":"{{{longText}}}","errors":{{{{fields}}}}}"""));
        Assert.Equal(new string('x', 4095), error.Message);
        Assert.Equal(128, error.Code.Length);
        Assert.Equal(64, error.Errors!.Count);
        Assert.Equal("63", error.Errors["63"]);
        Assert.Equal(4096, DefaultDialect.Instance.ReadError(EnvelopeText.Utf8($"[{new string('1', 100_000)}]")).Message.Length);
    }

    [Fact]
    public void An_ordinary_message_costs_no_allocation()
    {
        using var output = new OutputBuffer();
        WsEnvelope[] envelopes = [.. Messages.Select(row => (WsEnvelope)row[0]).Where(envelope => envelope.Error is null)];
        Assert.Equal(0, Allocated.By(Write, runs: 1_000));

        void Write()
        {
            foreach (ref readonly var envelope in envelopes.AsSpan())
            {
                DefaultDialect.Instance.Begin(output, in envelope);
                output.Write("1"u8);
                DefaultDialect.Instance.End(output, in envelope);
            }

            output.Reset();
        }
    }

    private static WsEnvelope Envelope(WsEnvelopeKind kind, string id = "1", string method = "", string stream = "") => new()
    {
        Kind = kind,
        Id = EnvelopeText.Utf8(id),
        Method = EnvelopeText.Utf8(method),
        Stream = EnvelopeText.Utf8(stream),
        Credit = -1,
    };
}
