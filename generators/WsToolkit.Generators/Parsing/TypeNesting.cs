using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>How a type and its containers are declared again, and how types beside it repeat its type parameters.</summary>
internal static class TypeNesting
{
    public static string? Namespace(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } space
        ? space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
        : null;

    /// <summary>What stands in front of the full name of the type and of the types beside it.</summary>
    public static string Prefix(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? TypeRef.From(outer).Name + "."
            : Namespace(type) is { } space ? $"{KnownNames.Global}{space}."
            : KnownNames.Global;

    /// <summary>The containing types, outermost first, each as a partial declaration.</summary>
    public static EquatableArray<string> Containers(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, Declaration(outer));
        }

        return containers.ToEquatableArray();
    }

    public static string Declaration(INamedTypeSymbol type) => $"partial {Keyword(type)} {Name(type)}";

    /// <summary>The name with type parameters, without the containers.</summary>
    public static string Name(INamedTypeSymbol type) => Literals.DeclaredType(type.Name) + TypeParameters(type);

    public static string TypeParameters(INamedTypeSymbol type) => type.Arity == 0
        ? string.Empty
        : $"<{string.Join(", ", type.TypeParameters.Select(static parameter => Literals.Identifier(parameter.Name)))}>";

    /// <summary>What stands between the brackets where the type is used: type parameters, or what they have been given.</summary>
    public static string TypeArguments(INamedTypeSymbol type) => type.Arity == 0
        ? string.Empty
        : $"<{string.Join(", ", type.TypeArguments.Select(static argument => TypeRef.From(argument).AnnotatedName))}>";

    public static EquatableArray<string> Constraints(INamedTypeSymbol type) => Constraints(type.TypeParameters);

    public static EquatableArray<string> Constraints(IEnumerable<ITypeParameterSymbol> parameters)
        => parameters.Select(Constraint).Where(static clause => clause.Length > 0).ToEquatableArray();

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(static type => TypeRef.From(type).AnnotatedName));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? string.Empty : $"where {Literals.Identifier(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
