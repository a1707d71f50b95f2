using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>Why a type is not in the generated metadata, and what to do.</summary>
internal static class GapReasons
{
    public const string SwitchedOff = "the project generates none. Add [JsonSerializable] for it to a context of the project.";

    public static string ForWritingOnly(string context)
        => $"'{context}' can only write it. Let it be generated with JsonSourceGenerationMode.Metadata or Default.";

    public static string Of(JsonProblem problem) => problem switch
    {
        JsonProblem.FileLocal => "only its own file can name it. Remove 'file'.",
        JsonProblem.Obsolete => "using it is an error, because it is obsolete. Let [Obsolete] warn only.",
        JsonProblem.RequiredInCollection => "it is a collection with required members. Remove 'required' from them.",
        JsonProblem.MemberAccess =>
            "a member that is not accessible is in a generic type with the names of type parameters around it. Rename one of them.",
        JsonProblem.TooDeep =>
            "a generic type is more than 8 levels deep inside its own type arguments. Put [JsonIgnore] on the member that makes it longer.",
        _ => "generated code cannot use it. Make it, and what contains it, public or internal.",
    };

    public static string ByReference(string parameter) => $"its constructor takes '{parameter}' by reference. Pass it by value.";

    public static string MemberType(string member, JsonProblem problem) => problem == JsonProblem.Obsolete
        ? $"using the type of '{member}' is an error, because it is obsolete. Let [Obsolete] warn only."
        : $"generated code cannot use the type of '{member}'. Make that type public or internal, or put [JsonIgnore] on '{member}'.";
}

/// <summary>Finds what keeps a type that can be named out of the generated metadata.</summary>
internal sealed class PayloadGapRules(Compilation compilation, JsonTypeNames names, PayloadFindings findings)
{
    private const string ByReferenceAdvice = "Return it by value, or put [JsonIgnore] on the member.";

    /// <summary>Tells of it.</summary>
    /// <param name="stop">The type's place.</param>
    /// <param name="shape">What the parser says.</param>
    /// <param name="isSettled">Whether the type has metadata from elsewhere, or that has been told already.</param>
    public void Explain(PayloadStop stop, PayloadShape shape, bool isSettled)
    {
        switch (shape.Problem)
        {
            case JsonProblem.TwoConstructors:
                // Whoever describes the type: the serializer refuses it.
                var second = ((INamedTypeSymbol)shape.Type).InstanceConstructors
                    .Where(static constructor => JsonAttributes.Has(constructor, JsonNames.Attributes.Constructor))
                    .ElementAt(1);
                var attribute = JsonAttributes.Find(second, JsonNames.Attributes.Constructor);
                findings.AddAt(PayloadProblem.TwoConstructors, stop, new Place(second, PlaceKind.Attribute, attribute));
                break;

            case JsonProblem.Converter:
                if (!isSettled)
                {
                    ExplainConverter(stop, shape);
                }

                break;

            case JsonProblem.MemberType:
                ExplainMember(stop, shape, isSettled);
                break;

            case JsonProblem.ByReference when !isSettled:
                var parameter = JsonConstructorParser.Choose((INamedTypeSymbol)shape.Type, names, out _)!.Parameters
                    .First(static parameter => parameter.RefKind is not (RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter));
                findings.Missing(stop.Inside(parameter, PlaceKind.Type), GapReasons.ByReference(parameter.Name), null);
                break;

            case JsonProblem.Unresolved:
                break;

            default:
                if (!isSettled)
                {
                    findings.Missing(stop, GapReasons.Of(shape.Problem), null);
                }

                break;
        }
    }

    private void ExplainConverter(PayloadStop stop, PayloadShape shape)
    {
        var symbols = shape.Type is INamedTypeSymbol type
            ? JsonObjectParser.Hierarchy(type).SelectMany(static level => level.GetMembers()).Prepend(type)
            : [];
        foreach (var symbol in symbols)
        {
            if (symbol is INamedTypeSymbol or IPropertySymbol or IFieldSymbol
                && !JsonConverters.TryRead(symbol, shape.Type, compilation, names, out _))
            {
                var attribute = symbol.GetAttributes()
                    .Last(static attribute => JsonAttributes.IsOrDerivesFrom(attribute.AttributeClass, JsonNames.Attributes.Converter));
                findings.AddAt(PayloadProblem.Converter, stop, new Place(symbol, PlaceKind.Attribute, attribute));
                return;
            }
        }
    }

    private void ExplainMember(PayloadStop stop, PayloadShape shape, bool isSettled)
    {
        foreach (var member in JsonObjectParser.Hierarchy((INamedTypeSymbol)shape.Type).SelectMany(static level => level.GetMembers()))
        {
            var (type, isByReference) = member switch
            {
                IPropertySymbol { IsStatic: false, IsIndexer: false } property => (property.Type, property.RefKind != RefKind.None),
                IFieldSymbol { IsStatic: false, IsConst: false, AssociatedSymbol: null } field
                    => (field.Type, field.RefKind != RefKind.None),
                _ => (null, false),
            };
            if (type is null || JsonAttributes.Has(member, JsonNames.Attributes.Ignore) || !IsSeen(member))
            {
                continue;
            }

            var problem = JsonRules.ProblemOf(type, compilation);
            if (problem == JsonProblem.Unresolved)
            {
                return;
            }

            var at = stop.Inside(member, PlaceKind.Type);
            if (member is IPropertySymbol && (isByReference || problem == JsonProblem.NotAValue))
            {
                if (isByReference)
                {
                    findings.AddText(PayloadProblem.NotJson, at, "ref " + at.Show(type), ByReferenceAdvice);
                }
                else
                {
                    findings.Add(PayloadProblem.NotJson, at with { Type = type }, PayloadFindings.NotJsonAdvice);
                }

                return;
            }

            if (problem != JsonProblem.None || isByReference)
            {
                if (!isSettled)
                {
                    findings.Missing(at, GapReasons.MemberType(member.Name, problem), null);
                }

                return;
            }
        }

        // What is left is a parameter of the constructor.
        var parameter = JsonConstructorParser.Choose((INamedTypeSymbol)shape.Type, names, out _)?.Parameters.FirstOrDefault(
            parameter => JsonRules.ProblemOf(parameter.Type, compilation) is not (JsonProblem.None or JsonProblem.Unresolved));
        if (parameter is not null && !isSettled)
        {
            findings.Missing(stop.Inside(parameter, PlaceKind.Type), GapReasons.MemberType(parameter.Name, JsonProblem.None), null);
        }
    }

    private static bool IsSeen(ISymbol member)
        => JsonAttributes.Has(member, JsonNames.Attributes.Include)
        || (member is IPropertySymbol property
            ? property is { GetMethod.DeclaredAccessibility: Accessibility.Public } or { SetMethod.DeclaredAccessibility: Accessibility.Public }
            : member is IFieldSymbol { IsFixedSizeBuffer: false, DeclaredAccessibility: Accessibility.Public });
}
