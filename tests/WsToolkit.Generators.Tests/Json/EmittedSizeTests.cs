using System.Text;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Json;

/// <summary>How much source a payload type costs: every byte of it is parsed and compiled in the user's editor.</summary>
public sealed class EmittedSizeTests
{
    private const int MostBytes = 2048;

    public static TheoryData<string> Shapes => new(
        "public sealed record Quote { public string Symbol { get; init; } "
            + "= \"\"; public decimal Price { get; init; } public int Count { get; init; } }",
        "public sealed class Quote { public required string Symbol { get; init; } "
            + "public required decimal Price { get; init; } public required int Count { get; init; } }",
        "public sealed class Quote { public required string Symbol { get; set; } "
            + "public required decimal? Price { get; set; } public required int[] Count { get; set; } }",
        "public sealed class Quote { public string Symbol { get; set; } "
            + "= \"\"; public decimal Price { get; set; } public int Count { get; set; } }",
        "public sealed record Quote(string Symbol, decimal Price, int Count);",
        "public sealed record Quote(string Symbol, decimal Price = 1.5m, int? Count = null);",
        "public readonly record struct Quote(string Symbol, decimal Price, int Count);",
        "public record struct Quote { public string? Symbol { get; init; } "
            + "public decimal Price { get; init; } public int Count { get; init; } }",
        "public sealed record Quote { public required Guid Symbol { get; init; } "
            + "public DayOfWeek Price { get; init; } public DateTimeOffset Count { get; init; } }",
        "public sealed record Quote { public required List<string> Symbol { get; init; } "
            + "public Quote? Price { get; init; } public int Count { get; init; } }",
        "public abstract class Base { public required string Symbol { get; init; } } "
            + "public class Quote : Base { public decimal Price { get; init; } public int Count { get; init; } }");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_type_with_three_properties_takes_less_than_two_kibibytes(string declaration)
    {
        var run = GeneratorHarness.Run($$"""
            #pragma warning disable CS1591
            using WsToolkit;
            namespace Company.Trading.Contracts;
            [WsService] public partial class Trading { [WsRpcMethod] public void Place(Quote quote) { } }
            {{declaration}}
            """);

        // Its own file and its line in the table.
        run.Compile();
        var lines = run["WsJsonContext.g.cs"].Split('\n').Where(line => line.Contains("Contracts.Quote)", StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetByteCount(run["WsJsonContext.Quote.g.cs"]) + Encoding.UTF8.GetByteCount(Assert.Single(lines));
        Assert.InRange(bytes, 1, MostBytes - 1);
    }

    [Fact]
    public void The_platform_takes_several_times_as_much()
    {
        const string Source = """
            #pragma warning disable CS1591
            using System.Text.Json.Serialization;
            using WsToolkit;
            namespace Company.Trading.Contracts;
            [WsService] public partial class Trading { [WsRpcMethod] public void Place(Quote quote) { } }
            public sealed record Quote
            {
                public required string Symbol { get; init; }
                public decimal Price { get; init; }
                public int Count { get; init; }
            }
            [JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
            [JsonSerializable(typeof(Quote))] internal sealed partial class Theirs : JsonSerializerContext;
            """;
        var files = SerializerGenerator.RunBoth(TestCompilation.Create(Source)).SyntaxTrees
            .ToDictionary(tree => Path.GetFileName(tree.FilePath));

        Assert.InRange(Size("Theirs.Quote.g.cs") / (double)Size("WsJsonContext.Quote.g.cs"), 3, 20);

        int Size(string file) => Encoding.UTF8.GetByteCount(files[file].ToString());
    }
}
