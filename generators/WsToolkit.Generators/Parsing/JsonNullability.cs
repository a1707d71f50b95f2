using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Whether members and parameters give and take <see langword="null"/>, by their annotations.</summary>
internal static class JsonNullability
{
    public static bool GivesNull(ISymbol member, ITypeSymbol type)
        => CanBeNull(type)
        && !JsonAttributes.Has(member, JsonNames.Platform.NotNull)
        && (JsonAttributes.Has(member, JsonNames.Platform.MaybeNull) || IsAnnotated(member));

    public static bool TakesNull(ISymbol member, ITypeSymbol type)
        => CanBeNull(type)
        && !JsonAttributes.Has(member, JsonNames.Platform.DisallowNull)
        && (JsonAttributes.Has(member, JsonNames.Platform.AllowNull) || IsAnnotated(member));

    public static bool CanBeNull(ITypeSymbol type) => !type.IsValueType || IsNullable(type);

    public static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    // The annotation is that of the declaration: of T in a generic type nobody knows at run time what stands for it.
    private static bool IsAnnotated(ISymbol member)
    {
        var declared = member.OriginalDefinition switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };

        return declared switch
        {
            null => true,
            { IsValueType: true } => IsNullable(declared),
            ITypeParameterSymbol parameter => parameter.NullableAnnotation == NullableAnnotation.Annotated
                || !(parameter.HasNotNullConstraint || IsNotNullReference(parameter)),
            _ => declared.NullableAnnotation != NullableAnnotation.NotAnnotated,
        };
    }

    private static bool IsNotNullReference(ITypeParameterSymbol parameter)
        => parameter is { HasReferenceTypeConstraint: true, ReferenceTypeConstraintNullableAnnotation: NullableAnnotation.NotAnnotated };
}
