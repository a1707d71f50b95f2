using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Decides of which type the reports of a walker are.</summary>
internal static class WalkerReports
{
    /// <summary>Decides, and takes out the entries whose reports are of no such type.</summary>
    public static ITypeSymbol? Decide(WalkerAnalysis walker)
    {
        if (walker.Options.Reports is { } declared && CanBe(declared, walker))
        {
            foreach (var entry in walker.GoodEntries)
            {
                if (entry.Returned is { } returned && !IsA(returned, declared))
                {
                    entry.Violation = new ContractViolation(ContractProblem.ReportType, entry.Method, declared.ToDisplayString());
                }
            }

            return declared;
        }

        ITypeSymbol? common = null;
        foreach (var entry in walker.GoodEntries)
        {
            if (entry.Returned is not { } returned)
            {
                continue;
            }

            if (common is not null && TypeRef.From(common) != TypeRef.From(returned))
            {
                entry.Violation = new ContractViolation(ContractProblem.SeveralReportTypes, entry.Method, common.ToDisplayString());
            }

            common ??= returned;
        }

        return common;
    }

    /// <summary>Whether a setting can name a type.</summary>
    public static bool CanBe(ITypeSymbol declared, WalkerAnalysis walker)
        => PayloadRules.CanTravel(declared) && !PayloadRules.IsUnresolved(declared)
            && PayloadRules.Find(declared, part => part is INamedTypeSymbol && !Accessibilities.IsAccessible(part, walker.Type.ContainingAssembly)) is null;

    /// <summary>Whether one type is another as the compiler converts references; values are only themselves.</summary>
    public static bool IsA(ITypeSymbol type, ITypeSymbol wanted)
    {
        if (SymbolEqualityComparer.Default.Equals(type, wanted))
        {
            return true;
        }

        if (!type.IsReferenceType || !wanted.IsReferenceType)
        {
            return false;
        }

        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, wanted))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract, wanted));
    }
}
