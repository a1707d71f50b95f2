using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Collects the diagnostics that the use of <c>[Experimental]</c> types and members causes, and of <c>[Obsolete]</c> ones with an id of
/// their own. Who puts such a type into a contract has
/// accepted them; the code that is generated for it has to as well.
/// </summary>
/// <param name="assemblies">What is known of modules and assemblies, which come again and again and have many attributes.</param>
internal sealed class ExperimentalIds(Dictionary<ISymbol, string[]> assemblies)
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

    public ExperimentalIds()
        : this(NewCache())
    {
    }

    /// <summary>The ids, sorted.</summary>
    public IEnumerable<string> All => _ids;

    /// <summary>Adds what naming a type or using a member causes.</summary>
    public void Add(ISymbol symbol)
    {
        switch (symbol)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                return;

            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    Add(argument);
                }

                break;
        }

        for (var level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingType)
        {
            if (!level.IsImplicitlyDeclared)
            {
                _ids.UnionWith(IdsOf(level));
            }
        }

        if (symbol.ContainingModule is { } module)
        {
            AddAssembly(module);
            AddAssembly(module.ContainingAssembly);
        }
    }

    /// <summary>What several collections for one compilation can share.</summary>
    public static Dictionary<ISymbol, string[]> NewCache() => new(SymbolEqualityComparer.Default);

    private void AddAssembly(ISymbol symbol)
    {
        if (!assemblies.TryGetValue(symbol, out var ids))
        {
            assemblies.Add(symbol, ids = IdsOf(symbol));
        }

        _ids.UnionWith(ids);
    }

    // What is no identifier cannot stand in a directive.
    private static string[] IdsOf(ISymbol symbol)
    {
        if (symbol.GetAttributes().IsEmpty)
        {
            return [];
        }

        object?[] ids =
        [
            symbol.FindAttribute(KnownNames.Platform.Experimental).Positional(0),
            symbol.FindAttribute(KnownNames.Platform.Obsolete).Named<string?>("DiagnosticId", null),
        ];
        return [.. ids.OfType<string>().Where(SyntaxFacts.IsValidIdentifier)];
    }
}
