using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Reads <c>[JsonConverter]</c>.</summary>
internal static class JsonConverters
{
    /// <summary>
    /// The converter of all enumerations, which makes one of each at run time. For one that is known, generated code takes the generic one.
    /// </summary>
    public const string AnyEnumConverter = "System.Text.Json.Serialization.JsonStringEnumConverter";

    /// <summary>The creation of the converter that a type or member names.</summary>
    /// <param name="symbol">The type or member.</param>
    /// <param name="converted">The type that is converted, or the member's type.</param>
    /// <param name="compilation">The user's code.</param>
    /// <param name="names">Spells types.</param>
    /// <param name="creation">Receives <c>new …()</c>, or <see langword="null"/> when there is no attribute.</param>
    /// <returns>Whether generated code can do what the attribute says.</returns>
    public static bool TryRead(ISymbol symbol, ITypeSymbol converted, Compilation compilation, JsonTypeNames names, out string? creation)
    {
        creation = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!JsonAttributes.IsOrDerivesFrom(attribute.AttributeClass, JsonNames.Attributes.Converter))
            {
                continue;
            }

            if (!JsonAttributes.Is(attribute.AttributeClass!, JsonNames.Attributes.Converter)
                || attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol { IsAbstract: false } converter }]
                || !JsonAttributes.IsOrDerivesFrom(converter, JsonNames.Platform.Converter)
                || JsonRules.ProblemOf(converter, compilation) != JsonProblem.None
                || !converter.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty
                    && Accessibilities.IsAccessible(constructor, compilation)
                    && !JsonRules.IsObsoleteError(constructor)))
            {
                return false;
            }

            creation = JsonAttributes.Is(converter, AnyEnumConverter) && Enumeration(converted) is { } enumeration
                ? $"new {KnownNames.Global}{AnyEnumConverter}<{names.Of(enumeration)}>()"
                : $"new {names.Of(converter)}()";
        }

        return true;
    }

    private static ITypeSymbol? Enumeration(ITypeSymbol type)
    {
        var value = JsonNullability.IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return value.TypeKind == TypeKind.Enum ? value : null;
    }
}
