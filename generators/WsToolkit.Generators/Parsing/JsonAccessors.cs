using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Collects the accessors of one type with members: methods that the runtime connects with <c>init</c> setters, private members and
/// constructors.
/// </summary>
internal sealed class JsonAccessors(JsonTypeNames names, string self)
{
    private const string PlainHolder = "Access";

    private readonly List<Holder> _holders = [];

    /// <summary>
    /// The classes of accessors that were asked for. Their names begin with what the type's identifier is put in front of.
    /// </summary>
    public EquatableArray<JsonAccessHolderModel> ToModel() => _holders
        .Select(holder => new JsonAccessHolderModel
        {
            Name = holder.Name + holder.TypeParameters,
            Constraints = holder.Constraints,
            Accessors = holder.Accessors.ToEquatableArray(),
        })
        .ToEquatableArray();

    /// <summary>
    /// Whether members of a type can have accessors: not when two levels of nesting call their type parameters alike, which then cannot
    /// stand side by side.
    /// </summary>
    public static bool CanReach(INamedTypeSymbol type)
    {
        var parameters = Levels(type.OriginalDefinition).SelectMany(static level => level.TypeParameters).ToArray();
        return parameters.Select(static parameter => parameter.Name).Distinct().Count() == parameters.Length;
    }

    /// <summary>Adds the getter or setter of a property and gives the class it is in, with type arguments.</summary>
    public string? AddProperty(IPropertySymbol property, bool setter)
    {
        var definition = property.OriginalDefinition;
        var target = Target(definition.ContainingType);
        var type = names.Of(definition.Type);
        var accessor = setter
            ? new JsonAccessorModel("Method", "set_" + definition.Name, $"void Set{definition.Name}({target} x, {type} v)")
            : new JsonAccessorModel("Method", "get_" + definition.Name, $"{type} Get{definition.Name}({target} x)");
        return Add(property.ContainingType, accessor);
    }

    /// <summary>Adds a field and gives the class its accessor is in, with type arguments.</summary>
    public string? AddField(IFieldSymbol field)
    {
        var definition = field.OriginalDefinition;
        return Add(field.ContainingType, new JsonAccessorModel(
            "Field",
            definition.Name,
            $"ref {names.Of(definition.Type)} Field{definition.Name}({Target(definition.ContainingType)} x)"));
    }

    /// <summary>Adds a constructor and gives the class its accessor is in, with type arguments.</summary>
    public string? AddConstructor(IMethodSymbol constructor)
    {
        var definition = constructor.OriginalDefinition;
        var parameters = definition.Parameters.Select(
            (parameter, index) => (parameter.RefKind == RefKind.None ? "" : "in ") + names.Of(parameter.Type) + " argument" + index);
        return Add(constructor.ContainingType, new JsonAccessorModel(
            "Constructor", "", $"{Spell(definition.ContainingType)} New({string.Join(", ", parameters)})"));
    }

    private string Target(INamedTypeSymbol definition) => (definition.IsValueType ? "ref " : "") + Spell(definition);

    private string Spell(INamedTypeSymbol definition) => names.Of(definition) is var name && name == self ? JsonObjectModel.Self : name;

    private string? Add(INamedTypeSymbol type, JsonAccessorModel accessor)
    {
        if (!CanReach(type))
        {
            return null;
        }

        var definition = type.OriginalDefinition;
        var parameters = Levels(definition).SelectMany(level => level.TypeParameters).ToArray();
        var key = parameters.Length == 0 ? "" : names.Of(definition);
        var holder = _holders.FirstOrDefault(candidate => candidate.Key == key);
        if (holder is null)
        {
            var number = _holders.Count == 0 ? "" : (_holders.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            holder = new Holder(
                key,
                PlainHolder + number,
                parameters.Length == 0 ? "" : $"<{string.Join(", ", parameters.Select(parameter => Literals.Identifier(parameter.Name)))}>",
                parameters.Select(Constraints).Where(text => text.Length > 0).ToEquatableArray());
            _holders.Add(holder);
        }

        if (!holder.Accessors.Contains(accessor))
        {
            holder.Accessors.Add(accessor);
        }

        var arguments = Levels(type).SelectMany(level => level.TypeArguments).Select(names.Of).ToArray();
        return arguments.Length == 0 ? holder.Name : $"{holder.Name}<{string.Join(", ", arguments)}>";
    }

    /// <summary>A type and those around it, the outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
        => type.ContainingType is { } containing ? Levels(containing).Append(type) : [type];

    private string Constraints(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        parts.AddRange(parameter.ConstraintTypes.Select(names.Of));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $"where {Literals.Identifier(parameter.Name)} : {string.Join(", ", parts)}";
    }

    private sealed class Holder(string key, string name, string typeParameters, EquatableArray<string> constraints)
    {
        public string Key { get; } = key;

        public string Name { get; } = name;

        public string TypeParameters { get; } = typeParameters;

        public EquatableArray<string> Constraints { get; } = constraints;

        public List<JsonAccessorModel> Accessors { get; } = [];
    }
}
