using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Decides of which type the reports of a walker are.</summary>
internal static class WalkerReports
{
    /// <summary>Decides, and takes out the entries whose reports are of no such type.</summary>
    public static ITypeSymbol? Decide(WalkerAnalysis walker)
    {
        var options = walker.Options;
        if (options.Reports is { } declared && PayloadRules.CanTravel(declared) && !PayloadRules.IsUnresolved(declared)
            && Accessibilities.IsAccessible(declared, walker.Type.ContainingAssembly))
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

    // As the compiler converts references; values only to themselves.
    private static bool IsA(ITypeSymbol type, ITypeSymbol wanted)
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
