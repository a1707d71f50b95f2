using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>What the parser says of one type, with the symbols that it says it of.</summary>
internal sealed class PayloadShape
{
    private PayloadShape(ITypeSymbol type, JsonTypeModel? line, JsonProblem problem, IReadOnlyList<ITypeSymbol> inside)
    {
        Type = type;
        Line = line;
        Problem = problem;
        Inside = inside;
    }

    public ITypeSymbol Type { get; }

    /// <summary>The type's line in the context, or <see langword="null"/> when it is left out.</summary>
    public JsonTypeModel? Line { get; }

    /// <summary>Why it is left out.</summary>
    public JsonProblem Problem { get; }

    /// <summary>The types that its values contain, those of members and derived types included.</summary>
    public IReadOnlyList<ITypeSymbol> Inside { get; }

    /// <summary>The model of a type that has members, or <see langword="null"/>.</summary>
    public JsonObjectModel? Model { get; private set; }

    /// <summary>The members of a type that has members, in the serializer's order.</summary>
    public IReadOnlyList<PayloadMember> Members { get; private set; } = [];

    /// <summary>The constructor of a type that has members, or <see langword="null"/>.</summary>
    public IMethodSymbol? Constructor { get; private set; }

    public static PayloadShape Of(ITypeSymbol type, JsonTypeParser parser, JsonTypeNames names)
    {
        var inside = new List<ITypeSymbol>();
        var line = parser.Parse(type, inside, out var members, out var problem);
        var shape = new PayloadShape(type, line, problem, inside);
        if (members is not null)
        {
            var named = ((INamedTypeSymbol)type).TupleUnderlyingType ?? (INamedTypeSymbol)type;
            var levels = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
            foreach (var level in JsonObjectParser.Hierarchy(named))
            {
                levels[names.Of(level)] = level;
            }

            shape.Model = members;
            shape.Members = members.Members
                .Select(model => PayloadMember.TryFind(model, levels[model.DeclaringType]))
                .OfType<PayloadMember>()
                .ToArray();
            shape.Constructor = JsonConstructorParser.Choose(named, names, out _);
        }

        return shape;
    }
}

/// <summary>A property or field, with what the parser says of it.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Type">Its type.</param>
/// <param name="Model">What the parser says.</param>
internal sealed record PayloadMember(ISymbol Symbol, ITypeSymbol Type, JsonMemberModel Model)
{
    public static PayloadMember? TryFind(JsonMemberModel model, INamedTypeSymbol level)
    {
        foreach (var symbol in level.GetMembers(model.Name))
        {
            if (symbol is IPropertySymbol property)
            {
                return new PayloadMember(property, property.Type, model);
            }

            if (symbol is IFieldSymbol field)
            {
                return new PayloadMember(field, field.Type, model);
            }
        }

        return null;
    }

    /// <summary>Whether the serializer takes it: fields only when they are included, unless the options say otherwise.</summary>
    public bool TakesPart => Symbol is IPropertySymbol || Has(JsonNames.Attributes.Include);

    public bool IsExtensionData => Has(JsonNames.Attributes.ExtensionData);

    public bool Has(string attribute) => JsonAttributes.Has(Symbol, attribute);
}
