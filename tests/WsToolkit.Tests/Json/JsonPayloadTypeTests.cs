using System.Text;
using System.Text.Json;
using WsToolkit.Framing;
using WsToolkit.Framing.Tests;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>Payloads of types with members: the rules of the wire.</summary>
public sealed class JsonPayloadTypeTests
{
    public enum Side
    {
        Buy,
        Sell,
    }

    [Fact]
    public void A_record_makes_the_round_trip()
    {
        var type = Payloads.Codec().GetPayloadType<Order>();
        var order = new Order("ETH", 1.10m, Side.Sell) { Tags = ["a", "\u00e9<"], Parent = new Order("BTC", 2m, null) };

        var json = type.Write(order);

        Assert.Equal("""{"symbol":"ETH","amount":1.10,"side":"Sell","tags":["a","é<"],"parent":{"symbol":"BTC","amount":2,"side":null,"tags":[],"parent":null}}""", json);
        Assert.Equal(json, type.Write(type.Read(json)!));
        Assert.Equal(json, type.Write(type.ReadAsMember(json)!));
    }

    [Theory]
    [InlineData(WsNaming.Default, "lastPrice")]
    [InlineData(WsNaming.CamelCase, "lastPrice")]
    [InlineData(WsNaming.SnakeCase, "last_price")]
    [InlineData(WsNaming.AsIs, "LastPrice")]
    public void The_naming_of_the_contract_names_the_members(WsNaming naming, string name)
        => Assert.Equal($$"""{"{{name}}":1}""", Payloads.Codec(naming).GetPayloadType<Quote>().Write(new Quote(1)));

    [Theory]
    [InlineData("""{"symbol":"a","amount":1,"side":null,"unknown":{"x":[1]}}""", true)]
    [InlineData("""{"symbol":"a","amount":1}""", false)]
    [InlineData("""{"symbol":null,"amount":1,"side":null}""", false)]
    [InlineData("""{"symbol":"a","amount":"1","side":null}""", false)]
    [InlineData("""{"symbol":"a","amount":1,"side":"Hold"}""", false)]
    [InlineData("""{"symbol":"a","amount":1,"amount":1,"side":null}""", false)]
    [InlineData("""{"Symbol":"a","amount":1,"side":null}""", false)]
    [InlineData("""{"symbol":"a","amount":1,"side":null}x""", false)]
    [InlineData("""{"symbol":"a","amount":1,"side":null""", false)]
    [InlineData("""{"symbol":"a","amount":NaN,"side":null}""", false)]
    [InlineData("""{"symbol":"a","amount":1,"side":null,}""", false)]
    [InlineData("", false)]
    public void What_is_accepted(string json, bool accepted)
    {
        var type = Payloads.Codec().GetPayloadType<Order>();

        if (accepted)
        {
            Assert.NotNull(type.Read(json));
        }
        else
        {
            Assert.Throws<JsonException>(() => type.Read(json));
        }
    }

    [Theory]
    [InlineData("""{"symbol":"a","amount":1,"side":null,"tags":["x"],"parent":{"symbol":"b","amount":2,"side":"Buy"},"unknown":[{}]}""")]
    [InlineData("""{"symbol":"a","amount":1}""")]
    [InlineData("""{"symbol":"a","amount":"1","side":null}""")]
    [InlineData("""{"symbol":"a","amount":1,"side":"Hold"}""")]
    [InlineData("""{"symbol":"a","amount":1,"amount":1,"side":null}""")]
    [InlineData("""{"symbol":"a","amount":1,"side":null,"parent":{"symbol":"b","amount":2,"side":null,"tags":[1]}}""")]
    [InlineData("""{"symbol":"a","amount":1,"side":null,"parent":5}""")]
    [InlineData("""{"symbol":"\ud83d","amount":1,"side":null}""")]
    [InlineData("""{"symbol":"throw","amount":1,"side":null}""")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    public void A_member_is_read_as_the_serializer_reads_it(string json)
    {
        var codec = Payloads.Codec();
        var type = codec.GetPayloadType<Order>();

        Assert.Equal(Outcome(() => Serializer(json)), Outcome(() => type.ReadAsMember(json)));

        Order? Serializer(string json)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes("{\"a\":" + json + ",\"b\":7}"));
            reader.Read();
            reader.Read();
            reader.Read();
            return JsonSerializer.Deserialize<Order>(ref reader, codec.Options);
        }

