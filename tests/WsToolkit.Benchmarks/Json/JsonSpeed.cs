using System.Globalization;
using System.Text.Json;
using WsToolkit.Benchmarks.Generated;
using WsToolkit.Json;

namespace WsToolkit.Benchmarks.Json;

/// <summary>
/// Measures our generated metadata beside that of the serializer's own generator: the same types, the same options, the same bytes, by
/// turns in one run.
/// </summary>
internal static class JsonSpeed
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "rounds", "milliseconds", "options");
        var rounds = arguments.Number("rounds", 60, 1000);
        var milliseconds = arguments.Number("milliseconds", 3, 1000);
        var plain = arguments.Text("options", "toolkit") == "plain";
        var ours = plain ? new JsonSerializerOptions { TypeInfoResolver = WsJsonContext.Default } : Options(new WsJsonOptions());
        var theirs = plain
            ? new JsonSerializerOptions { TypeInfoResolver = PlatformContext.Default }
            : Options(new WsJsonOptions { TypeInfoResolvers = { PlatformContext.Default } });

        var cases = Cases(ours, theirs);

        // What they share has to be compiled for good before the first one is measured.
        foreach (var one in cases)
        {
            _ = Duel.Run(one.ReadTheirs, one.ReadOurs, 1, 1);
            _ = Duel.Run(one.WriteTheirs, one.WriteOurs, 1, 1);
        }

        Console.WriteLine($"Fastest of {rounds} turns of {milliseconds} ms each, "
            + $"{(plain ? "the serializer's default options" : "the toolkit's options")}; "
            + "in brackets the median of the ratios of all turns:");
        Console.WriteLine();
        Console.WriteLine("| type | read: platform | read: ours | ratio | allocated | write: platform | write: ours | ratio | allocated |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var one in cases)
        {
            var read = Duel.Run(one.ReadTheirs, one.ReadOurs, rounds, milliseconds);
            var write = Duel.Run(one.WriteTheirs, one.WriteOurs, rounds, milliseconds);
            Console.WriteLine($"| {one.Name} | {Text(read)} | {Text(write)} |");
        }
    }

    private static JsonSerializerOptions Options(WsJsonOptions options)
        => options.CreateSerializerOptions(WsNaming.CamelCase, WsJsonContext.Default);

    private static string Text(Duel duel) => string.Create(
        CultureInfo.InvariantCulture,
        $"{duel.Theirs:F0} ns | {duel.Ours:F0} ns | **{duel.Ours / duel.Theirs:F2}** ({duel.MedianRatio:F2}) "
            + $"| {duel.TheirBytes:F0} B, {duel.OurBytes:F0} B");

    private static IReadOnlyList<JsonCase> Cases(JsonSerializerOptions ours, JsonSerializerOptions theirs)
    {
        var three = new ThreeInit { Symbol = "ETH-USDT", Price = 3120.55m, Count = 17 };
        var required = new ThreeRequired { Symbol = "ETH-USDT", Price = 3120.55m, Count = 17 };
        var at = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
        return
        [
            Case("3 `init`, record", three),
            Case("3 `required init`", required),
            Case("3 `required set`", new ThreeRequiredSet { Symbol = "ETH-USDT", Price = 3120.55m, Count = 17 }),
            Case("3 `init`, record struct", new ThreeInitStruct { Symbol = "ETH-USDT", Price = 3120.55m, Count = 17 }),
            Case("12 `init`, record", new TwelveInit
            {
                Symbol = "ETH-USDT", Venue = "main", Note = null, Open = 1.25m, High = 2.5m, Low = 1.125m, Close = 2,
                Volume = 123456789, Trades = 42, Change = 0.5, Closed = true, At = at,
            }),
            Case("12 `required init`", new TwelveRequired
            {
                Symbol = "ETH-USDT", Venue = "main", Note = null, Open = 1.25m, High = 2.5m, Low = 1.125m, Close = 2,
                Volume = 123456789, Trades = 42, Change = 0.5, Closed = true, At = at,
            }),
            Case("list of 10 records in a record, `init`", new NestedInit
            {
                Name = "all", Items = [.. Enumerable.Repeat(three, 10)], Best = required,
            }),
            Case("enumerations, `init`", new WithEnum { Side = Side.Sell, Other = Side.Buy, Count = 3 }),
            Case("dictionary of 10, `init`", new WithDictionary
            {
                Name = "all", Counts = Enumerable.Range(0, 10).ToDictionary(static index => $"key{index}"),
            }),
            Case("3 parameters, positional record", new Positional("ETH-USDT", 3120.55m, 17)),
            Case("12 parameters, positional record", new TwelvePositional(
                "ETH-USDT", "main", null, 1.25m, 2.5m, 1.125m, 2, 123456789, 42, 0.5, true, at)),
            Case("3 `set`, class", new Mutable { Symbol = "ETH-USDT", Price = 3120.55m, Count = 17 }),
        ];

        JsonCase Case<T>(string name, T value) => JsonCase.Create(name, value, ours, theirs);
    }
}
