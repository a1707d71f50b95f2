using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Model;

/// <summary>A type by its name, as generated code spells it.</summary>
/// <param name="Name">
/// The name from <c>global::</c> on, with the nullable annotations of its type arguments but without its own when it is a reference
/// type: what <c>typeof</c> and type arguments of metadata calls accept. <c>int?</c> keeps its question mark.
/// </param>
/// <param name="IsValueType">Whether it is a value type.</param>
/// <param name="AcceptsNull">
/// Whether <see langword="null"/> is one of its values: annotated reference types, those from code without annotations,
/// <see cref="Nullable{T}"/>, and type parameters that may be either.
/// </param>
/// <param name="IsAnnotated">Whether it is a reference type or type parameter that is written with a question mark.</param>
internal sealed record TypeRef(string Name, bool IsValueType, bool AcceptsNull, bool IsAnnotated)
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name with its own annotation: how a variable or parameter of the type is declared.</summary>
    public string AnnotatedName => IsAnnotated ? Name + "?" : Name;

    public static TypeRef From(ITypeSymbol type)
    {
        if (type.IsValueType)
        {
            var isNullable = type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            return new TypeRef(type.ToDisplayString(Format), IsValueType: true, isNullable, IsAnnotated: false);
        }

        var annotated = type.NullableAnnotation == NullableAnnotation.Annotated;
        var name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Format);
        return new TypeRef(name, IsValueType: false, annotated || type.NullableAnnotation == NullableAnnotation.None, annotated);
    }

    public override string ToString() => AnnotatedName;
}
