using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>What the serializer cannot do with a type's members and constructor, told where they are declared.</summary>
internal sealed class PayloadMemberRules(JsonTypeNames names, PayloadFindings findings)
{
    private const string JsonObject = "System.Text.Json.Nodes.JsonObject";
    private const string NoDictionary =
        "its type is not a dictionary of them. Use IDictionary<string, JsonElement>, Dictionary<string, JsonElement> or JsonObject.";

    /// <summary>Applies the rules.</summary>
    /// <param name="stop">The type's place.</param>
    /// <param name="shape">The type.</param>
    /// <param name="isCovered">Whether a context of the project describes the type.</param>
    public void Check(PayloadStop stop, PayloadShape shape, bool isCovered)
    {
        if (stop.Use.HasFlag(PayloadUse.Read) && shape.Type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct })
        {
            CheckConstructor(stop, shape);
        }

        CheckExtensionData(stop, shape, isCovered);
        CheckNames(stop, shape);
        foreach (var member in shape.Members)
        {
            CheckEnumConverter(stop, member.Symbol);
        }
    }

    /// <summary>Tells of <c>[JsonConverter(typeof(JsonStringEnumConverter))]</c>.</summary>
    public void CheckEnumConverter(PayloadStop stop, ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } kind
                && JsonAttributes.Is(kind, JsonNames.Attributes.Converter)
                && attribute.ConstructorArguments is [{ Value: INamedTypeSymbol converter }]
                && JsonAttributes.Is(converter, JsonConverters.AnyEnumConverter))
            {
                findings.AddAt(PayloadProblem.EnumConverter, stop, new Place(symbol, PlaceKind.Attribute, attribute));
            }
        }
    }

    private void CheckConstructor(PayloadStop stop, PayloadShape shape)
    {
        if (shape.Constructor is null)
        {
            if (shape.Type.TypeKind == TypeKind.Class)
            {
                findings.AddAt(PayloadProblem.NoConstructor, stop, new Place(shape.Type, PlaceKind.Name));
            }

            return;
        }

        foreach (var parameter in shape.Constructor.Parameters)
        {
            var isBound = shape.Members.Any(member => member.TakesPart
                && string.Equals(member.Symbol.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && names.Of(member.Type) == names.Of(parameter.Type));
            if (!isBound)
            {
                findings.AddAt(PayloadProblem.UnboundParameter, stop, new Place(parameter, PlaceKind.Name), parameter.Name);
            }
        }
    }

    private void CheckExtensionData(PayloadStop stop, PayloadShape shape, bool isCovered)
    {
        var isSecond = false;
        foreach (var member in shape.Members.Where(static member => member.TakesPart && member.IsExtensionData))
        {
            var isBound = shape.Constructor?.Parameters
                .Any(parameter => string.Equals(parameter.Name, member.Symbol.Name, StringComparison.OrdinalIgnoreCase)) == true;
            var reason = isSecond ? "there is another one. Keep one of them."
                : !IsDictionary(member.Type) ? NoDictionary
                : isBound ? "it is a parameter of the constructor. Take it out of the constructor."
                : IsRequired(member) ? "it is required, but it is no member of the JSON. Remove 'required'."
                : isCovered && member.Symbol is IPropertySymbol { SetMethod.IsInitOnly: true }
                    ? "the serializer's own generated contexts cannot set it. Replace 'init' by 'set'."
                : null;
            if (reason is not null)
            {
                var attribute = JsonAttributes.Find(member.Symbol, JsonNames.Attributes.ExtensionData);
                var place = new Place(member.Symbol, PlaceKind.Attribute, attribute);
                findings.AddAt(PayloadProblem.ExtensionData, stop, place, member.Symbol.Name, reason);
            }

            isSecond = true;
        }
    }

    private static bool IsRequired(PayloadMember member)
        => member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }
        || member.Has(JsonNames.Attributes.Required);

    private bool IsDictionary(ITypeSymbol type) => names.Definition(type) == JsonObject
        || type.AllInterfaces.Concat(type is INamedTypeSymbol { TypeKind: TypeKind.Interface } own ? [own] : [])
            .Any(candidate => names.Definition(candidate) == "System.Collections.Generic.IDictionary`2"
                && candidate.TypeArguments[0].SpecialType == SpecialType.System_String
                && (candidate.TypeArguments[1].SpecialType == SpecialType.System_Object
                    || names.Definition(candidate.TypeArguments[1]) == "System.Text.Json.JsonElement"));

    /// <summary>
    /// Two members of one name are told apart as the serializer does: one that is ignored, hidden or overridden gives way.
    /// </summary>
    private void CheckNames(PayloadStop stop, PayloadShape shape)
    {
        var added = new Dictionary<string, PayloadMember>(StringComparer.Ordinal);
        var ignored = new Dictionary<string, PayloadMember>(StringComparer.Ordinal);
        foreach (var member in shape.Members.Where(static member => member.TakesPart))
        {
            var name = NameOf(member, stop.Naming);
            if (!added.TryGetValue(name, out var other) || other.Model.IsIgnored)
            {
                added[name] = member;
            }
            else if (!member.Model.IsIgnored
                && !GivesWay(member, other)
                && !(ignored.TryGetValue(member.Symbol.Name, out var hiding) && GivesWay(member, hiding)))
            {
                var place = new Place(member.Symbol, PlaceKind.Name);
                findings.AddAt(PayloadProblem.DuplicateName, stop, place, member.Symbol.Name, other.Symbol.Name, name);
            }

            if (member.Model.IsIgnored)
            {
                ignored[member.Symbol.Name] = member;
            }
        }
    }

    private static string NameOf(PayloadMember member, Naming naming)
        => JsonAttributes.Find(member.Symbol, JsonNames.Attributes.PropertyName)?.ConstructorArguments is [{ Value: string name }]
            ? name
            : WireNames.Convert(member.Symbol.Name, naming);

    private static bool GivesWay(PayloadMember member, PayloadMember other)
    {
        if (member.Symbol.Name != other.Symbol.Name)
        {
            return false;
        }

        var declaring = member.Symbol.ContainingType;
        for (var level = other.Symbol.ContainingType; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, declaring))
            {
                return true;
            }
        }

        return other.Symbol.ContainingType.AllInterfaces.Contains(declaring, SymbolEqualityComparer.Default);
    }
}
