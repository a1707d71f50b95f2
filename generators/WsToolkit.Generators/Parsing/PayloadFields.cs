using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Collects the distinct payload types of a contract and names the fields that hold what reads and writes them.</summary>
internal sealed class PayloadFields(IEnumerable<string> taken)
{
    private readonly UniqueNames _names = new(
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", .. taken]);

    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);
    private readonly List<PayloadModel> _payloads = [];

    public PayloadFields(ContractAnalysis contract)
        : this([contract.BaseName + GeneratedNames.PayloadsSuffix, .. contract.Type.TypeParameters.Select(static parameter => parameter.Name)])
    {
    }

    /// <summary>The payloads in the order in which they were first asked for.</summary>
    public EquatableArray<PayloadModel> Payloads => _payloads.ToEquatableArray();

    /// <summary>The field for a type. <c>string</c> and <c>string?</c> have one each, so that nullability flows through the calls.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isArgument">Whether it goes from the client to the server, and not the other way.</param>
    public string For(ITypeSymbol type, bool isArgument)
    {
        var name = TypeRef.From(type).AnnotatedName;
        if (!_fields.TryGetValue(name, out var index))
        {
            index = _payloads.Count;
            _fields.Add(name, index);
            _payloads.Add(new PayloadModel(_names.Take(FieldName(type)), name, IsArgument: false, IsResult: false));
        }

        var payload = _payloads[index];
        _payloads[index] = payload with { IsArgument = payload.IsArgument || isArgument, IsResult = payload.IsResult || !isArgument };
        return payload.Field;
    }

    /// <summary>The field for what reads and writes a channel's messages.</summary>
    public string ForChannel(string id) => _names.Take(id);

    private static string FieldName(ITypeSymbol type)
    {
        var prefix = type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "Nullable" : string.Empty;
        return prefix + type switch
        {
            IArrayTypeSymbol array => FieldName(array.ElementType) + "Array",
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => "Nullable" + FieldName(nullable.TypeArguments[0]),
            INamedTypeSymbol { TypeArguments.Length: > 0 } generic =>
                UniqueNames.Capitalized(generic.Name) + "Of" + string.Join("And", generic.TypeArguments.Select(FieldName)),
            _ => UniqueNames.Capitalized(type.Name),
        };
    }
}
