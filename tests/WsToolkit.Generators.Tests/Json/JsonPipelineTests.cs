using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Json;

/// <summary>The JSON context as part of the generator: when it is there, from which roots, and what an edit makes anew.</summary>
public sealed class JsonPipelineTests
{
    private const string Service = """
        #pragma warning disable CS1591
        using WsToolkit;
        namespace Shop;
        [WsService]
        public partial class Trading
        {
            [WsRpcMethod] public Task<Quote> QuoteAsync(Order order, CancellationToken ct) => Task.FromResult(new Quote { Price = order.Amount });
            [WsRpcMethod] public void Note(string text) { }
        }
        """;

    private const string Orders = """
        #pragma warning disable CS1591
        namespace Shop;
        /// <summary>An order.</summary>
        public record Order(string Symbol, decimal Amount, Side Side = Side.Sell) { public List<Leg>? Legs { get; init; } }
        public enum Side { Buy, Sell }
        public class Leg { public int Number { get; set; } }
        """;

    private const string Quotes = """
        #pragma warning disable CS1591
        namespace Shop;
        public class Quote { public required decimal Price { get; init; } public string Note { get; init; } = "none"; }
        """;

    [Fact]
    public void The_context_of_a_service()
    {
        var run = GeneratorHarness.Run(Service, Orders, Quotes);

        run.Compile();
        Snapshot.Verify("JsonPipelineTests.The_context_of_a_service", Context(run));
    }

    [Fact]
    public void Every_kind_of_member()
    {
        var run = GeneratorHarness.Run(
            """
            #pragma warning disable CS1591
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using WsToolkit;
            namespace Shop;
            [WsService]
            public partial class Everything
            {
                [WsRpcMethod] public Page<Item> Get(IReadOnlyDictionary<Guid, Item?> items, Point[] points, (int A, string B) pair, DateTimeOffset? at) => new() { Items = [] };
                [WsRpcMethod] public Shape? Draw(Temperature temperature, object anything, System.Collections.Immutable.ImmutableArray<long> numbers) => null;
            }
            public class Page<T> where T : class { public required IReadOnlyList<T> Items { get; init; } public Page<T>? Next { get; set; } }
            [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
            public class Item
            {
                [JsonPropertyName("the name")] public string @class { get; set; } = "";
                [JsonIgnore] public int Hidden { get; set; }
                [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyOrder(2)] public string? Note { get; init; }
                [JsonInclude] private int _secret = 1;
                [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; set; }
                [JsonConverter(typeof(JsonNumberEnumConverter<DayOfWeek>))] public DayOfWeek? Day { get; set; }
                [Obsolete("use Note", true)] public string? Old { get; set; }
                public int Secret() => _secret;
            }
            public struct Point { public int X { get; init; } public int Y { get; set; } }
            [JsonDerivedType(typeof(Circle), "circle")] public abstract class Shape { public virtual string? Name { get; set; } }
            public sealed class Circle : Shape { public override string? Name { get; set; } public double Radius { get; init; } = 1; }
            [JsonConverter(typeof(TemperatureConverter))] public readonly record struct Temperature(double Degrees);
            public sealed class TemperatureConverter : JsonConverter<Temperature>
            {
                public override Temperature Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDouble());
                public override void Write(Utf8JsonWriter writer, Temperature value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Degrees);
            }
            """);

        run.Compile();
        Snapshot.Verify("JsonPipelineTests.Every_kind_of_member", Context(run));
    }

    [Fact]
    public void Without_a_service_there_is_no_context() => Assert.Empty(GeneratorHarness.Run(Orders, Quotes).Files);

    [Fact]
    public void A_service_without_payloads_has_an_empty_context()
    {
        var run = GeneratorHarness.Run("using WsToolkit; namespace Shop; [WsService] internal partial class Quiet { [WsRpcMethod] public void Ping() { } }");

        run.Compile();
        Assert.Equal(["WsJsonContext.g.cs"], Context(run).Select(file => file.Key));
    }

