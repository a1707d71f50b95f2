using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Describes the properties and fields of one type and its base types, in the order in which the serializer takes them.</summary>
internal sealed class JsonMemberParser(
    Compilation compilation,
    JsonTypeNames names,
    JsonAccessors accessors,
    INamedTypeSymbol type,
    IMethodSymbol? constructor,
    bool setsParameters,
    bool requiredApplies)
{
    // What is ignored in a derived type stays ignored in its base types.
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>Describes the members that one level of the type declares.</summary>
    /// <param name="level">The type itself or one of its base types.</param>
    /// <param name="members">Receives the members.</param>
    /// <param name="inside">Receives their types, as far as they need metadata.</param>
    /// <returns>What keeps the type out of the context.</returns>
    public JsonProblem Parse(INamedTypeSymbol level, List<JsonMemberModel> members, List<ITypeSymbol> inside)
    {
        var symbols = level.GetMembers();
        foreach (var symbol in symbols)
        {
            if (symbol is IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } property
                && Property(property, members, inside) is not JsonProblem.None and var problem)
            {
                return problem;
            }
        }

        // Fields follow, wherever they stand.
        foreach (var symbol in symbols)
        {
            if (symbol is IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null, CanBeReferencedByName: true } field
                && Field(field, members, inside) is not JsonProblem.None and var problem)
            {
                return problem;
            }
        }

        return JsonProblem.None;
    }

    private JsonProblem Property(IPropertySymbol property, List<JsonMemberModel> members, List<ITypeSymbol> inside)
    {
        var included = JsonAttributes.Has(property, JsonNames.Attributes.Include);
        var canGet = property.GetMethod is { } getter && (included || getter.DeclaredAccessibility == Accessibility.Public);
        var canSet = property.SetMethod is { } setter && (included || setter.DeclaredAccessibility == Accessibility.Public);
        var isVirtual = property.IsVirtual || property.IsOverride || property.IsAbstract;
        if ((!canGet && !canSet) || (isVirtual && _ignored.Contains(property.Name)))
        {
            return JsonProblem.None;
        }

        var member = Start(property, property.Type, isField: false, isVirtual, included);
        if (member.IsIgnored)
        {
            if (JsonRules.ProblemOf(property.Type, compilation) == JsonProblem.NotAValue)
            {
                return JsonProblem.None;
            }

            if (isVirtual)
            {
                _ignored.Add(property.Name);
            }

            members.Add(member);
            return JsonProblem.None;
        }

        if (property.RefKind != RefKind.None || JsonRules.ProblemOf(property.Type, compilation) != JsonProblem.None)
        {
            return JsonProblem.MemberType;
        }

        var get = !canGet ? JsonAccess.None : IsDirect(property.GetMethod!, property) ? JsonAccess.Direct : JsonAccess.Method;
        var set = !canSet ? JsonAccess.None
            : !property.SetMethod!.IsInitOnly && IsDirect(property.SetMethod, property) ? JsonAccess.Direct
            : type.TypeKind == TypeKind.Interface ? JsonAccess.Constructor
            : JsonAccess.Method;
        string? holder = null;
        if (get == JsonAccess.Method && (holder = accessors.AddProperty(property, setter: false)) is null)
        {
            return JsonProblem.MemberAccess;
        }

        // The setter of a member that is an argument of the constructor is called when the serializer populates an object.
        if (set == JsonAccess.Method && (holder = accessors.AddProperty(property, setter: true)) is null)
        {
            if (!IsBound(property))
            {
                return JsonProblem.MemberAccess;
            }

            set = JsonAccess.Constructor;
        }

        return Finish(
            member with { Get = get, Set = set, AccessHolder = holder }, property, property.Type, property.IsRequired, members, inside);
    }

    private JsonProblem Field(IFieldSymbol field, List<JsonMemberModel> members, List<ITypeSymbol> inside)
    {
        var included = JsonAttributes.Has(field, JsonNames.Attributes.Include);
        // A fixed-size buffer is no value; nobody but the compiler can name its type.
        if (!included && (field.IsFixedSizeBuffer || field.DeclaredAccessibility != Accessibility.Public))
        {
            return JsonProblem.None;
        }

        var member = Start(field, field.Type, isField: true, isVirtual: false, included);
        if (member.IsIgnored)
        {
            members.Add(member);
            return JsonProblem.None;
        }

        if (field.RefKind != RefKind.None || JsonRules.ProblemOf(field.Type, compilation) != JsonProblem.None)
        {
            return JsonProblem.MemberType;
        }

        var access = IsDirect(field, field) ? JsonAccess.Direct : JsonAccess.Field;
        string? holder = null;
        if (access == JsonAccess.Field && (holder = accessors.AddField(field)) is null)
        {
            return JsonProblem.MemberAccess;
        }

        return Finish(
            member with { Get = access, Set = field.IsReadOnly ? JsonAccess.None : access, AccessHolder = holder },
            field,
            field.Type,
            field.IsRequired,
            members,
            inside);
    }

    private JsonMemberModel Start(ISymbol symbol, ITypeSymbol memberType, bool isField, bool isVirtual, bool included)
    {
        var traits = new List<string>();
        if (isField)
        {
            traits.Add("Field");
        }

        if (included)
        {
            traits.Add("Include");
        }

        if (isVirtual)
        {
            traits.Add("Virtual");
        }

        var settings = new List<string>();
        if (JsonAttributes.Find(symbol, JsonNames.Attributes.PropertyName)?.ConstructorArguments is [{ Value: string name }])
        {
            settings.Add("jsonName: " + Literals.Text(name));
        }

        var isIgnored = false;
        if (JsonAttributes.Find(symbol, JsonNames.Attributes.Ignore) is { } ignore)
        {
            var condition = ignore.NamedArguments.FirstOrDefault(argument => argument.Key == "Condition").Value;
            isIgnored = condition.Value is null or 1;
            if (!isIgnored)
            {
                settings.Add("ignore: " + Literals.Constant(condition.Value, condition.Type!));
            }
        }

        var containing = symbol.ContainingType;
        return new JsonMemberModel
        {
            Name = symbol.Name,
            Type = isIgnored && JsonRules.ProblemOf(memberType, compilation) != JsonProblem.None ? "object" : names.Of(memberType),
            DeclaringType = names.Of(containing),
            IsInValueType = containing.IsValueType,
            AccessName = symbol.Name,
            Traits = traits.ToEquatableArray(),
            IsIgnored = isIgnored,
            Settings = settings.ToEquatableArray(),
        };
    }

    private JsonProblem Finish(
        JsonMemberModel member,
        ISymbol symbol,
        ITypeSymbol memberType,
        bool isRequired,
        List<JsonMemberModel> members,
        List<ITypeSymbol> inside)
    {
        var traits = member.Traits.ToList();
        var parameter = setsParameters && symbol is IPropertySymbol
            ? constructor!.Parameters.FirstOrDefault(candidate => candidate.Name == symbol.Name)
            : null;
        if ((isRequired && requiredApplies) || JsonAttributes.Has(symbol, JsonNames.Attributes.Required))
        {
            traits.Add("Required");
        }

        if (parameter is { HasExplicitDefaultValue: false })
        {
            traits.Add("Parameter");
        }

        if (JsonNullability.CanBeNull(memberType))
        {
            var getsNotNull = member.Get != JsonAccess.None && !JsonNullability.GivesNull(symbol, memberType);

            // The serializer asks a read-only field, too, whether it would take null.
            var setsNotNull = (member.Set != JsonAccess.None || symbol is IFieldSymbol) && !JsonNullability.TakesNull(parameter ?? symbol, memberType);
            if (getsNotNull || setsNotNull)
            {
                traits.Add(getsNotNull && setsNotNull ? "NotNull" : getsNotNull ? "GetNotNull" : "SetNotNull");
            }
        }

        if (JsonAttributes.Has(symbol, JsonNames.Attributes.ExtensionData))
        {
            traits.Add("ExtensionData");
        }

        if (!JsonConverters.TryRead(symbol, memberType, compilation, names, out var converter))
        {
            return JsonProblem.Converter;
        }

        var settings = member.Settings.ToList();
        if (JsonAttributes.ArgumentOf(symbol, JsonNames.Attributes.PropertyOrder) is { } order and not "0")
        {
            settings.Add("order: " + order);
        }

        if (converter is not null)
        {
            settings.Add("converter: " + (JsonNullability.IsNullable(memberType)
                ? $"Json.NullableConverter<{names.Of(((INamedTypeSymbol)memberType).TypeArguments[0])}>(options, {converter})"
                : converter));
        }
        else
        {
            inside.Add(memberType);
        }

        if (JsonAttributes.ArgumentOf(symbol, JsonNames.Attributes.NumberHandling) is { } numbers)
        {
            settings.Add("numberHandling: " + numbers);
        }

        if (JsonAttributes.ArgumentOf(symbol, JsonNames.Attributes.ObjectCreationHandling) is { } creation)
        {
            settings.Add("creation: " + creation);
        }

        members.Add(member with { Traits = traits.ToEquatableArray(), Settings = settings.ToEquatableArray() });
        return JsonProblem.None;
    }

    /// <summary>Whether the serializer gives the member's value to the constructor of an object that it creates.</summary>
    private bool IsBound(IPropertySymbol property)
    {
        foreach (var parameter in constructor?.Parameters ?? [])
        {
            if (string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)
                && names.Of(parameter.Type) == names.Of(property.Type))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDirect(ISymbol used, ISymbol member)
        => Accessibilities.IsAccessible(used, compilation)
        && Accessibilities.IsAccessible(member.ContainingType, compilation)
        && !JsonRules.IsObsoleteError(used)
        && !JsonRules.IsObsoleteError(member);
}
