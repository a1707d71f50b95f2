using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Collects the diagnostics that the use of <c>[Experimental]</c> types and members causes, and of <c>[Obsolete]</c> ones with an id of
/// their own. Who puts such a type into a contract has
/// accepted them; the code that is generated for it has to as well.
/// </summary>
internal sealed class ExperimentalIds
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

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
            AddAttributeOf(level);
        }

        if (symbol.ContainingModule is { } module)
        {
            AddAttributeOf(module);
            AddAttributeOf(module.ContainingAssembly);
        }
    }

    private void AddAttributeOf(ISymbol symbol)
    {
        Add(symbol.FindAttribute(KnownNames.Platform.Experimental).Positional(0));
        Add(symbol.FindAttribute(KnownNames.Platform.Obsolete).Named<string?>("DiagnosticId", null));
    }

    // What is no identifier cannot stand in a directive.
    private void Add(object? id)
    {
        if (id is string text && SyntaxFacts.IsValidIdentifier(text))
        {
            _ids.Add(text);
        }
    }
}
