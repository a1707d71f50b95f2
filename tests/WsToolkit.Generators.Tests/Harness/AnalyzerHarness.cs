using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WsToolkit.Generators.Analyzers;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>Runs the analyzers over a compilation as a build does: after the generator, over what it has written as well.</summary>
internal static class AnalyzerHarness
{
    /// <summary>Everything that the analyzers say about some source, in the order of the places, and at one place of the ids.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(params string[] sources)
        => AnalyzeAsync(GeneratorHarness.Run(sources).Output);

    /// <summary>Everything that the analyzers say about a compilation, in the order of the places, and at one place of the ids.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="project">The project's properties.</param>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, ProjectOptions? project = null)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], project ?? new ProjectOptions()),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([new ContractAnalyzer(), new PayloadAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the compiler itself refuses, apart from warnings.</summary>
    public static IEnumerable<Diagnostic> CompilerErrors(this Compilation compilation)
        => compilation.GetDiagnostics().Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    /// <summary>The text that a diagnostic underlines.</summary>
    public static string Underlined(this Diagnostic diagnostic)
        => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>Takes the marks <c>[|</c> and <c>|]</c> out of some source.</summary>
    /// <returns>The source, and the place between the marks.</returns>
    public static (string Source, TextSpan Span) Unmark(string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        Assert.InRange(start, 0, end);
        var source = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        return (source, TextSpan.FromBounds(start, end));
    }
}
