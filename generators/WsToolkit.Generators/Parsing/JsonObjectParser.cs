using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Describes types with members.</summary>
internal sealed class JsonObjectParser(Compilation compilation, string contextNamespace, JsonTypeNames names)
{
    private readonly Dictionary<ISymbol, string[]> _assemblies = ExperimentalIds.NewCache();

    /// <summary>Describes a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inside">Receives the types of its members and those that are derived from it.</param>
    /// <param name="problem">Receives what keeps the type out of the context.</param>
    /// <returns>The model, still without an identifier, or <see langword="null"/> when there is a problem.</returns>
    public JsonObjectModel? Parse(INamedTypeSymbol type, List<ITypeSymbol> inside, out JsonProblem problem)
    {
        // The elements of a tuple have their own names only in source.
        type = type.TupleUnderlyingType ?? type;
        var accessors = new JsonAccessors(names, names.Of(type));
        var chosen = JsonConstructorParser.Choose(type, names, out problem);
        if (problem != JsonProblem.None)
        {
            return null;
        }

        var hierarchy = Hierarchy(type).ToArray();
        var setsRequiredMembers = chosen is not null && JsonAttributes.Has(chosen, JsonNames.Platform.SetsRequiredMembers);
        var setsParameters = chosen is not null && PositionalRecords.CanBeSet(type, chosen, compilation);
        var members = new JsonMemberParser(
            compilation, names, accessors, type, chosen, setsParameters, requiredApplies: !setsRequiredMembers);
        var parsed = new List<JsonMemberModel>();
        foreach (var level in hierarchy)
        {
            problem = members.Parse(level, parsed, inside);
            if (problem != JsonProblem.None)
            {
                return null;
            }
        }

        JsonConstructorModel? constructor = null;
        if (chosen is not null)
        {
            var free = setsRequiredMembers || !HasRequiredMembers(hierarchy);
            constructor = JsonConstructorParser.Parse(chosen, setsParameters, free, compilation, names, accessors, out problem);
            if (problem != JsonProblem.None)
            {
                return null;
            }

            inside.AddRange(chosen.Parameters.Select(parameter => parameter.Type));
        }

        var experimental = new ExperimentalIds(_assemblies);
        experimental.Add(type);
        inside.ForEach(experimental.Add);
        foreach (var member in hierarchy.SelectMany(static level => level.GetMembers()))
        {
            experimental.Add(member);
            if (member is IPropertySymbol or IFieldSymbol)
            {
                // Also when it is ignored.
                experimental.Add(member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type);
            }
        }

        inside.AddRange(JsonAttributes.DerivedTypes(type));
        return new JsonObjectModel
        {
            Namespace = contextNamespace,
            Id = "",
            Type = names.Of(type),
            ExperimentalIds = experimental.All.ToEquatableArray(),
            Constructor = constructor,
            Members = parsed.ToEquatableArray(),
            AccessHolders = accessors.ToModel(),
            Settings = Settings(type).ToEquatableArray(),
        };
    }

    /// <summary>Whether creating an object obliges C# code to set members.</summary>
    public static bool HasRequiredMembers(IEnumerable<INamedTypeSymbol> hierarchy)
        => hierarchy.SelectMany(level => level.GetMembers())
            .Any(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    /// <summary>A type and its base types, or an interface and those it extends, the most derived first.</summary>
    public static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            yield return type;
            foreach (var extended in type.AllInterfaces)
            {
                yield return extended;
            }

            yield break;
        }

        var level = type;
        while (level is not null && level.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType))
        {
            yield return level;
            level = level.BaseType;
        }
    }

    private static IEnumerable<string> Settings(INamedTypeSymbol type)
    {
        if (JsonAttributes.ArgumentOf(type, JsonNames.Attributes.NumberHandling) is { } numbers)
        {
            yield return "numberHandling: " + numbers;
        }

        if (JsonAttributes.ArgumentOf(type, JsonNames.Attributes.UnmappedMemberHandling) is { } unmapped)
        {
            yield return "unmapped: " + unmapped;
        }

        if (JsonAttributes.ArgumentOf(type, JsonNames.Attributes.ObjectCreationHandling) is { } creation)
        {
            yield return "creation: " + creation;
        }
    }
}
