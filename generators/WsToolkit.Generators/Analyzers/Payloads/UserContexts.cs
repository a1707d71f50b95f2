using Microsoft.CodeAnalysis;
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

    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);

    private UserContexts()
    {
    }

    /// <summary>Reads the contexts among some types.</summary>
    public static UserContexts Among(IEnumerable<INamedTypeSymbol> types, JsonTypeNames names)
    {
        var contexts = new UserContexts();
        foreach (var context in types.Where(IsContext))
        {
            foreach (var member in context.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, Type: INamedTypeSymbol { Arity: 1 } info } && info.IsNamed(TypeInfoOf))
                {
                    contexts._covered.Add(names.Of(info.TypeArguments[0]));
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
}
