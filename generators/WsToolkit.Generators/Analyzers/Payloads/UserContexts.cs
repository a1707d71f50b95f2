using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>
/// What the project's own JSON contexts cover, as they are compiled: an analyzer sees the properties that the serializer's generator
/// has written, one for each type that the context knows. Contexts of other assemblies and resolvers that are added at run time
/// are not seen.
/// </summary>
internal sealed class UserContexts
{
    private const string TypeInfoOf = "System.Text.Json.Serialization.Metadata.JsonTypeInfo`1";

    // What the serializer's generator calls the method that describes a type's members, behind the name of its property.
    private const string MembersOf = "PropInit";

    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);

    private UserContexts()
    {
    }

    /// <summary>Reads the contexts among some types.</summary>
    /// <param name="types">The types of a project.</param>
    /// <param name="names">Spells types.</param>
    /// <param name="parser">Tells which types have members.</param>
    public static UserContexts Among(IEnumerable<INamedTypeSymbol> types, JsonTypeNames names, JsonTypeParser parser)
    {
        var contexts = new UserContexts();
        foreach (var context in types.Where(IsContext))
        {
            var mayOnlyWrite = context.GetAttributes().Any(IsForWritingOnly);
            foreach (var member in context.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, Type: INamedTypeSymbol { Arity: 1 } info } && info.IsNamed(TypeInfoOf))
                {
                    var type = info.TypeArguments[0];
                    if (mayOnlyWrite && HasMembers(type, parser) && context.GetMembers(member.Name + MembersOf).IsEmpty)
                    {
                        contexts._written[names.Of(type)] = context.ToDisplayString();
                    }
                    else
                    {
                        contexts._covered.Add(names.Of(type));
                    }
                }
            }
        }

        return contexts;
    }

    /// <summary>Whether a class is a JSON context that somebody wrote.</summary>
    public static bool IsContext(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && JsonAttributes.IsOrDerivesFrom(type.BaseType, JsonNames.Platform.SerializerContext)
        && !(type.Name == KnownNames.JsonContext && type.FindAttribute(KnownNames.Platform.GeneratedCode) is not null);

    /// <summary>Whether a context knows a type.</summary>
    /// <param name="name">The type as <see cref="JsonTypeNames"/> spells it.</param>
    public bool Covers(string name) => _covered.Contains(name);

    /// <summary>The context that can write a type, but has no metadata of it; <see langword="null"/> when there is none.</summary>
    /// <param name="name">The type as <see cref="JsonTypeNames"/> spells it.</param>
    public string? OnlyWrites(string name) => _written.TryGetValue(name, out var context) ? context : null;

    // JsonSourceGenerationMode.Serialization, of the whole context or of one type and what it reaches.
    private static bool IsForWritingOnly(AttributeData attribute)
        => attribute.AttributeClass is { } kind
        && (JsonAttributes.Is(kind, JsonNames.Attributes.SourceGenerationOptions)
            || JsonAttributes.Is(kind, JsonNames.Attributes.Serializable))
        && attribute.NamedArguments.Any(static argument => argument is { Key: "GenerationMode", Value.Value: 2 });

    private static bool HasMembers(ITypeSymbol type, JsonTypeParser parser)
        => parser.Parse(type, [], out _, out _) is null or { Kind: JsonTypeKind.Object };
}
