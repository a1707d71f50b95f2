using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns the application's own attributes into expressions that create them again.</summary>
internal static class AttributeParser
{
    /// <summary>The attributes of the service and then of the member that filters and authorizers may want to see.</summary>
    public static EquatableArray<string> Metadata(INamedTypeSymbol service, ISymbol? member)
        => OfService(service, member).Concat(WithInherited(member)).Select(attribute => TryExpression(attribute, service.ContainingAssembly))
            .Where(static expression => expression is not null).Select(static expression => expression!).ToEquatableArray();

    /// <summary>Whether an attribute demands authorization, and none of the member lifts it.</summary>
    public static bool RequiresAuthorization(INamedTypeSymbol service, ISymbol? member)
        => OfService(service, member).Concat(WithInherited(member)).Any(static attribute => attribute.AttributeClass?.Implements(KnownNames.Hosting.AuthorizeData) == true)
            && !WithInherited(member).Any(static attribute => attribute.AttributeClass?.Implements(KnownNames.Hosting.AllowAnonymous) == true);

    /// <summary>The <c>[Obsolete]</c> attribute as source, or <see langword="null"/>.</summary>
    public static string? Obsolete(ISymbol symbol)
    {
        if (symbol.FindAttribute(KnownNames.Platform.Obsolete) is not { } attribute)
        {
            return null;
        }

        var arguments = attribute.ConstructorArguments.Select(TryConstant)
            .Concat(attribute.NamedArguments.Select(static argument => $"{argument.Key} = {TryConstant(argument.Value)}"));
        var list = string.Join(", ", arguments);
        return $"[{KnownNames.Global}System.Obsolete{(list.Length == 0 ? string.Empty : $"({list})")}]";
    }

    /// <summary>A constant argument as source, or <see langword="null"/> when it cannot be spelled.</summary>
    public static string? TryConstant(TypedConstant constant)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Array when constant.IsNull:
                return "null";
            case TypedConstantKind.Array:
                var items = constant.Values.Select(TryConstant).ToList();
                return items.Contains(null)
                    ? null
                    : $"new {((IArrayTypeSymbol)constant.Type!).ElementType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}[] {{ {string.Join(", ", items.Select(Forgiving))} }}";
            case TypedConstantKind.Type when constant.Value is ITypeSymbol type:
                return PayloadRules.IsUnresolved(type) || PayloadRules.IsFileLocal(type)
                    ? null
                    : $"typeof({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})";
            case TypedConstantKind.Primitive or TypedConstantKind.Enum or TypedConstantKind.Type when constant.Type is not null:
                return constant.Value is null ? "null" : Numeric(constant) ?? Literals.Constant(constant.Value, constant.Type);
            default:
                return null;
        }
    }

    // The application has given null where it is not expected, or knows better.
    private static string? Forgiving(string? constant) => constant == "null" ? "null!" : constant;

    // Small integers passed as object have to keep their type.
    private static string? Numeric(TypedConstant constant) => constant.Value is byte or sbyte or short or ushort && constant.Kind == TypedConstantKind.Primitive
        ? $"({constant.Type!.ToDisplayString()}){Literals.Primitive(constant.Value)}"
        : null;

    // What stands on a base interface holds for the members that come from there.
    private static IEnumerable<AttributeData> OfService(INamedTypeSymbol service, ISymbol? member)
        => member is not null && service.TypeKind == TypeKind.Interface && !SymbolEqualityComparer.Default.Equals(member.ContainingType, service)
            ? WithInherited(service).Concat(member.ContainingType.GetAttributes())
            : WithInherited(service);

    // As reflection would find them: those of base classes and overridden methods too, unless they are repeated or not inherited.
    private static IEnumerable<AttributeData> WithInherited(ISymbol? symbol)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var isInherited = false;
        for (var current = symbol; current is not null; current = (current as INamedTypeSymbol)?.BaseType ?? (ISymbol?)(current as IMethodSymbol)?.OverriddenMethod)
        {
            var own = current.GetAttributes().Where(static attribute => attribute.AttributeClass is not null).ToList();
            foreach (var attribute in own)
            {
                var usage = attribute.AttributeClass!.FindAttribute(KnownNames.Platform.AttributeUsage);
                if (!isInherited || (usage.Named("Inherited", true) && (usage.Named("AllowMultiple", false) || !seen.Contains(attribute.AttributeClass!))))
                {
                    yield return attribute;
                }
            }

            seen.UnionWith(own.Select(static attribute => attribute.AttributeClass!));
            isInherited = true;
        }
    }

    private static string? TryExpression(AttributeData attribute, IAssemblySymbol assembly)
    {
        if (attribute.AttributeClass is not { } type || attribute.AttributeConstructor is not { } constructor || IsForTools(type)
            || PayloadRules.IsFileLocal(type) || !Accessibilities.IsAccessible(type, assembly) || !Accessibilities.IsAccessible(constructor, assembly))
        {
            return null;
        }

        var arguments = attribute.ConstructorArguments
            .Select((argument, index) => CallerInfo.IsFilledIn(attribute, index)
                ? Literals.DefaultOf(constructor.Parameters[index])
                : TryConstant(argument))
            .ToList();
        var settings = attribute.NamedArguments.Select(static argument => (argument.Key, Value: TryConstant(argument.Value))).ToList();
        if (arguments.Contains(null) || settings.Any(static setting => setting.Value is null))
        {
            return null;
        }

        var initializer = settings.Count == 0
            ? string.Empty
            : $" {{ {string.Join(", ", settings.Select(static setting => $"{Literals.Identifier(setting.Key)} = {Forgiving(setting.Value)}"))} }}";
        return $"new {type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}({string.Join(", ", arguments.Select(Forgiving))}){initializer}";
    }

    // Those of the toolkit, of the platform and of the compiler mean nothing at run time.
    private static bool IsForTools(INamedTypeSymbol type)
    {
        if (type.ContainingNamespace is not { IsGlobalNamespace: false } space)
        {
            return false;
        }

        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name == "System" || type.ContainingAssembly?.Name == "WsToolkit" || type.ContainingNamespace.ToDisplayString() == "Microsoft.CodeAnalysis";
    }
}
