using System.Text.Json;
using System.Text.Json.Serialization;
using WsToolkit.Framing;
using WsToolkit.Framing.Tests;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>The short ways for simple types do what the serializer does, errors included.</summary>
public sealed class ScalarPayloadTypesTests
{
    private static readonly string[] Texts =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "1.0", "1.5", "1e2", "1E400", "-1e-400", "0.1", "1.10000000000000000001",
        "79228162514264337593543950335", "79228162514264337593543950336", "0.0000000000000000000000000001", "01", "+1", ".5", "1.", "NaN", "Infinity",
        "\"\"", "\"a\"", "\"1\"", "\"true\"", "\"NaN\"", "\"\\u0041\\n\\\"\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\u00e9\ud83d\ude00\"",
        "\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\"", "\"6F9619FF-8B86-D011-B42D-00CF4FC964FF\"", "\"6f9619ff8b86d011b42d00cf4fc964ff\"",
        "\"\\u0036f9619ff-8b86-d011-b42d-00cf4fc964ff\"", "[]", "[1]", "{}", "{\"a\":1}", "", " ", "\"", "tru", "1 2", "1,", "\"a\" \"b\"", " 1 ", "\t\"a\"\n",
        "/*x*/1", "1//x", "[", "\"a\tb\"",
    ];

    [Fact]
    public void Strings() => Same(Texts.Concat(["a\u007fb", "<>&'+", "a/b", "\u2028", "\ud800", new string('x', 9000), new string('\u00e9', 100)]));

    [Fact]
    public void Booleans() => Same([true, false]);

    [Fact]
    public void Int32s() => Same([0, -1, 1, int.MinValue, int.MaxValue, .. Some(random => random.Next(int.MinValue, int.MaxValue))]);

    [Fact]
    public void Int64s() => Same([0L, -1L, long.MinValue, long.MaxValue, .. Some(random => random.NextInt64(long.MinValue, long.MaxValue))]);

    [Fact]
    public void Doubles() => Same(
    [
        0d, -0d, 0.1, double.MaxValue, double.MinValue, double.Epsilon, 1e21, 1e-7, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        .. Some(random => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))),
    ]);

    [Fact]
    public void Decimals() => Same(
    [
        0m, -0.0m, 1.10m, 1.00000m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, -0.0000000000000000000000000001m,
        .. Some(random => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29))),
    ]);

    [Fact]
    public void Guids() => Same(
    [
        Guid.Empty, Guid.AllBitsSet,
        .. Some(random =>
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }),
    ]);

    [Theory]
    [InlineData("1.10")]
    [InlineData("0.3000000000000000000000000001")]
    [InlineData("-12345678901234567890.12345678")]
    [InlineData("1000.00")]
    public void Decimals_keep_every_digit(string digits)
    {
        var type = Payloads.Codec().GetPayloadType<decimal>();

        Assert.Equal(digits, type.Write(type.Read(digits)));
    }

    [Fact]
    public void A_converter_in_the_options_switches_the_short_way_off()
    {
        var type = Payloads.Codec(configure: options => options.Converters.Add(new Doubling())).GetPayloadType<int>();

        Assert.Equal("14", type.Write(7));
        Assert.Equal(7, type.Read("14"));
        Assert.Equal(7, type.ReadAsMember("14"));
    }

    [Fact]
    public void Number_handling_in_the_options_switches_the_short_way_off()
    {
        const JsonNumberHandling strings = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString;
        var type = Payloads.Codec(configure: options => options.NumberHandling = strings).GetPayloadType<int>();

        Assert.Equal("\"7\"", type.Write(7));
        Assert.Equal(7, type.ReadAsMember("\"7\""));
    }

    [Fact]
    public void Another_encoder_is_heard()
    {
        var type = Payloads.Codec(configure: options => options.Encoder = null).GetPayloadType<string>();

        Assert.Equal("\"\\u003C\"", type.Write("<"));
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        var codec = Payloads.Codec();
        var text = codec.GetPayloadType<string>();
        var number = codec.GetPayloadType<long>();
        var money = codec.GetPayloadType<decimal>();
        using var output = new OutputBuffer();
        byte[] payload = [.. "-1234567890"u8];

        Assert.Equal(0, Allocated.By(() =>
        {
            text.Write(output, "hello");
            number.Write(output, number.Read(payload));
            money.Write(output, money.Read(payload));
            output.Reset();
        }));
    }

    private static IEnumerable<T> Some<T>(Func<Random, T> make)
    {
        var random = new Random(42);
        for (var i = 0; i < 300; i++)
        {
            yield return make(random);
        }
    }

    private static void Same<T>(IEnumerable<T> values)
    {
        foreach (var configure in new Action<JsonSerializerOptions>?[]
        {
            null, options => options.ReadCommentHandling = JsonCommentHandling.Skip, options => options.AllowTrailingCommas = true,
        })
        {
            var codec = Payloads.Codec(configure: configure);
            var fast = codec.GetPayloadType<T>();
            var info = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)codec.Options.GetTypeInfo(typeof(T));
            var general = new JsonPayloadType<T>(info, JsonWriterCache.For(codec.Options));
            Assert.IsNotType<JsonPayloadType<T>>(fast);

            foreach (var json in Texts)
            {
                Assert.Equal(Outcome(() => general.Read(json)), Outcome(() => fast.Read(json)));
                if (IsValue(json, codec.Options))
                {
                    Assert.Equal(Outcome(() => general.ReadAsMember(json)), Outcome(() => fast.ReadAsMember(json)));
                }
            }

            foreach (var value in values)
            {
                Assert.Equal(Outcome(() => general.Write(value)), Outcome(() => fast.Write(value)));
            }

            if (default(T) is null)
            {
                Assert.Equal("null", fast.Write(default!));
            }
        }
    }

    private static bool IsValue(string json, JsonSerializerOptions options)
    {
        try
        {
            JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = options.AllowTrailingCommas }).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Outcome<T>(Func<T?> run)
    {
        try
        {
            return run() is { } value ? "value " + Bits(value) : "null";
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception.GetType() + ": " + exception.Message;
        }
    }

    // A negative zero, a decimal's scale: what is equal need not be the same.
    private static string Bits(object value) => value switch
    {
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x"),
        decimal number => string.Join(' ', decimal.GetBits(number)),
        _ => value.ToString()!,
    };

    private sealed class Doubling : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt32() / 2;

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value * 2);
    }
}
