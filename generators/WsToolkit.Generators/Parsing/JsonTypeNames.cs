using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// How the JSON context spells types: two types that are the same at run time have the same name, so without annotations, tuple
/// names and <c>dynamic</c>.
/// </summary>
internal sealed class JsonTypeNames
{
    private const int LongestId = 80;

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat MetadataFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private readonly Dictionary<ITypeSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, string> _definitions = new(SymbolEqualityComparer.Default);

    /// <summary>The name from <c>global::</c> on.</summary>
    public string Of(ITypeSymbol type)
    {
        if (_names.TryGetValue(type, out var known))
        {
            return known;
        }

        var name = new StringBuilder();
        foreach (var part in type.ToDisplayParts(Format))
        {
            name.Append(part.Symbol is IDynamicTypeSymbol ? "object" : part.ToString());
        }

        return _names[type] = name.ToString();
    }

    /// <summary>The name of a type's definition without <c>global::</c>, such as <c>System.Collections.Generic.List`1</c>.</summary>
    public string Definition(ITypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (_definitions.TryGetValue(definition, out var known))
        {
            return known;
        }

        var name = definition.ToDisplayString(MetadataFormat);
        if (definition is INamedTypeSymbol { Arity: > 0 } generic)
        {
            name += "`" + generic.Arity.ToString(CultureInfo.InvariantCulture);
        }

        return _definitions[definition] = name;
    }

    /// <summary>A short identifier for a type, perhaps the same for several.</summary>
    public static string ShortId(ITypeSymbol type) => Shorten(Id(type, withNamespace: false));

    /// <summary>A longer identifier, for types whose short ones are the same.</summary>
    public static string LongId(ITypeSymbol type) => Shorten(Id(type, withNamespace: true));

    /// <summary>The same number for the same text on every machine.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static string Shorten(string id) => id.Length <= LongestId ? id : id.Substring(0, LongestId) + "_" + Hash(id);

    private static string Id(ITypeSymbol type, bool withNamespace)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Id(array.ElementType, withNamespace) + "Array";

            case INamedTypeSymbol named:
                var id = new StringBuilder();
                if (named.ContainingType is { } containing)
                {
                    id.Append(Id(containing, withNamespace)).Append('_');
                }
                else if (withNamespace && named.ContainingNamespace is { IsGlobalNamespace: false } space)
                {
                    id.Append(space.ToDisplayString().Replace('.', '_').Replace("@", "")).Append('_');
                }

                id.Append(named.Name);
                foreach (var argument in named.TypeArguments)
                {
                    id.Append('_').Append(Id(argument, withNamespace));
                }

                return Clean(id);

            default:
                return "Object";
        }
    }

    private static string Clean(StringBuilder id)
    {
        for (var i = 0; i < id.Length; i++)
        {
            if (!SyntaxFacts.IsIdentifierPartCharacter(id[i]))
            {
                id[i] = '_';
            }
        }

        return id.ToString();
    }
}
