using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Analyzers;
using WsToolkit.Generators.Analyzers.Payloads;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>Every mistake in a payload type gets one message, at the right place, of the right severity.</summary>
public sealed class PayloadAnalyzerTests
{
    private const string Header =
        "#pragma warning disable CS0619\nusing System.Text.Json;\nusing System.Text.Json.Nodes;\nusing System.Text.Json.Serialization;\nusing WsToolkit;\nnamespace Shop;\n";

    public static TheoryData<int> Indices => new(Enumerable.Range(0, PayloadMistakes.All.Count));

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task A_mistake_gets_its_message(int index)
    {
        var mistake = PayloadMistakes.All[index];
        var (source, span) = AnalyzerHarness.Unmark(Header + mistake.Source);
        var diagnostic = Assert.Single(await AnalyzeAsync(source, mistake.Root));

        Assert.Equal(mistake.Id, diagnostic.Id);
        Assert.Equal(mistake.Message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(source[span.Start..span.End], diagnostic.Underlined());
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Same(PayloadDiagnostics.Of(mistake.Problem), diagnostic.Descriptor);
        Assert.Equal(diagnostic.Descriptor.DefaultSeverity, diagnostic.Severity);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task Where_there_is_no_reflection_a_mistake_is_an_error(int index)
    {
        var mistake = PayloadMistakes.All[index];
        var (source, _) = AnalyzerHarness.Unmark(Header + mistake.Source);
        var expected = mistake.Problem is PayloadProblem.Untyped or PayloadProblem.Open or PayloadProblem.EnumConverter
            ? DiagnosticSeverity.Warning
            : DiagnosticSeverity.Error;
        var diagnostic = Assert.Single(await AnalyzeAsync(source, mistake.Root, ProjectOptions.Aot));
        Assert.Equal(expected, diagnostic.Severity);
    }

    [Theory]
    [InlineData(ProjectProperties.AotAnalyzer, "True", DiagnosticSeverity.Error)]
    [InlineData(ProjectProperties.TrimAnalyzer, "true", DiagnosticSeverity.Error)]
    [InlineData(ProjectProperties.AotAnalyzer, "false", DiagnosticSeverity.Warning)]
    [InlineData(ProjectProperties.TrimAnalyzer, "", DiagnosticSeverity.Warning)]
    public async Task The_project_says_whether_there_is_reflection(string property, string value, DiagnosticSeverity severity)
    {
        var project = new ProjectOptions(properties: (property, value));
        Assert.Equal(severity, Assert.Single(await AnalyzeAsync(Header + "public record Order(nint Handle);", "Order", project)).Severity);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task A_message_can_be_suppressed(int index)
    {
        var mistake = PayloadMistakes.All[index];
        var (source, _) = AnalyzerHarness.Unmark(Header + mistake.Source);
        Assert.Empty(await AnalyzeAsync($"#pragma warning disable {mistake.Id}\n{source}", mistake.Root, ProjectOptions.Aot));
    }

    [Fact]
    public void Every_kind_of_problem_has_a_mistake()
    {
        // What another generator writes has a test of its own.
        var kinds = Enum.GetValues<PayloadProblem>().Except([PayloadProblem.UnseenMember]);
        Assert.Equal(kinds, PayloadMistakes.All.Select(mistake => mistake.Problem).Distinct().Order());
    }

    [Fact]
    public void Every_kind_of_problem_has_a_diagnostic_that_the_analyzer_declares()
    {
        var supported = new PayloadAnalyzer().SupportedDiagnostics;
        Assert.All(Enum.GetValues<PayloadProblem>(), problem => Assert.Contains(PayloadDiagnostics.Of(problem), supported));
        Assert.Equal(supported.Length, supported.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(supported, descriptor =>
        {
            Assert.Matches("^WST2[0-9]{3}$", descriptor.Id);
            Assert.Equal(PayloadDiagnostics.Category, descriptor.Category);
            Assert.True(descriptor.IsEnabledByDefault);
        });
    }

    [Theory]
    [InlineData("record Order(int Number, string? Text, List<Leg> Legs, Side Side, Guid[] Ids, DateTimeOffset At) { public Leg? First { get; init; } } record Leg(decimal Price); enum Side { Buy, Sell }")]
    [InlineData("class Order { [JsonIgnore] public Action? Done { get; set; } [JsonIgnore] public object? Any { get; set; } public static nint Handle; private Type? _type; public override string ToString() => $\"{_type ??= typeof(int)}\"; }")]
    [InlineData("class Order { [JsonConverter(typeof(One))] public Action? Done { get; set; } } class One : JsonConverter<Action> { public override Action Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => null!; public override void Write(Utf8JsonWriter writer, Action value, JsonSerializerOptions options) { } }")]
    [InlineData("[JsonDerivedType(typeof(Circle), \"circle\")] abstract record Shape(int X); record Circle(int X, int R) : Shape(X); record Order(Shape Shape);")]
    [InlineData("abstract class Shape; class Circle : Shape; class Order { public Shape Shape { get; } = new Circle(); }")]
    [InlineData("class Order { public int X { get; set; } [JsonPropertyName(\"x\"), JsonIgnore] public int Y { get; set; } }")]
    [InlineData("class Base { public virtual int X { get; set; } public int Y { get; set; } } class Order : Base { public override int X { get; set; } public new string Y { get; set; } = \"\"; }")]
    [InlineData("class Base { public int X { get; set; } } class Order : Base { [JsonIgnore] public new int X { get; set; } }")]
    [InlineData("class Order(int number) { [JsonInclude] public int Number = number; }")]
    [InlineData("class Base { public int X { get; init; } } class Order : Base { public Order(int x) => X = x; }")]
    [InlineData("class Order(int x) { [JsonIgnore] public int X { get; } = x; }")]
    [InlineData("class Order { private Order() { } [JsonConstructor] private Order(int x) => X = x; public int X { get; } }")]
    [InlineData("struct Order { private Order(int x) => X = x; public int X { get; set; } public static Order One => new(1); }")]
    [InlineData("class Order { [JsonExtensionData] public Dictionary<string, object?>? Rest { get; set; } }")]
    [InlineData("class Order { [JsonExtensionData] public IDictionary<string, JsonElement>? Rest { get; init; } }")]
    [InlineData("class Order { public Dictionary<Guid, int>? A { get; set; } public SortedDictionary<Side, int>? B { get; set; } public IReadOnlyDictionary<DateOnly, int>? C { get; set; } public Dictionary<Key, int>? D { get; set; } } enum Side { Buy } [JsonConverter(typeof(KeyConverter))] record struct Key(int X); class KeyConverter : JsonConverter<Key> { public override Key Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => default; public override Key ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => default; public override void Write(Utf8JsonWriter writer, Key value, JsonSerializerOptions options) { } public override void WriteAsPropertyName(Utf8JsonWriter writer, Key value, JsonSerializerOptions options) => writer.WritePropertyName(\"\"); }")]
    [InlineData("class Order { public IReadOnlyList<int>? A { get; set; } public ISet<int>? B { get; set; } public Stack<int>? C { get; set; } public LinkedList<int>? D { get; set; } public System.Collections.Immutable.ImmutableArray<int> E { get; set; } public IDictionary<string, int>? F { get; set; } public ReadOnlyMemory<byte> G { get; set; } public IEnumerable<int>? H { get; set; } public System.Collections.ObjectModel.ObservableCollection<int>? I { get; set; } }")]
    [InlineData("class Order { public System.Collections.ObjectModel.ReadOnlyCollection<int> Items { get; } = new([1]); }")]
    [InlineData("unsafe struct Order { public fixed byte Bytes[4]; public int Number { get; set; } }")]
    public async Task What_works_is_not_told_about(string types)
        => Assert.Empty(await AnalyzeAsync(Header + types, "Order", ProjectOptions.Aot));

    // A server that does not generate a client only writes what it returns.
    [Theory]
    [InlineData("[WsService(Ends = WsEnds.Server)] public partial class Trading { [WsRpcMethod] public Shape Get() => new Circle(); }", 0)]
    [InlineData("[WsService(Ends = WsEnds.Server)] public partial class Trading { [WsRpcMethod] public void Put(Shape shape) { } }", 1)]
    [InlineData("[WsService(Ends = WsEnds.Client)] public partial interface ITrading { Task PutAsync(Shape shape); }", 0)]
    [InlineData("[WsService(Ends = WsEnds.Client)] public partial interface ITrading { Task<Shape> GetAsync(); }", 1)]
    [InlineData("[WsService(Ends = WsEnds.Server)] public partial class Trading { [WsRpcMethod] public void Put(IProgress<Shape> shapes) { } }", 0)]
    [InlineData("[WsService(Ends = WsEnds.Server)] public partial class Trading { [WsRpcMethod] public Task PutAsync(IAsyncEnumerable<Shape> shapes) => Task.CompletedTask; }", 1)]
    public async Task What_is_only_written_need_not_be_readable(string service, int count)
    {
        var diagnostics = await AnalyzeAsync(Header + service + " public abstract class Shape; public class Circle : Shape;", null);
        Assert.Equal(Enumerable.Repeat("WST2004", count), diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task Names_clash_in_the_naming_of_the_contract()
    {
        const string Types = " public class Order { public int OrderId { get; set; } public int order_id { get; set; } }";
        Assert.Equal(["WST2026"], await IdsAsync("[WsService(Naming = WsNaming.SnakeCase)] public partial class Trading { [WsRpcMethod] public void Put(Order order) { } }" + Types));
        Assert.Empty(await IdsAsync("public partial class Trading { [WsRpcMethod] public void Put(Order order) { } }" + Types));
    }

    [Fact]
    public async Task Each_use_is_told_about_and_each_declaration_once() => Assert.Equal(
        ["WST2002 Action?", "WST2002 List<Action>", "WST2024 count", "WST2002 Func<int>[]"],
        (await AnalyzeAsync(
            Header + """
            public partial class Trading { [WsRpcMethod] public void Put(Order order, Leg leg) { } [WsRpcMethod] public Leg Get() => new(1); }
            public class Order { public Action? First { get; set; } public List<Action> Second { get; set; } = []; public Leg? Leg { get; set; } }
            public class Leg(int count) { public Func<int>[] All { get; set; } = new Func<int>[count]; }
            """,
            null)).Select(diagnostic => $"{diagnostic.Id} {diagnostic.Underlined()}"));

    [Fact]
    public async Task What_is_inside_a_type_of_another_assembly_is_told_about_where_that_is_used()
    {
        var diagnostics = await AnalyzeAsync(Header + "public class Order { public InvalidOperationException? Error { get; } }", "Order");
        Assert.All(diagnostics, diagnostic => Assert.Equal("InvalidOperationException?", diagnostic.Underlined()));
        Assert.Collection(
            diagnostics.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)),
            message => Assert.StartsWith("A value of type 'System.Reflection.MethodBase' in 'System.Exception.TargetSite' cannot be JSON.", message, StringComparison.Ordinal),
            message => Assert.StartsWith("A value of type 'object' in 'System.Exception.Data' is read as a JsonElement", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_compiler_refuses_is_not_told_about()
    {
        var run = GeneratorHarness.Run(Header + "public partial class Trading { [WsRpcMethod] public void Put(Order order) { } } public class Order { public Missing? Item { get; set; } }");
        Assert.Equal(["CS0246"], run.Output.CompilerErrors().Select(diagnostic => diagnostic.Id));
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(run.Output));
    }

    private static async Task<IEnumerable<string>> IdsAsync(string source)
        => (await AnalyzeAsync(Header + source, null)).Select(diagnostic => diagnostic.Id);

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(string source, string? root, ProjectOptions? project = null)
    {
        var contract = root is null ? "" : $"\ninternal partial class Trading {{ [WsRpcMethod] public void Put({root} value) {{ }} [WsRpcMethod] public {root} Get() => default!; }}";
        var compilation = TestCompilation.Create(source + contract);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true).WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        project ??= new ProjectOptions();
        var run = GeneratorHarness.Run(compilation, project);
        Assert.Empty(run.Output.CompilerErrors());
        return await AnalyzerHarness.AnalyzeAsync(run.Output, project);
    }
}