        string Outcome(Func<Order?> run)
        {
            try
            {
                return type.Write(run()!);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                return exception.GetType() + ": " + exception.Message;
            }
        }
    }

    [Fact]
    public void Null_is_a_result()
    {
        var type = Payloads.Codec().GetPayloadType<Order?>();

        Assert.Equal("null", type.Write(null));
        Assert.Null(type.Read("null"));
        Assert.Null(type.ReadAsMember("null"));
    }

    [Fact]
    public void Depth_is_limited_in_both_directions()
    {
        var codec = new JsonPayloadCodec(new WsJsonOptions().CreateSerializerOptions(WsNaming.CamelCase, Payloads.Nothing, maxDepth: 4));
        var type = codec.GetPayloadType<JsonElement>();

        Assert.Equal("[[[[]]]]", type.Write(type.Read("[[[[]]]]")));
        Assert.Throws<JsonException>(() => type.Read("[[[[[]]]]]"));

        var chain = codec.GetPayloadType<Order>();
        var deep = Enumerable.Range(0, 5).Aggregate((Order?)null, (parent, _) => new Order("a", 1, null) { Parent = parent })!;
        Assert.Throws<JsonException>(() => chain.Write(deep));
    }

    [Fact]
    public void After_a_failure_the_next_value_is_written_as_if_nothing_had_been()
    {
        var type = Payloads.Codec().GetPayloadType<object>();
        using var output = new OutputBuffer();
        output.Write("before "u8);
        var mark = output.Mark();

        Assert.Throws<InvalidOperationException>(() => type.Write(output, new Failing()));
        output.Rewind(mark);
        type.Write(output, "after");

        Assert.Equal("before \"after\"", Encoding.UTF8.GetString(System.Buffers.BuffersExtensions.ToArray(output.Written)));
    }

    [Fact]
    public void Large_values_cross_the_segments_of_the_buffer()
    {
        var type = Payloads.Codec().GetPayloadType<List<string>>();
        var items = Enumerable.Range(0, 5000).Select(i => new string((char)('a' + (i % 26)), i % 97) + "\u00e9\"").ToList();

        Assert.Equal(items, type.Read(type.Write(items)));
    }

    [Fact]
    public void A_payload_may_be_written_while_another_is_being_written()
    {
        var inner = Payloads.Codec().GetPayloadType<int[]>();
        var outer = Payloads.Codec(configure: options => options.Converters.Add(new Nesting(inner))).GetPayloadType<List<Quote>>();

        Assert.Equal("""["[1,2]","[1,2]"]""", outer.Write([new Quote(1), new Quote(2)]));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var type = Payloads.Codec().GetPayloadType<Quote>();
        using var output = new OutputBuffer();
        var quote = new Quote(12.5m);

        Assert.Equal(0, Allocated.By(() =>
        {
            type.Write(output, quote);
            output.Reset();
        }));
    }

    [Fact]
    public async Task Threads_do_not_disturb_each_other()
    {
        var codec = Payloads.Codec();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                var type = codec.GetPayloadType<Order>();
                var order = new Order(number + "-" + i, i, Side.Buy);
                Assert.Equal(order.Symbol, type.Read(type.Write(order))!.Symbol);
            }
        })));
    }

    public sealed record Quote(decimal LastPrice);

    public sealed record Order(string Symbol, decimal Amount, Side? Side)
    {
        private readonly bool _valid = Symbol != "throw" ? true : throw new ArgumentException("not this");

        public List<string> Tags { get; init; } = [];

        public Order? Parent { get; init; }
    }

    public sealed class Failing
    {
        public string First => new('x', 10_000);

        public string Second => throw new InvalidOperationException("no");
    }

    private sealed class Nesting(WsPayloadType<int[]> inner) : System.Text.Json.Serialization.JsonConverter<Quote>
    {
        public override Quote Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Quote value, JsonSerializerOptions options) => writer.WriteStringValue(inner.Write([1, 2]));
    }
}
