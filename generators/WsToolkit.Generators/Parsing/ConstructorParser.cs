using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Decides how an instance of a service is created from the services of a call's scope.</summary>
internal static class ConstructorParser
{
    private const string Services = "services";

    /// <summary>
    /// The constructor to call: the one that is marked for it, else the longest public one, else the longest internal one;
    /// <see langword="null"/> when no instance can be created.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="requiredAreSet">Whether who creates it sets the required members.</param>
    public static IMethodSymbol? FindConstructor(INamedTypeSymbol type, bool requiredAreSet = false)
    {
        if (type.TypeKind != TypeKind.Class || type.IsAbstract)
        {
            return null;
        }

        var constructor = type.InstanceConstructors
            .Where(candidate => Rank(candidate) > 0 && !IsCopyConstructor(candidate))
            .OrderByDescending(Rank)
            .ThenByDescending(candidate => candidate.Parameters.Length)
            .FirstOrDefault();
        return constructor is not null && constructor.Parameters.All(CanBeSupplied) && (requiredAreSet || !HasRequiredMembers(type) || constructor.FindAttribute(KnownNames.Platform.SetsRequiredMembers) is not null)
            ? constructor
            : null;
    }

    /// <summary>The arguments of the constructor call, as expressions over a parameter called <c>services</c>.</summary>
    public static EquatableArray<string>? Parse(INamedTypeSymbol type) => FindConstructor(type) is { } constructor ? Arguments(constructor) : null;

    /// <summary>The arguments of a call of a constructor, as expressions over a parameter called <c>services</c>.</summary>
    public static EquatableArray<string> Arguments(IMethodSymbol constructor) => constructor.Parameters.Select(Argument).ToEquatableArray();

    private static int Rank(IMethodSymbol constructor)
        => constructor.FindAttribute(KnownNames.Hosting.ActivatorConstructor) is not null ? 3
            : constructor.DeclaredAccessibility == Accessibility.Public ? 2
            : constructor.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal ? 1
            : 0;

    private static bool IsCopyConstructor(IMethodSymbol constructor)
        => constructor.ContainingType.IsRecord
            && constructor.Parameters.Length == 1
            && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool CanBeSupplied(IParameterSymbol parameter)
        => parameter.RefKind is RefKind.None or RefKind.In
            && !parameter.Type.IsRefLikeType
            && parameter.Type.TypeKind is not (TypeKind.Pointer or TypeKind.FunctionPointer)
            && !PayloadRules.IsUnresolved(parameter.Type);

    private static bool HasRequiredMembers(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(static member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
            {
                return true;
            }
        }

        return false;
    }

    private static string Argument(IParameterSymbol parameter)
    {
        if (parameter.Type.IsNamed(KnownNames.Platform.ServiceProvider))
        {
            return Services;
        }

        var literal = parameter.HasExplicitDefaultValue ? Literals.DefaultOf(parameter) : null;
        if (literal is not null && parameter.Type.IsValueType)
        {
            return literal;
        }

        // Not every type parameter is known to be a reference type; without a default both are asked for in the same way.
        var isOptional = literal is not null || parameter.Type.NullableAnnotation == NullableAnnotation.Annotated && parameter.Type.IsReferenceType;
        var key = parameter.FindAttribute(KnownNames.Hosting.FromKeyedServices) is { } keyed && keyed.ConstructorArguments.Length == 1
            ? AttributeParser.TryConstant(keyed.ConstructorArguments[0])
            : null;
        var isKeyed = key is not null and not "null";
        var extensions = KnownNames.Global + (isKeyed ? KnownNames.Hosting.KeyedServiceExtensions : KnownNames.Hosting.ServiceExtensions);
        var method = (isOptional ? "Get" : "GetRequired") + (isKeyed ? "KeyedService" : "Service");
        var call = $"{extensions}.{method}<{TypeRef.From(parameter.Type).Name}>({Services}{(isKeyed ? ", " + key : string.Empty)})";
        return literal is null or "null" ? call + (literal is not null && !TypeRef.From(parameter.Type).AcceptsNull ? "!" : string.Empty) : $"{call} ?? {literal}";
    }
}
