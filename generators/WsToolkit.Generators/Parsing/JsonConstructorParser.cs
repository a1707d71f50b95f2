using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Chooses the constructor with which objects are read, as the serializer does.</summary>
internal static class JsonConstructorParser
{
    /// <summary>Chooses the constructor.</summary>
    /// <returns>
    /// The annotated one, else the public one without parameters, else the only public one; <see langword="null"/> when objects cannot be
    /// created.
    /// </returns>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, JsonTypeNames names, out JsonProblem problem)
    {
        problem = JsonProblem.None;
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return null;
        }

        var annotated = type.InstanceConstructors
            .Where(constructor => JsonAttributes.Has(constructor, JsonNames.Attributes.Constructor))
            .ToArray();
        if (annotated.Length > 1)
        {
            problem = JsonProblem.TwoConstructors;
            return null;
        }

        if (annotated.Length == 1)
        {
            return annotated[0];
        }

        var visible = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToArray();
        if (names.Definition(type) == "System.Collections.Generic.KeyValuePair`2")
        {
            // A value type, but of no use without its constructor.
            return visible.First(constructor => constructor.Parameters.Length == 2);
        }

        return visible.FirstOrDefault(constructor => constructor.Parameters.IsEmpty) ?? (visible.Length == 1 ? visible[0] : null);
    }

    /// <summary>
    /// Whether C# may choose another constructor although the arguments are of the very types of the parameters: type arguments can make
    /// the parameters of two constructors alike, and an attribute makes one be preferred.
    /// </summary>
    public static bool CanBeMistaken(IMethodSymbol constructor)
    {
        var type = constructor.ContainingType;
        var others = type.InstanceConstructors
            .Where(other => !SymbolEqualityComparer.Default.Equals(other, constructor) && !other.IsImplicitlyDeclared && !IsCopy(other))
            .ToArray();
        return others.Length > 0
            && (constructor.Parameters.Any(static parameter => parameter.RefKind != RefKind.None)
                || IsInGeneric(type)
                || others.Append(constructor).Any(
                    static one => JsonAttributes.Has(one, JsonNames.Platform.OverloadResolutionPriority)));
    }

    private static bool IsInGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsInGeneric(type.ContainingType));

    private static bool IsCopy(IMethodSymbol constructor)
        => constructor is { ContainingType.IsRecord: true, Parameters: [var original] }
        && SymbolEqualityComparer.Default.Equals(original.Type, constructor.ContainingType);

    /// <summary>Says how the constructor is called.</summary>
    /// <param name="constructor">The constructor.</param>
    /// <param name="setsParameters">Whether its parameters are set as members.</param>
    /// <param name="setsRequiredMembers">Whether C# code can call it without setting members.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="names">Spells types.</param>
    /// <param name="accessors">Receives an accessor when C# code cannot call it.</param>
    /// <param name="problem">Receives what keeps the type out of the context.</param>
    public static JsonConstructorModel? Parse(
        IMethodSymbol constructor,
        bool setsParameters,
        bool setsRequiredMembers,
        Compilation compilation,
        JsonTypeNames names,
        JsonAccessors accessors,
        out JsonProblem problem)
    {
        problem = JsonProblem.None;
        var parameters = new List<JsonParameterModel>();
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter))
            {
                problem = JsonProblem.ByReference;
                return null;
            }

            if (JsonRules.ProblemOf(parameter.Type, compilation) != JsonProblem.None)
            {
                problem = JsonProblem.MemberType;
                return null;
            }

            parameters.Add(new JsonParameterModel(
                parameter.Name,
                names.Of(parameter.Type),
                JsonNullability.TakesNull(parameter, parameter.Type),
                parameter.HasExplicitDefaultValue ? Literals.DefaultOf(parameter) : null));
        }

        string? expression = null;
        string? holder = null;
        var isUsable = setsRequiredMembers && IsUsable(constructor, compilation);
        if (constructor.IsImplicitlyDeclared && constructor.ContainingType.IsValueType)
        {
            expression = $"default({JsonObjectModel.Self})";
        }
        else if (!isUsable || CanBeMistaken(constructor))
        {
            holder = accessors.AddConstructor(constructor);
        }

        if (expression is null && holder is null && isUsable)
        {
            expression = $"new {JsonObjectModel.Self}" + (parameters.Count == 0 ? "()" : "");
        }

        if (expression is null && holder is null)
        {
            problem = JsonProblem.MemberAccess;
            return null;
        }

        return new JsonConstructorModel
        {
            Expression = expression,
            AccessHolder = holder,
            Parameters = parameters.ToEquatableArray(),
            SetsParameters = setsParameters,
        };
    }

    private static bool IsUsable(IMethodSymbol constructor, Compilation compilation)
        => Accessibilities.IsAccessible(constructor, compilation) && !JsonRules.IsObsoleteError(constructor);
}
