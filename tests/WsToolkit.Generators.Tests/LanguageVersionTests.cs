using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WsToolkit.Generators.Analyzers;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>A project may pin an older C#: generated code compiles with it, or there is none and a message says so.</summary>
public sealed class LanguageVersionTests
{
    private const string Contract = "using WsToolkit; namespace Shop { public partial class Words { [WsRpcMethod] public int Count(string text) { return 1; } } }";

    [Theory]
    [MemberData(nameof(ContractCase.Names), MemberType = typeof(ContractCase))]
    public void What_is_generated_compiles_with_the_oldest_language(string name)
    {
        // What the case itself says may be too new; what has been generated must not be.
        var run = GeneratorHarness.Run(ContractCase.Named(name).Compilation(GeneratedLanguage.Oldest));
        Assert.DoesNotContain(run.Output.CompilerErrors(), error => !run.Input.ContainsSyntaxTree(error.Location.SourceTree));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    public async Task An_older_language_gets_nothing_but_a_message(LanguageVersion version, string shown)
    {
        var compilation = Compile(Contract, version);
        var driver = CSharpGeneratorDriver
            .Create([new WsGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions(version))
            .RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().GeneratedTrees);

        var diagnostic = Assert.Single(await AnalyzeAsync(compilation));
        Assert.Equal(EnvironmentAnalyzer.LanguageTooOld.Id, diagnostic.Id);
        Assert.Equal(
            $"This project is compiled as C# {shown}, but generated code needs C# 12.0, so nothing is generated. "
            + "Remove <LangVersion> from the project, or set it to 12.0 or newer.",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(Location.None, diagnostic.Location);
    }

    [Theory]
    [InlineData(Contract, LanguageVersion.CSharp12)]
    [InlineData("namespace Shop { public class Words { } }", LanguageVersion.CSharp7_3)]
    public async Task Nothing_is_said_where_nothing_is_missing(string source, LanguageVersion version)
        => Assert.Empty(await AnalyzeAsync(Compile(source, version)));

    [Fact]
    public void The_page_and_the_release_notes_are_those_of_the_diagnostic()
    {
        var descriptor = EnvironmentAnalyzer.LanguageTooOld;
        var root = TestProject.PathOf("..", "..");
        Assert.StartsWith(
            $"# {descriptor.Id}: {descriptor.Title}\n\nSeverity: error. Code fix: no.\n",
            File.ReadAllText(Path.Combine(root, "docs", "diagnostics", descriptor.Id + ".md")),
            StringComparison.Ordinal);
        Assert.Contains(
            $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.Title} | error | no |",
            File.ReadAllLines(Path.Combine(root, "docs", "diagnostics", "README.md")));
        Assert.Contains(
            $"{descriptor.Id} | {descriptor.Category} | Error | [{descriptor.Title}]({descriptor.HelpLinkUri})",
            File.ReadAllLines(Path.Combine(root, "generators", "WsToolkit.Generators", "AnalyzerReleases.Unshipped.md")));
    }

    // Nullable annotations and global usings are newer than what is tried here.
    private static CSharpCompilation Compile(string source, LanguageVersion version)
    {
        var compilation = TestCompilation.Create("");
        return compilation
            .RemoveAllSyntaxTrees()
            .WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions(version), "File0.cs"));
    }

    private static async Task<IEnumerable<Diagnostic>> AnalyzeAsync(Compilation compilation)
        => await compilation.WithAnalyzers([new EnvironmentAnalyzer()]).GetAnalyzerDiagnosticsAsync();
}
