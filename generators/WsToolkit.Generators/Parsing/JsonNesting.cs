using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// How deep a generic type is inside its own type arguments. A type with a member of a longer type, as in
/// <c>class Deep&lt;T&gt; { public Deep&lt;List&lt;T&gt;&gt;? Next { get; set; } }</c>, would be followed without end.
/// </summary>
internal static class JsonNesting
{
    private const int Most = 8;

    /// <summary>Whether a generic type, or an array, is more than eight levels deep inside itself.</summary>
    public static bool IsTooDeep(ITypeSymbol type) => IsTooDeep(type, []);

    private static bool IsTooDeep(ITypeSymbol type, List<ISymbol?> around)
    {
        if (type is IArrayTypeSymbol array)
        {
            return IsTooDeep(null, [array.ElementType], around);
        }

        for (var level = type as INamedTypeSymbol; level is not null; level = level.ContainingType)
        {
            if (level.TypeArguments.Length > 0 && IsTooDeep(level.OriginalDefinition, level.TypeArguments, around))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTooDeep(ISymbol? definition, IReadOnlyList<ITypeSymbol> arguments, List<ISymbol?> around)
    {
        if (around.Count(outer => SymbolEqualityComparer.Default.Equals(outer, definition)) >= Most)
        {
            return true;
        }

        around.Add(definition);
        var isTooDeep = arguments.Any(argument => IsTooDeep(argument, around));
        around.RemoveAt(around.Count - 1);
        return isTooDeep;
    }
}
