using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Recognizes expressions that give the same whenever and however often they are evaluated, and run nobody's code but the compiler's and
/// that of the platform's collections.
/// </summary>
internal sealed class PlainValues(Compilation compilation)
{
    /// <summary>Whether an expression is a constant or a default value.</summary>
    public bool IsConstant(ExpressionSyntax expression) => IsConstant(expression, compilation.GetSemanticModel(expression.SyntaxTree));

    /// <summary>Whether an initial value is a constant, a default value, or a new collection or array of constants.</summary>
    public bool IsPlain(ExpressionSyntax expression) => IsPlain(expression, compilation.GetSemanticModel(expression.SyntaxTree));

    private static bool IsPlain(ExpressionSyntax expression, SemanticModel model)
        => IsConstant(expression, model) || IsCollection(expression, model) || expression switch
        {
            ParenthesizedExpressionSyntax inner => HasPlainConversion(inner, model) && IsPlain(inner.Expression, model),
            BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } creation
                => HasPlainConversion(creation, model) && model.GetTypeInfo(creation).Type is { } type
                    && (type.SpecialType == SpecialType.System_Object || IsPlatformCollection(type)),
            _ => false,
        };

    private static bool IsConstant(ExpressionSyntax expression, SemanticModel model)
        => HasPlainConversion(expression, model)
        && (model.GetConstantValue(expression).HasValue || expression switch
        {
            LiteralExpressionSyntax or DefaultExpressionSyntax => true,
            PostfixUnaryExpressionSyntax forgiving when forgiving.IsKind(SyntaxKind.SuppressNullableWarningExpression)
                => IsConstant(forgiving.Operand, model),
            MemberAccessExpressionSyntax access => model.GetSymbolInfo(access).Symbol
                is IFieldSymbol { Name: nameof(string.Empty), ContainingType.SpecialType: SpecialType.System_String },
            _ => false,
        });

    private static bool IsCollection(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        InitializerExpressionSyntax initializer => AreItems(initializer.Expressions, model),
        CollectionExpressionSyntax collection => model.GetTypeInfo(collection).ConvertedType is { } type
            && (type is IArrayTypeSymbol || IsPlatformCollection(type))
            && collection.Elements.All(element => element is ExpressionElementSyntax item && IsItem(item.Expression, model)),
        ArrayCreationExpressionSyntax array => HasPlainConversion(array, model)
            && array.Type.RankSpecifiers.SelectMany(static rank => rank.Sizes)
                .All(size => size is OmittedArraySizeExpressionSyntax || model.GetConstantValue(size).HasValue)
            && (array.Initializer is null || AreItems(array.Initializer.Expressions, model)),
        ImplicitArrayCreationExpressionSyntax array => HasPlainConversion(array, model) && AreItems(array.Initializer.Expressions, model),
        _ => false,
    };

    private static bool AreItems(SeparatedSyntaxList<ExpressionSyntax> items, SemanticModel model) => items.All(item => IsItem(item, model));

    // The default value of a structure has code: a set asks for its hash code.
    private static bool IsItem(ExpressionSyntax item, SemanticModel model)
        => IsCollection(item, model) || (HasPlainConversion(item, model) && model.GetConstantValue(item).HasValue);

    private static bool HasPlainConversion(ExpressionSyntax expression, SemanticModel model) => model.GetConversion(expression) is
    {
        Exists: true,
        IsUserDefined: false,
        IsInterpolatedString: false,
        IsInterpolatedStringHandler: false,
        IsInlineArray: false,
        IsSpan: false,
    };

    private static bool IsPlatformCollection(ITypeSymbol type)
        => type is INamedTypeSymbol { ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true, ContainingNamespace: var space }
        && (IsCollections(space) || IsCollections(space.ContainingNamespace));

    private static bool IsCollections(INamespaceSymbol? space)
        => space is { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
