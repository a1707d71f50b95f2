using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Reads the serializer's attributes, and the few of the platform that matter to it.</summary>
internal static class JsonAttributes
{
    /// <summary>Finds an attribute by its metadata name.</summary>
    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Is(type, name))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>The attribute's first argument as source, or <see langword="null"/> when it is not there.</summary>
    public static string? ArgumentOf(ISymbol symbol, string name)
        => Find(symbol, name)?.ConstructorArguments is [{ Type: { } type } argument, ..] ? Literals.Constant(argument.Value, type) : null;

    /// <summary>The types that stand in for a type, as its <c>[JsonDerivedType]</c> attributes say.</summary>
    public static IEnumerable<ITypeSymbol> DerivedTypes(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { } kind
                && Is(kind, JsonNames.Attributes.DerivedType)
                && attribute.ConstructorArguments is [{ Value: ITypeSymbol derived }, ..])
            {
                yield return derived;
            }
        }
    }

    /// <summary>Whether a type has the metadata name, or derives from one that has.</summary>
    public static bool IsOrDerivesFrom(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type that is not generic has the metadata name.</summary>
    public static bool Is(INamedTypeSymbol type, string name)
    {
        if (type.Arity != 0 || type.ContainingType is not null || !name.EndsWith(type.Name, StringComparison.Ordinal))
        {
            return false;
        }

        var end = name.Length - type.Name.Length;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            end--;
            if (end < space.Name.Length
                || name[end] != '.'
                || string.CompareOrdinal(name, end - space.Name.Length, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            end -= space.Name.Length;
        }

        return end == 0;
    }
}
