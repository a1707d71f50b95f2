using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Finds the entries of a walker in the order in which they run, and applies the rules to each.</summary>
internal static class WalkerEntries
{
    /// <summary>Whether a type has entries of its own, good or bad.</summary>
    public static bool Has(INamedTypeSymbol type) => Find(type).Any();

    public static ImmutableArray<WalkerEntry> Of(INamedTypeSymbol type, INamedTypeSymbol? walker)
    {
        // A stable sort: entries without an order stay in the order of their declaration, those of base classes first.
        var entries = Find(type).OrderBy(static entry => entry.Order).ToImmutableArray();
        foreach (var entry in entries)
        {
            entry.Violation = EntryRules.Check(entry, type, walker);
        }

        foreach (var group in entries.GroupBy(static entry => entry.Method.ContainingType, SymbolEqualityComparer.Default))
        {
            CheckOrder([.. group]);
        }

        return entries;
    }

    private static IEnumerable<WalkerEntry> Find(INamedTypeSymbol type)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            levels.Push(level);
        }

        var methods = levels.SelectMany(static level => level.GetMembers()).OfType<IMethodSymbol>().ToList();
        foreach (var method in methods)
        {
            if (method.FindAttribute(KnownNames.Attributes.Entry) is { } attribute && !methods.Exists(other => Overrides(other, method)))
            {
                yield return new WalkerEntry(method, attribute);
            }
        }
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol other)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden, other))
            {
                return true;
            }
        }

        return false;
    }

    // The compiler is given files in any order.
    private static void CheckOrder(IReadOnlyList<WalkerEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Violation is null
                && entries.FirstOrDefault(other => other.Order == entry.Order && FileOf(other) != FileOf(entry)) is not null)
            {
                entry.Violation = new ContractViolation(ContractProblem.EntryWithoutOrder, entry.Method);
            }
        }
    }

    private static SyntaxTree? FileOf(WalkerEntry entry) => entry.Method.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
}
