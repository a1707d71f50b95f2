using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Why a type has no generated JSON metadata.</summary>
internal enum JsonProblem
{
    None,

    /// <summary>The type, or a part of it, cannot be used by generated code.</summary>
    Inaccessible,

    /// <summary>The type, or a part of it, exists in its own file only.</summary>
    FileLocal,

    /// <summary>The type has type parameters that are not known.</summary>
    Open,

    /// <summary>A pointer, a <c>ref struct</c>, a static class or <c>void</c>.</summary>
    NotAValue,

    /// <summary>The code does not compile.</summary>
    Unresolved,

    /// <summary>Using the type is an error, because it is obsolete.</summary>
    Obsolete,

    /// <summary>A converter attribute of the application's own, or a converter that generated code cannot create.</summary>
    Converter,

    /// <summary>Two constructors have <c>[JsonConstructor]</c>.</summary>
    TwoConstructors,

    /// <summary>The constructor has a parameter that is passed by reference.</summary>
    ByReference,

    /// <summary>A member's type cannot be used by generated code.</summary>
    MemberType,

    /// <summary>A collection with members that are required when it is created.</summary>
    RequiredInCollection,

    /// <summary>A member can only be reached in a way that its generic type does not allow.</summary>
    MemberAccess,

    /// <summary>A generic type that is too deep inside its own type arguments, as one that grows without end.</summary>
    TooDeep,
}

/// <summary>Decides which types are in the subset that the generated JSON context covers. Shared with the analyzers.</summary>
internal static class JsonRules
{
    /// <summary>What keeps generated code from naming a type.</summary>
    public static JsonProblem ProblemOf(ITypeSymbol type, Compilation compilation)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return ProblemOf(array.ElementType, compilation);

            case ITypeParameterSymbol:
                return JsonProblem.Open;

            case IDynamicTypeSymbol:
                return JsonProblem.None;

            case INamedTypeSymbol { TypeKind: not TypeKind.Error, IsUnboundGenericType: false } named:
                return ProblemOf(named, compilation);

            case { TypeKind: TypeKind.Error }:
                return JsonProblem.Unresolved;

            default:
                return JsonProblem.NotAValue;
        }
    }

    /// <summary>Whether using a type or member is an error, because it is obsolete.</summary>
    public static bool IsObsoleteError(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && JsonAttributes.Is(type, KnownNames.Platform.Obsolete)
                && attribute.ConstructorArguments is [_, { Value: true }])
            {
                return true;
            }
        }

        return false;
    }

    private static JsonProblem ProblemOf(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsRefLikeType || type.IsStatic || type.SpecialType == SpecialType.System_Void)
        {
            return JsonProblem.NotAValue;
        }

        if (type.IsFileLocal)
        {
            return JsonProblem.FileLocal;
        }

        if (IsObsoleteError(type))
        {
            return JsonProblem.Obsolete;
        }

        foreach (var argument in type.TypeArguments)
        {
            if (ProblemOf(argument, compilation) is not JsonProblem.None and var problem)
            {
                return problem;
            }
        }

        // A static class may contain ordinary ones.
        for (var containing = type.ContainingType; containing is not null; containing = containing.ContainingType)
        {
            if (containing.IsFileLocal)
            {
                return JsonProblem.FileLocal;
            }

            foreach (var argument in containing.TypeArguments)
            {
                if (ProblemOf(argument, compilation) is not JsonProblem.None and var problem)
                {
                    return problem;
                }
            }
        }

        return Accessibilities.IsAccessible(type, compilation) ? JsonProblem.None : JsonProblem.Inaccessible;
    }
}
