using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>Says why nothing is generated in a whole project, once for the project.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnvironmentAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The project's version of C# is too old.</summary>
    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "WST9001",
        "The project's C# is too old for generated code",
        "This project is compiled as C# {0}, but generated code needs C# {1}, so nothing is generated. "
        + "Remove <LangVersion> from the project, or set it to {1} or newer.",
        "WsToolkit.Environment",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "https://github.com/wstoolkit/wstoolkit/blob/main/docs/diagnostics/WST9001.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LanguageTooOld];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (GeneratedLanguage.IsUnderstoodBy(start.Compilation))
            {
                return;
            }

            // A project that only uses the contracts of others is fine with any version.
            var hasContracts = false;
            start.RegisterSymbolAction(
                context =>
                {
                    // Types are seen concurrently: nobody may write back what was true before.
                    if (ContractAnalysis.IsContract((INamedTypeSymbol)context.Symbol))
                    {
                        hasContracts = true;
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(context =>
            {
                if (hasContracts)
                {
                    var version = ((CSharpCompilation)context.Compilation).LanguageVersion;
                    context.ReportDiagnostic(Diagnostic.Create(
                        LanguageTooOld, Location.None, version.ToDisplayString(), GeneratedLanguage.Oldest.ToDisplayString()));
                }
            });
        });
    }
}
