using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// What one type is in JSON. Built for one compilation; keeps symbols, so it must not outlive the step that uses it.
/// </summary>
internal sealed class JsonTypeParser(Compilation compilation, string contextNamespace, JsonTypeNames names)
{
    private readonly JsonObjectParser _objects = new(compilation, contextNamespace, names);

    /// <summary>Describes a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="inside">Receives the types that its values contain.</param>
    /// <param name="members">Receives its members when it is a type with members, still without an identifier.</param>
    /// <param name="problem">Receives what keeps the type out of the context.</param>
    /// <returns>The type's line, or <see langword="null"/> when there is a problem.</returns>
    public JsonTypeModel? Parse(ITypeSymbol type, List<ITypeSymbol> inside, out JsonObjectModel? members, out JsonProblem problem)
    {
        members = null;
        problem = JsonRules.ProblemOf(type, compilation);
        if (problem != JsonProblem.None)
        {
            return null;
        }

        if (JsonNesting.IsTooDeep(type))
        {
            problem = JsonProblem.TooDeep;
            return null;
        }

        if (!JsonConverters.TryRead(type, type, compilation, names, out var converter))
        {
            problem = JsonProblem.Converter;
            return null;
        }

        if (converter is not null)
        {
            return Line(type, JsonTypeKind.Converted, converter);
        }

        if (JsonBuiltIns.ConverterOf(type, names) is { } builtIn)
        {
            if (builtIn == "ObjectConverter" && compilation.GetTypeByMetadataName(JsonNames.Platform.Element) is { } element)
            {
                // What is read as an object is one of these, and may be written again.
                inside.Add(element);
            }

            return Line(type, JsonTypeKind.BuiltIn, builtIn);
        }

        if (names.Definition(type) == JsonBuiltIns.BigInteger)
        {
            return Line(type, JsonTypeKind.Converted, $"new {KnownNames.Global}{JsonNames.Types.BigIntegerConverter}()");
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return Line(type, JsonTypeKind.Enum);
        }

        if (JsonNullability.IsNullable(type))
        {
            var value = ((INamedTypeSymbol)type).TypeArguments[0];
            inside.Add(value);
            return Line(type, JsonTypeKind.Nullable) with { Arguments = [names.Of(value)] };
        }

        if (JsonBuiltIns.IsRefused(type, names))
        {
            return Line(type, JsonTypeKind.Unsupported);
        }

        if (JsonCollections.TryParse(type, names, out var items) is { } collection)
        {
            if (collection.IsCreated && JsonObjectParser.HasRequiredMembers(JsonObjectParser.Hierarchy((INamedTypeSymbol)type)))
            {
                problem = JsonProblem.RequiredInCollection;
                return null;
            }

            // A dictionary that is not generic is read with texts as its keys.
            inside.AddRange(items.Count > 0 ? items : [compilation.ObjectType, compilation.GetSpecialType(SpecialType.System_String)]);
            inside.AddRange(JsonAttributes.DerivedTypes(type));
            return collection;
        }

        if (type is not INamedTypeSymbol named)
        {
            problem = JsonProblem.NotAValue;
            return null;
        }

        members = _objects.Parse(named, inside, out problem);
        return members is null ? null : Line(type, JsonTypeKind.Object);
    }

    private JsonTypeModel Line(ITypeSymbol type, JsonTypeKind kind, string detail = "")
        => new() { Type = names.Of(type), Kind = kind, Detail = detail };
}
