using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>What another generator writes, the toolkit's cannot see; the analyzer sees both.</summary>
public sealed class UnseenTypesTests
{
    private const string Generated = "namespace Shop; public record Order(int Id);";

    [Theory]
    [InlineData("public partial class Trading { [WsRpcMethod] public int Good() => 1; [WsRpcMethod] public int Place([|Order|] order) => 1; }", "Place")]
    [InlineData("public abstract partial class Trading { [WsRpcMethod] public abstract [|Task<List<Order>>|] FindAsync(int id); [WsRpcMethod] public abstract int Good(); }", "FindAsync")]
    [InlineData("public partial class Trading { [WsChannel(\"good\")] public partial WsChannel<int> Good(); [WsChannel(\"orders\")] public partial [|WsChannel<Order>|] Orders(); }", "Orders")]
    [InlineData("[WsService] public partial interface ITrading { [WsChannel(\"orders\")] [|WsChannel<Order>|] Orders { get; } }", "Orders")]
    [InlineData("[WsService] public partial interface ITrading { Task<int> PlaceAsync([|Order[]|] orders); Task<int> GoodAsync(); }", "PlaceAsync")]
    public async Task A_method_that_needs_them_is_told_about(string source, string method)
    {
        var (text, span) = AnalyzerHarness.Unmark("using WsToolkit;\nnamespace Shop;\n" + source);
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(Generate(text)));
        Assert.Equal("WST1069", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.DefaultSeverity);
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Equal(
            $"'{method}' is left out, because another source generator writes 'Shop.Order' and generators do not see each other's output. Declare the type in source, or in a referenced project.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_type_that_is_only_extended_by_a_generator_can_be_seen_but_not_what_is_added()
    {
        var output = Generate("using WsToolkit; namespace Shop; public partial record Price(int Value); public partial class Trading { [WsRpcMethod] public int Pay(Price price) => 1; }");
        Assert.NotEmpty(output.GetTypeByMetadataName("Shop.TradingContract")!.GetMembers("Pay"));
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(output));
        Assert.Equal("WST2040", diagnostic.Id);
        Assert.Equal("Price", diagnostic.Underlined());
        Assert.StartsWith("Another source generator adds to 'Shop.Price' what ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_added_and_does_not_matter_is_not_told_about()
    {
        var output = Generate("using WsToolkit; namespace Shop; public partial record Price(int Value); public partial record Tag; public partial class Trading { [WsRpcMethod] public int Pay(Tag tag) => 1; }");
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(output));
    }

    [Fact]
    public async Task A_member_of_a_type_that_a_generator_writes_is_told_about()
    {
        var output = Generate("using WsToolkit; namespace Shop; public record Basket(Order Order); public partial class Trading { [WsRpcMethod] public int Pay(Basket basket) => 1; }");
        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(output));
        Assert.Equal("WST2040 Basket", diagnostic.Id + " " + diagnostic.Underlined());
    }

    private static Compilation Generate(string source)
    {
        var compilation = TestCompilation.Create(source);
        CSharpGeneratorDriver
            .Create([new WsGenerator().AsSourceGenerator(), new OrderGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions())
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Assert.Empty(output.CompilerErrors());
        return output;
    }

    private sealed class OrderGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(context.CompilationProvider.Select(static (compilation, _) => compilation.GetTypeByMetadataName("Shop.Price") is not null), static (output, extend) =>
            {
                output.AddSource("Order.g.cs", Generated);
                if (extend)
                {
                    output.AddSource("Price.g.cs", "namespace Shop; public partial record Price { public int Cents => Value * 100; }");
                    output.AddSource("Tag.g.cs", "namespace Shop; public partial record Tag { private int Hidden() => 1; public override string ToString() => $\"{Hidden()}\"; }");
                }
            });
    }
}
