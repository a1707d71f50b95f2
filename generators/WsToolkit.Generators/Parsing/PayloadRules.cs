using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Which types can travel at all, whatever their JSON looks like.</summary>
internal static class PayloadRules
{
    /// <summary>Whether a type can be a parameter, a result or an item.</summary>
    public static bool CanTravel(ITypeSymbol type) => type switch
    {
        { IsRefLikeType: true } => false,
        { SpecialType: SpecialType.System_Void } => false,
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Delegate or TypeKind.Dynamic } => false,
        INamedTypeSymbol { IsStatic: true } or INamedTypeSymbol { IsUnboundGenericType: true } => false,
        _ => !IsRuntimeType(type) && !ContainsUnnameable(type),
    };

    /// <summary>Whether a name in the type means nothing, as in half-typed code or when another generator is to write it.</summary>
    public static bool IsUnresolved(ITypeSymbol type)
        => Contains(
            // What stands between the brackets of typeof(List<>) is no type.
            type is INamedTypeSymbol { IsUnboundGenericType: true } ? type.OriginalDefinition : type,
            static part => part.TypeKind == TypeKind.Error);

    /// <summary>Whether the type depends on a type parameter.</summary>
    public static bool IsOpen(ITypeSymbol type) => Contains(type, static part => part.TypeKind == TypeKind.TypeParameter);

    /// <summary>Whether only the type's own file can name it.</summary>
    public static bool IsFileLocal(ITypeSymbol type) => Contains(type, static part => part is INamedTypeSymbol { IsFileLocal: true });

    /// <summary>The first part of a type, itself included, that a predicate is true of.</summary>
    public static ITypeSymbol? Find(ITypeSymbol type, Func<ITypeSymbol, bool> predicate) => predicate(type) ? type : type switch
    {
        IArrayTypeSymbol array => Find(array.ElementType, predicate),
        INamedTypeSymbol named => named.TypeArguments.Select(argument => Find(argument, predicate)).FirstOrDefault(static found => found is not null)
            ?? (named.ContainingType is { } outer ? Find(outer, predicate) : null),
        _ => null,
    };

    // Types that the toolkit gives a meaning of their own, in a place where they do not have it.
    private static bool IsRuntimeType(ITypeSymbol type)
        => type.IsNamed(KnownNames.Platform.CancellationToken)
            || type.IsNamed(KnownNames.Platform.Task)
            || type.IsNamed(KnownNames.Platform.TaskOf)
            || type.IsNamed(KnownNames.Platform.ValueTask)
            || type.IsNamed(KnownNames.Platform.ValueTaskOf)
            || type.IsNamed(KnownNames.Platform.AsyncEnumerable)
            || type.IsNamed(KnownNames.Platform.Progress)
            || type.IsNamed(KnownNames.Types.CallContext)
            || type.IsNamed(KnownNames.Types.Connection)
            || type.IsNamed(KnownNames.Types.WalkerContext)
            || type.IsNamed(KnownNames.Types.Channel);

    // Pointers in type arguments, and types that only their own file can name.
    private static bool ContainsUnnameable(ITypeSymbol type) => Contains(
        type, static part => part is INamedTypeSymbol { IsFileLocal: true } || part.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer);

    private static bool Contains(ITypeSymbol type, Func<ITypeSymbol, bool> predicate) => Find(type, predicate) is not null;
}
