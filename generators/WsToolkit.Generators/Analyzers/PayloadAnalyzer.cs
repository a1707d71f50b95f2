using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WsToolkit.Generators.Analyzers.Payloads;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>
/// Says which payload types have no JSON metadata, and what the serializer cannot do with those that have. It asks the parser, and sees
/// the project's own contexts as they are compiled.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. ((PayloadProblem[])Enum.GetValues(typeof(PayloadProblem))).Select(PayloadDiagnostics.Of)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Attributes.RpcMethod) is null)
            {
                return;
            }

            var properties = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
            var findings = new FindingsByType(start.Compilation, ProjectProperties.GeneratesJsonContext(properties));
            var isTrimmed = ProjectProperties.IsTrimmed(properties);
            start.RegisterSymbolAction(context => Report(context, findings, isTrimmed), SymbolKind.NamedType);
        });
    }

    // Each type tells of what is inside itself, so that an editor shows it at once.
    private static void Report(SymbolAnalysisContext context, FindingsByType findings, bool isTrimmed)
    {
        foreach (var finding in findings.In((INamedTypeSymbol)context.Symbol, context.CancellationToken))
        {
            var descriptor = PayloadDiagnostics.Of(finding.Problem);
            var properties = finding.Missing is null
                ? ImmutableDictionary<string, string?>.Empty
                : ImmutableDictionary<string, string?>.Empty.Add(PayloadDiagnostics.MissingType, finding.Missing);
            context.ReportDiagnostic(Diagnostic.Create(
                descriptor,
                PayloadLocations.Of(finding.Place, context.CancellationToken),
                isTrimmed ? PayloadDiagnostics.WhenTrimmed(descriptor) : descriptor.DefaultSeverity,
                additionalLocations: null,
                properties,
                finding.Arguments));
        }
    }

    /// <summary>The findings of one compilation. They are looked for once, by whichever type comes first.</summary>
    private sealed class FindingsByType(Compilation compilation, bool isGenerated)
    {
        private readonly object _gate = new();
        private volatile ILookup<ISymbol, PayloadFinding>? _all;

        public IEnumerable<PayloadFinding> In(INamedTypeSymbol type, CancellationToken cancellationToken)
        {
            if (_all is null)
            {
                lock (_gate)
                {
                    _all ??= PayloadInspection.Run(compilation, isGenerated, cancellationToken)
                        .ToLookup(static finding => TypeOf(finding.Place.Symbol), SymbolEqualityComparer.Default!);
                }
            }

            return _all[type];
        }

        private static ISymbol TypeOf(ISymbol symbol)
            => (symbol as INamedTypeSymbol ?? symbol.ContainingType).OriginalDefinition;
    }
}
