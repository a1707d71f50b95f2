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
        => SymbolEqualityComparer.Default.Equals(type, wanted)
            || (type.IsReferenceType && wanted.IsReferenceType && WithBases(type).Any(level => SymbolEqualityComparer.Default.Equals(level, wanted)));

    /// <summary>Whether code that takes one type for another has to overlook annotations, as where it or a part may be <see langword="null"/> and that of the other not.</summary>
    public static bool Forgives(ITypeSymbol type, ITypeSymbol wanted)
        => (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } && wanted.NullableAnnotation != NullableAnnotation.Annotated)
            || WithBases(type).All(level => TypeRef.From(level).Name != TypeRef.From(wanted).Name);

    private static IEnumerable<ITypeSymbol> WithBases(ITypeSymbol type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract;
        }
    }
}
