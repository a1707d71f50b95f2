using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Values of the types that the serializer knows itself: ordinary ones, extremes, and what is hard to write.</summary>
internal static class Scalars
{
    private static readonly string[] Texts =
    [
        "", "a", "Grüße", "日本語", "😀 and 👩‍👩‍👧", "\"\\/\b\f\n\r\t\0\u001f", "<script>&'+`", "\u2028\u2029\uFEFF", "line\r\nline", " ",
        "null", "12", "0.5", "NaN", "$type", new('x', 300), string.Concat(Enumerable.Repeat("ü", 200)), "e\u0301",
    ];

    private static readonly string[] Documents =
    [
        "1", "-0.0", "1e400", "true", "null", "\"\"", "\"\\u0041\\ud83d\\ude00\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"a\":1,\"b\":{\"c\":[]}}",
        "12345678901234567890123456789", "[ 1 , 2 ]",
    ];

    private static readonly Dictionary<Type, Func<Random, object>> Makers = new()
    {
        [typeof(bool)] = random => random.Next(2) == 0,
        [typeof(byte)] = random => Pick(random, byte.MinValue, byte.MaxValue, (byte)7),
        [typeof(sbyte)] = random => Pick(random, sbyte.MinValue, sbyte.MaxValue, (sbyte)0),
        [typeof(short)] = random => Pick(random, short.MinValue, short.MaxValue, (short)-1),
        [typeof(ushort)] = random => Pick(random, ushort.MinValue, ushort.MaxValue, (ushort)300),
        [typeof(int)] = random => Pick(random, int.MinValue, int.MaxValue, 0, random.Next()),
        [typeof(uint)] = random => Pick(random, uint.MinValue, uint.MaxValue, 3_000_000_000),
        [typeof(long)] = random => Pick(random, long.MinValue, long.MaxValue, 1L << 53, random.NextInt64()),
        [typeof(ulong)] = random => Pick(random, ulong.MinValue, ulong.MaxValue, (1UL << 63) + 1),
        [typeof(Int128)] = random => Pick(random, Int128.MinValue, Int128.MaxValue, 5),
        [typeof(UInt128)] = random => Pick(random, UInt128.MinValue, UInt128.MaxValue, UInt128.One << 100),
        [typeof(Half)] = random => Pick(random, Half.MinValue, Half.MaxValue, (Half)0.1, Half.Epsilon),
        [typeof(float)] = random => Pick(random, float.MinValue, float.MaxValue, 0.1f, -0f, float.Epsilon),
        [typeof(double)] = random => Pick(random, double.MinValue, double.MaxValue, 0.1, -0d, double.Epsilon, random.NextDouble()),
        [typeof(decimal)] = random => Pick(random, decimal.MinValue, decimal.MaxValue, 1.10m, -0.000_000_000_000_000_000_000_000_000_1m, 0m),
        [typeof(BigInteger)] = random => Pick(random, BigInteger.Zero, BigInteger.Pow(-10, 61), BigInteger.Pow(2, 200)),
        [typeof(char)] = random => Pick(random, 'a', 'ß', '"', '\0', '\\', '漢'),
        [typeof(string)] = random => Pick(random, Texts),
        [typeof(DateTime)] = random => Pick(
            random,
            DateTime.MinValue,
            DateTime.MaxValue,
            new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddTicks(1234567),
            new DateTime(2000, 1, 1, 12, 0, 0, DateTimeKind.Unspecified)),
        [typeof(DateTimeOffset)] = random => Pick(
            random, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2024, 5, 6, 7, 8, 9, 10, TimeSpan.FromMinutes(-330))),
        [typeof(DateOnly)] = random => Pick(random, DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2024, 2, 29)),
        [typeof(TimeOnly)] = random => Pick(random, TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(1, 2, 3)),
        [typeof(TimeSpan)] = random => Pick(random, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromSeconds(-1.5)),
        [typeof(Guid)] = random => Pick(random, Guid.Empty, Guid.AllBitsSet, new Guid(random.Next(), 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
        [typeof(Uri)] = random => Pick(random, new Uri("https://example.org/ä?b=c#d"), new Uri("relative/path", UriKind.Relative)),
        [typeof(Version)] = random => Pick(random, new Version(1, 2), new Version(1, 2, 3), new Version(0, 0, 0, int.MaxValue)),
        [typeof(byte[])] = random => Bytes(random),
        [typeof(Memory<byte>)] = random => new Memory<byte>(Bytes(random)),
        [typeof(ReadOnlyMemory<byte>)] = random => new ReadOnlyMemory<byte>(Bytes(random)),
        [typeof(object)] = random => Pick<object>(random, 5, "text", true, JsonElement.Parse("{\"a\":[1]}"), Guid.Empty, 1.5m),
        [typeof(JsonElement)] = random => JsonElement.Parse(Pick(random, Documents)),
        [typeof(JsonDocument)] = random => JsonDocument.Parse(Pick(random, Documents)),
        [typeof(JsonNode)] = random => JsonNode.Parse(Pick(random, "1", "{\"a\":[]}", "[null]"))!,
        [typeof(JsonArray)] = random => JsonNode.Parse(Pick(random, "[]", "[1,\"ä\",null]"))!,
        [typeof(JsonObject)] = random => JsonNode.Parse(Pick(random, "{}", "{\"b\":1,\"a\":{}}"))!,
        [typeof(JsonValue)] = random => JsonNode.Parse(Pick(random, "1.50", "\"\"", "false"))!,
    };

    private static readonly Dictionary<Type, object[]> Hostile = new()
    {
        [typeof(Half)] = [Half.NaN],
        [typeof(float)] = [float.NaN, float.NegativeInfinity],
        [typeof(double)] = [double.NaN, double.PositiveInfinity],
        [typeof(string)] = ["\ud800", "a\udfffb"],
        [typeof(char)] = ['\ud800'],
        [typeof(JsonElement)] = [default(JsonElement)],
    };

    public static IEnumerable<Type> Types => Makers.Keys;

    public static bool Makes(Type type) => Makers.ContainsKey(type);

    public static object Make(Type type, Random random, bool isHostile)
        => isHostile && random.Next(4) == 0 && Hostile.TryGetValue(type, out var values) ? Pick(random, values) : Makers[type](random);

    /// <summary>Members that no property has.</summary>
    public static object? ExtensionData(Type type, Random random)
    {
        if (random.Next(3) == 0)
        {
            return null;
        }

        if (type == typeof(JsonObject))
        {
            return new JsonObject { ["further"] = 1, ["ünd"] = null };
        }

        return type.GenericTypeArguments[1] == typeof(object)
            ? new Dictionary<string, object> { ["further"] = 1, ["ünd"] = "text" }
            : new Dictionary<string, JsonElement> { ["further"] = JsonElement.Parse("[1, 2]"), ["ünd"] = JsonElement.Parse("null") };
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(5)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
