using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Recognises types by name, without a lookup in the compilation and without building strings.</summary>
internal static class SymbolNames
{
    /// <summary>Whether a type, or the definition that it is constructed from, has a metadata name. Nested types have none here.</summary>
    public static bool IsNamed(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol { ContainingType: null } named)
        {
            return false;
        }

        var end = metadataName.Length;
        if (!EndsWith(metadataName, ref end, named.MetadataName))
        {
            return false;
        }

        for (var space = named.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (!EndsWith(metadataName, ref end, space.Name))
            {
                return false;
            }
        }

        return end < 0;
    }

    /// <summary>Whether a type implements an interface.</summary>
    public static bool Implements(this ITypeSymbol type, string metadataName)
        => type.IsNamed(metadataName) || type.AllInterfaces.Any(contract => contract.IsNamed(metadataName));

    /// <summary>Finds an attribute.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsNamed(metadataName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>A named argument of an attribute, or the default when it is absent or of another type, as in half-typed code.</summary>
    public static T Named<T>(this AttributeData? attribute, string name, T otherwise)
    {
        if (attribute is not null)
        {
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value })
                {
                    return value;
                }
            }
        }

        return otherwise;
    }

    /// <summary>Whether a named argument of an attribute has been given.</summary>
    public static bool HasNamed(this AttributeData? attribute, string name)
        => attribute is not null && attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>A positional argument of an attribute, or <see langword="null"/>.</summary>
    public static object? Positional(this AttributeData? attribute, int index)
        => attribute is not null && attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument
            ? argument.Value
            : null;

    /// <summary>The full metadata name, such as <c>Shop.Outer`1+Service</c>; keywords in it are not escaped.</summary>
    public static string FullMetadataName(this INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            name = space.Name + "." + name;
        }

        return name;
    }

    // Compares one segment backwards, and moves before the dot in front of it.
    private static bool EndsWith(string name, ref int end, string segment)
    {
        var start = end - segment.Length;
        if (start < 0 || string.CompareOrdinal(name, start, segment, 0, segment.Length) != 0 || (start > 0 && name[start - 1] != '.'))
        {
            return false;
        }

        end = start - 1;
        return true;
    }
}
