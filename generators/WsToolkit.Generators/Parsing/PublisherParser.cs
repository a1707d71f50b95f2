using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Decides what the class is like that opens a contract's channels over its publisher. Extension methods need a top-level class.
/// </summary>
internal static class PublisherParser
{
    /// <summary>The name of the class: different for contracts that differ in containing types or type parameters only.</summary>
    public static string NameOf(INamedTypeSymbol type, string baseName)
    {
        var name = baseName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.Name + "_" + name;
        }

        var parameters = Levels(type).SelectMany(static level => level.TypeParameters).Select(static parameter => parameter.Name).ToList();
        return name + (parameters.Count == 0 ? string.Empty : "Of" + string.Concat(parameters)) + GeneratedNames.ChannelsSuffix;
    }

    public static PublisherModel? Parse(INamedTypeSymbol type, string baseName, IEnumerable<ITypeSymbol> shown)
    {
        if (Accessibilities.OfTopLevel(type, shown) is not { } accessibility)
        {
            return null;
        }

        var parameters = Levels(type).SelectMany(static level => level.TypeParameters).ToList();
        return new PublisherModel(
            NameOf(type, baseName),
            accessibility,
            parameters.Select(static parameter => parameter.Name).ToEquatableArray(),
            TypeNesting.Constraints(parameters),
            TypeRef.From(type).Name);
    }

    // The outermost first.
    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? Levels(outer).Append(type) : [type];
}
