using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Analyzers;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>Every mistake gets one message, at the right place, and lets the rest be generated and compiled.</summary>
public sealed class ContractAnalyzerTests
{
    private const string Header = "using WsToolkit;\nnamespace Shop;\n";

    // What is wrong with one contract is of no concern to another.
    private const string Neighbour = "\npublic partial class Neighbour { [WsRpcMethod] public int Run() => 1; }";

    public static TheoryData<int> Indices => new(Enumerable.Range(0, All.Count));

    private static IReadOnlyList<Mistake> All { get; } = [.. Mistakes.All, .. ChannelMistakes.All, .. WalkerMistakes.All];

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task A_mistake_gets_its_message(int index)
    {
        var mistake = All[index];
        var (source, span) = AnalyzerHarness.Unmark(Header + mistake.Source);
        var run = GeneratorHarness.Run(Compile(source + Neighbour));

        var diagnostic = Assert.Single(await AnalyzerHarness.AnalyzeAsync(run.Output));

        Assert.Equal(mistake.Id, diagnostic.Id);
        Assert.Equal(mistake.Message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(source[span.Start..span.End], diagnostic.Underlined());
        Assert.Equal(span, diagnostic.Location.SourceSpan);
        Assert.Same(Diagnostics.Of(mistake.Problem), diagnostic.Descriptor);
        Assert.Empty(run.Output.CompilerErrors());
        Assert.NotNull(run.Output.GetTypeByMetadataName("Shop.NeighbourDispatcher"));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task A_message_can_be_suppressed(int index)
    {
        var mistake = All[index];
        var (source, _) = AnalyzerHarness.Unmark(Header + mistake.Source);
        Assert.Empty(await AnalyzerHarness.AnalyzeAsync(Compile($"#pragma warning disable {mistake.Id}\n{source}")));
    }

    [Fact]
    public void Every_reason_of_the_parser_has_a_mistake()
    {
        // What another generator writes is a matter of two generators, and an order one of two files; both have tests of their own.
        var reasons = Enum.GetValues<ContractProblem>().Except([ContractProblem.UnresolvedType, ContractProblem.EntryWithoutOrder]);
        Assert.Equal(reasons.Order(), All.Select(mistake => mistake.Problem).Distinct().Order());
    }

    [Fact]
    public void Every_reason_has_a_diagnostic_that_the_analyzer_declares()
    {
        var supported = new ContractAnalyzer().SupportedDiagnostics;
        Assert.All(Enum.GetValues<ContractProblem>(), problem => Assert.Contains(Diagnostics.Of(problem), supported));
        Assert.Equal(supported.Length, supported.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(supported, descriptor =>
        {
            Assert.Matches("^WST1[0-9]{3}$", descriptor.Id);
            Assert.Equal(Diagnostics.Category, descriptor.Category);
            Assert.True(descriptor.IsEnabledByDefault);
        });
    }

    [Fact]
    public void What_is_not_generated_is_an_error_and_what_may_be_meant_a_warning()
    {
        DiagnosticDescriptor[] warnings =
        [
            Diagnostics.NotConstructible, Diagnostics.MethodOutsideContract, Diagnostics.UnresolvedType, WalkerDiagnostics.EntryOutsideWalker,
            WalkerDiagnostics.UntoldProgress, WalkerDiagnostics.NotificationNotPartial,
        ];
        Assert.All(new ContractAnalyzer().SupportedDiagnostics, descriptor => Assert.Equal(
            warnings.Contains(descriptor) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, descriptor.DefaultSeverity));
    }

    // Pointers are allowed here, so that it is not the compiler that refuses them.
    private static CSharpCompilation Compile(string source)
    {
        var compilation = TestCompilation.Create(source);
        return compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
    }
}