    [Fact]
    public void Every_shape_of_call_has_its_roots()
    {
        var run = GeneratorHarness.Run(
            """
            #pragma warning disable CS1591
            using WsToolkit;
            namespace Shop;
            [WsService(Callback = typeof(ICallback))]
            public partial class Every
            {
                [WsRpcMethod] public A Plain([WsPayload] B b) => new();
                [WsRpcMethod] public ValueTask<C> ValueAsync(ICallback callback) => default;
                [WsRpcMethod] public async IAsyncEnumerable<D> StreamAsync(IAsyncEnumerable<E> items) { await Task.Yield(); yield break; }
                [WsRpcMethod] public Task LongAsync(IProgress<F> progress, WsCallContext context) => Task.CompletedTask;
            }
            [WsService] public partial interface ICallback { Task<G> AskAsync(H h); }
            public class A; public class B; public struct C; public class D; public class E; public class F; public class G; public class H;
            """);

        run.Compile();
        Assert.Equal(
            ["A", "B", "C", "D", "E", "F", "G", "H"],
            Context(run).Select(file => file.Key.Split('.')[1]).Where(name => name != "g").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_type_edited_makes_one_file_anew()
    {
        var before = GeneratorHarness.Run(Service, Orders, Quotes);

        var after = before.Edit(1, "public int Number { get; set; }", "public int Number { get; set; } public int More { get; set; }");

        Assert.Equal(["WsJsonContext.Leg.g.cs"], Changed(before, after));
        Assert.Single(after.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs), output => output.Reason == IncrementalStepRunReason.Modified);
        Assert.Contains("\"More\"", after["WsJsonContext.Leg.g.cs"]);
    }

    [Theory]
    [InlineData("Amount", "Total", "WsJsonContext.Order.g.cs")]
    [InlineData("Side = Side.Sell", "Side = Side.Buy", "WsJsonContext.Order.g.cs")]
    [InlineData("List<Leg>?", "IReadOnlyList<Leg>?", "WsJsonContext.Order.g.cs,WsJsonContext.g.cs")]
    [InlineData("Buy, Sell", "Sell, Buy, Hold", "")]
    [InlineData("public class Leg {", "/* words */ public class Leg {", "")]
    [InlineData("{ get; set; }", "{ get; init; }", "WsJsonContext.Leg.g.cs")]
    public void An_edit_in_another_file_is_noticed(string text, string replacement, string changed)
    {
        var before = GeneratorHarness.Run(Service.Replace("order.Amount", "1"), Orders, Quotes);

        var after = before.Edit(1, text, replacement);

        after.Compile();
        Assert.Equal(changed, string.Join(',', Changed(before, after).Where(name => name.StartsWith("WsJsonContext", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_unrelated_edit_makes_nothing_anew()
    {
        var before = GeneratorHarness.Run(Service, Orders, Quotes, "class Elsewhere { }");

        var after = before.Edit(3, "{ }", "{ int _x; int X() => _x; }");

        after.AssertCached();
    }

    [Fact]
    public void The_models_hold_no_symbols()
    {
        var run = GeneratorHarness.Run(Service, Orders, Quotes);

        foreach (var model in new[] { TrackingNames.Payloads, TrackingNames.PayloadTable, TrackingNames.PayloadTypes }.SelectMany(run.Models))
        {
            Assert.All(ObjectGraph.Walk(model), item => Assert.False(item.Value is ISymbol or SyntaxNode or Compilation or Location, item.Path));
        }
    }

    [Fact]
    public void Half_typed_types_never_make_the_generator_throw()
    {
        var source = Orders + Quotes.Replace("namespace Shop;", "");
        var run = GeneratorHarness.Run(Service, source);
        for (var length = source.Length - 1; length > 0; length -= 7)
        {
            run = run.Edit("File1.cs", _ => source[..length]);
        }
    }

    [Fact]
    public void The_oldest_language_version_that_is_supported_is_enough()
        => GeneratorHarness.Run(TestCompilation.Create([Service, Orders, Quotes], LanguageVersion.CSharp12)).Compile();

    private static IEnumerable<string> Changed(GeneratorHarness before, GeneratorHarness after)
        => after.HintNames.Where(name => !before.HintNames.Contains(name) || before[name] != after[name]).Order(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Context(GeneratorHarness run)
        => run.Files.Where(file => file.HintName.StartsWith("WsJsonContext", StringComparison.Ordinal))
            .Select(file => new KeyValuePair<string, string>(file.HintName, file.SourceText.ToString()));
}
