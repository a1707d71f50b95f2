using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Who can see what.</summary>
internal static class Accessibilities
{
    private enum Level
    {
        Hidden,
        Internal,
        Public,
    }

    /// <summary>The access modifier of a client: its contract's, unless a type that the client shows is less accessible.</summary>
    public static string OfClient(INamedTypeSymbol contract, IEnumerable<ITypeSymbol> shown)
    {
        var own = LevelOf(contract);
        var lowest = shown.Select(LevelOf).DefaultIfEmpty(Level.Public).Min();
        return lowest < own ? "internal" : contract.DeclaredAccessibility switch
        {
            Accessibility.Public => "public",
            Accessibility.Private => "private",
            Accessibility.Protected => "protected",
            Accessibility.ProtectedOrInternal => "protected internal",
            Accessibility.ProtectedAndInternal => "private protected",
            _ => "internal",
        };
    }

    /// <summary>
    /// The access modifier of the types that only generated code uses: private where the contract, or a type in it, is hidden in a
    /// containing type.
    /// </summary>
    public static string OfHelpers(INamedTypeSymbol contract, IEnumerable<ITypeSymbol> shown)
        => contract.ContainingType is not null && shown.Append(contract).Any(static type => LevelOf(type) == Level.Hidden) ? "private" : "internal";

    /// <summary>
    /// The access modifier of a top-level type that shows a contract, or <see langword="null"/> where nothing outside its containing type can
    /// see it.
    /// </summary>
    public static string? OfTopLevel(INamedTypeSymbol contract, IEnumerable<ITypeSymbol> shown)
        => shown.Append(contract).Select(LevelOf).Min() switch
        {
            Level.Public => "public",
            Level.Internal => "internal",
            _ => null,
        };

    /// <summary>The access modifier of a top-level type that shows a type, or <see langword="null"/> where nothing outside can see it.</summary>
    public static string? OfTopLevel(ITypeSymbol shown) => LevelOf(shown) switch
    {
        Level.Public => "public",
        Level.Internal => "internal",
        _ => null,
    };

    /// <summary>Whether code of an assembly can use a type or member wherever it stands.</summary>
    public static bool IsAccessible(ISymbol symbol, IAssemblySymbol assembly)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            var isVisible = current.DeclaredAccessibility switch
            {
                Accessibility.Public => true,
                Accessibility.Internal or Accessibility.ProtectedOrInternal =>
                    SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, assembly) || current.ContainingAssembly?.GivesAccessTo(assembly) == true,
                _ => false,
            };
            if (!isVisible)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether code of a project can use a type or member wherever it stands, decided without the compiler where that is easy.</summary>
    public static bool IsAccessible(ISymbol symbol, Compilation compilation)
        => IsAccessible(symbol, compilation.Assembly) || compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly);

    private static Level LevelOf(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return LevelOf(array.ElementType);
            case INamedTypeSymbol named:
                var own = named.DeclaredAccessibility switch
                {
                    Accessibility.Public or Accessibility.NotApplicable => Level.Public,
                    Accessibility.Internal or Accessibility.ProtectedOrInternal => Level.Internal,
                    _ => Level.Hidden,
                };
                var outer = named.ContainingType is { } container ? LevelOf(container) : Level.Public;
                var arguments = named.TypeArguments.Select(LevelOf).DefaultIfEmpty(Level.Public).Min();
                return (Level)Math.Min((int)own, Math.Min((int)outer, (int)arguments));
            default:
                return Level.Public;
        }
    }
}
