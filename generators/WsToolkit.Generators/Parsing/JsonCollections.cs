using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Tells collections from types with members, and which sort of collection a type is, in the serializer's order.</summary>
internal static class JsonCollections
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";

    /// <summary>A sort of collection that a type is when it has a base type or an interface.</summary>
    private readonly record struct Rule(JsonTypeKind Kind, string Definition, bool IsInterface);

    private static readonly Rule[] BeforeImmutableDictionary =
    [
        new(JsonTypeKind.ICollection, "System.Collections.ObjectModel.KeyedCollection`2", false),
        new(JsonTypeKind.List, Generic + "List`1", false),
        new(JsonTypeKind.Dictionary, Generic + "Dictionary`2", false),
    ];

    private static readonly Rule[] BeforeImmutableEnumerable =
    [
        new(JsonTypeKind.IDictionary, Generic + "IDictionary`2", true),
        new(JsonTypeKind.IReadOnlyDictionary, Generic + "IReadOnlyDictionary`2", true),
    ];

    private static readonly Rule[] Last =
    [
        new(JsonTypeKind.IList, Generic + "IList`1", true),
        new(JsonTypeKind.ISet, Generic + "ISet`1", true),
        new(JsonTypeKind.ICollection, Generic + "ICollection`1", true),
        new(JsonTypeKind.Stack, Generic + "Stack`1", false),
        new(JsonTypeKind.Queue, Generic + "Queue`1", false),
        new(JsonTypeKind.ConcurrentStack, "System.Collections.Concurrent.ConcurrentStack`1", false),
        new(JsonTypeKind.ConcurrentQueue, "System.Collections.Concurrent.ConcurrentQueue`1", false),
        new(JsonTypeKind.IEnumerable, Generic + "IEnumerable`1", true),
    ];

    private static readonly Dictionary<string, string> ImmutableDictionaries = new(StringComparer.Ordinal)
    {
        [Immutable + "IImmutableDictionary`2"] = "ImmutableDictionary",
        [Immutable + "ImmutableDictionary`2"] = "ImmutableDictionary",
        [Immutable + "ImmutableSortedDictionary`2"] = "ImmutableSortedDictionary",
    };

    private static readonly Dictionary<string, string> ImmutableEnumerables = new(StringComparer.Ordinal)
    {
        [Immutable + "IImmutableList`1"] = "ImmutableList",
        [Immutable + "IImmutableQueue`1"] = "ImmutableQueue",
        [Immutable + "IImmutableSet`1"] = "ImmutableHashSet",
        [Immutable + "IImmutableStack`1"] = "ImmutableStack",
        [Immutable + "ImmutableArray`1"] = "ImmutableArray",
        [Immutable + "ImmutableHashSet`1"] = "ImmutableHashSet",
        [Immutable + "ImmutableList`1"] = "ImmutableList",
        [Immutable + "ImmutableQueue`1"] = "ImmutableQueue",
        [Immutable + "ImmutableSortedSet`1"] = "ImmutableSortedSet",
        [Immutable + "ImmutableStack`1"] = "ImmutableStack",
    };

    /// <summary>The line of a collection, or <see langword="null"/> when the type is none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="names">Spells types.</param>
    /// <param name="inside">Receives the types of the elements, or of keys and values.</param>
    public static JsonTypeModel? TryParse(ITypeSymbol type, JsonTypeNames names, out IReadOnlyList<ITypeSymbol> inside)
    {
        inside = [];
        if (type is IArrayTypeSymbol array)
        {
            inside = [array.ElementType];
            return Line(JsonTypeKind.Array, type, inside, names);
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        var definition = names.Definition(named);
        if (definition is "System.Memory`1" or "System.ReadOnlyMemory`1")
        {
            inside = named.TypeArguments;
            return Line(definition == "System.Memory`1" ? JsonTypeKind.Memory : JsonTypeKind.ReadOnlyMemory, named, inside, names);
        }

        if (Interface(named, KnownNames.Platform.AsyncEnumerable, names) is { } stream)
        {
            inside = stream.TypeArguments;
            return Line(JsonTypeKind.IAsyncEnumerable, named, inside, names);
        }

        if (Interface(named, "System.Collections.IEnumerable", names) is null)
        {
            return null;
        }

        var found = First(named, BeforeImmutableDictionary, names);
        if (found is null && ImmutableDictionaries.TryGetValue(definition, out var factory))
        {
            inside = named.TypeArguments;
            return Line(JsonTypeKind.ImmutableDictionary, named, inside, names) with { Detail = Range(factory, inside, names) };
        }

        found ??= First(named, BeforeImmutableEnumerable, names);
        if (found is null && ImmutableEnumerables.TryGetValue(definition, out factory))
        {
            inside = named.TypeArguments;
            return Line(JsonTypeKind.ImmutableEnumerable, named, inside, names) with { Detail = Range(factory, inside, names) };
        }

        found ??= First(named, Last, names);
        if (found is not { } hit)
        {
            inside = [];
            var nonGeneric = Interface(named, "System.Collections.IDictionary", names) is not null ? JsonTypeKind.IDictionary
                : Interface(named, "System.Collections.IList", names) is not null ? JsonTypeKind.IList
                : Base(named, "System.Collections.Stack", names) is not null ? JsonTypeKind.Stack
                : Base(named, "System.Collections.Queue", names) is not null ? JsonTypeKind.Queue
                : JsonTypeKind.IEnumerable;
            return Line(nonGeneric, named, inside, names) with { IsCreated = IsCreated(named) };
        }

        // The key of a keyed collection is no part of its items.
        inside = hit is { Kind: JsonTypeKind.ICollection, Match.Arity: 2 } ? [hit.Match.TypeArguments[1]] : hit.Match.TypeArguments;
        return Line(hit.Kind, named, inside, names) with { IsCreated = IsCreated(named) };
    }

    private static (JsonTypeKind Kind, INamedTypeSymbol Match)? First(INamedTypeSymbol type, Rule[] rules, JsonTypeNames names)
    {
        foreach (var rule in rules)
        {
            var match = rule.IsInterface ? Interface(type, rule.Definition, names) : Base(type, rule.Definition, names);
            if (match is not null)
            {
                return (rule.Kind, match);
            }
        }

        return null;
    }

    private static INamedTypeSymbol? Base(INamedTypeSymbol type, string definition, JsonTypeNames names)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (names.Definition(current) == definition)
            {
                return current;
            }
        }

        return null;
    }

    private static INamedTypeSymbol? Interface(INamedTypeSymbol type, string definition, JsonTypeNames names)
    {
        if (type.TypeKind == TypeKind.Interface && names.Definition(type) == definition)
        {
            return type;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (names.Definition(candidate) == definition)
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsCreated(INamedTypeSymbol type)
        => type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct }
        && type.InstanceConstructors.Any(constructor => constructor
            is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });

    private static string Range(string factory, IReadOnlyList<ITypeSymbol> arguments, JsonTypeNames names)
        => $"{KnownNames.Global}{Immutable}{factory}.CreateRange<{string.Join(", ", arguments.Select(names.Of))}>";

    private static JsonTypeModel Line(JsonTypeKind kind, ITypeSymbol type, IReadOnlyList<ITypeSymbol> inside, JsonTypeNames names)
        => new() { Type = names.Of(type), Kind = kind, Arguments = inside.Select(names.Of).ToEquatableArray() };
}
