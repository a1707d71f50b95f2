using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Reads <c>[JsonConverter]</c>.</summary>
internal static class JsonConverters
{
    /// <summary>The creation of the converter that a type or member names.</summary>
    /// <param name="symbol">The type or member.</param>
    /// <param name="compilation">The user's code.</param>
    /// <param name="names">Spells types.</param>
    /// <param name="creation">Receives <c>new …()</c>, or <see langword="null"/> when there is no attribute.</param>
    /// <returns>Whether generated code can do what the attribute says.</returns>
    public static bool TryRead(ISymbol symbol, Compilation compilation, JsonTypeNames names, out string? creation)
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

            creation = $"new {names.Of(converter)}()";
        }

        return true;
    }
}
