using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Finds the member of a message type by which messages are told apart.</summary>
internal static class ChannelKeys
{
    /// <summary>The property or field of a name, or <see langword="null"/> when it cannot be a key.</summary>
    public static ISymbol? Find(ITypeSymbol message, string name, IAssemblySymbol assembly)
    {
        foreach (var level in Levels(message))
        {
            foreach (var member in level.GetMembers(name))
            {
                var type = member switch
                {
                    IPropertySymbol { IsIndexer: false, GetMethod: { } getter } property
                        when Accessibilities.IsAccessible(getter, assembly) => property.Type,
                    IFieldSymbol field => field.Type,
                    _ => null,
                };
                return type is not null && !member.IsStatic && IsKeyType(type) && Accessibilities.IsAccessible(member, assembly) ? member : null;
            }
        }

        return null;
    }

    private static IEnumerable<ITypeSymbol> Levels(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract;
        }
    }

    // What has one spelling for each value.
    private static bool IsKeyType(ITypeSymbol type)
    {
        var value = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return value.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char
            || value.TypeKind == TypeKind.Enum
            || value.Implements(KnownNames.Platform.Formattable);
    }
}
