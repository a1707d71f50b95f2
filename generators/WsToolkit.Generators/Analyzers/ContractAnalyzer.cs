using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>Says what the generator skips, and why. It asks the parser, so that the two cannot come apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    private static readonly SymbolDisplayFormat OwnName = new(memberOptions: SymbolDisplayMemberOptions.IncludeExplicitInterface);
    private static readonly SymbolDisplayFormat InheritedName = OwnName.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. ((ContractProblem[])Enum.GetValues(typeof(ContractProblem))).Select(Diagnostics.Of).Distinct()];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.Attributes.RpcMethod) is not null)
            {
                var neighbours = new WalkerNeighbours(start.Compilation);
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
                start.RegisterSymbolAction(context => AnalyzeWalker(context, neighbours), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ContractAnalysis.IsContract(type))
        {
            return;
        }

        var contract = ContractAnalysis.Of(type);
        if (contract.TypeViolation is { } typeViolation)
        {
            Report(typeViolation);
            return;
        }

        foreach (var violation in contract.LesserViolations())
        {
            Report(violation);
        }

        foreach (var violation in contract.MemberViolations)
        {
            Report(violation);
        }

        foreach (var violation in UnseenTypes.Find(contract, context.CancellationToken))
        {
            Report(violation);
        }

        void Report(ContractViolation violation)
        {
            if (!Consequences.IsSaidElsewhere(violation, contract))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Diagnostics.Of(violation.Problem), LocationOf(violation, type, context.CancellationToken), Arguments(violation, type)));
            }
        }
    }

    private static void AnalyzeWalker(SymbolAnalysisContext context, WalkerNeighbours neighbours)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var violation in WalkerViolations.Of(type, neighbours, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Diagnostics.Of(violation.Problem), LocationOf(violation, type, context.CancellationToken), Arguments(violation, type)));
        }
    }

    // What is wrong with an inherited member is wrong with the interface that inherits it.
    private static Location LocationOf(ContractViolation violation, INamedTypeSymbol type, CancellationToken cancellationToken)
        => Consequences.IsInherited(violation, type)
            ? ViolationLocations.NameOf(type)
            : ViolationLocations.Of(violation, cancellationToken);

    private static object[] Arguments(ContractViolation violation, INamedTypeSymbol type)
    {
        var symbol = violation.Symbol;
        var method = symbol is IParameterSymbol ? symbol.ContainingSymbol : symbol;
        return [Name(symbol), violation.Argument ?? string.Empty, type.Name, Name(method)];

        string Name(ISymbol named) => named is IParameterSymbol or INamedTypeSymbol
            ? named.Name
            : named.ToDisplayString(Consequences.IsInherited(violation, type) ? InheritedName : OwnName);
    }
}
