using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The types for which the serializer has a converter, and those that it refuses.</summary>
internal static class JsonBuiltIns
{
    /// <summary>The type for which the toolkit has a converter, because the serializer has none.</summary>
    public const string BigInteger = "System.Numerics.BigInteger";

    private static readonly Dictionary<string, string> ByName = new(StringComparer.Ordinal)
    {
        ["System.DateOnly"] = "DateOnlyConverter",
        ["System.DateTimeOffset"] = "DateTimeOffsetConverter",
        ["System.Guid"] = "GuidConverter",
        ["System.Half"] = "HalfConverter",
        ["System.Int128"] = "Int128Converter",
        ["System.TimeOnly"] = "TimeOnlyConverter",
        ["System.TimeSpan"] = "TimeSpanConverter",
        ["System.UInt128"] = "UInt128Converter",
        ["System.Uri"] = "UriConverter",
        ["System.Version"] = "VersionConverter",
        ["System.Text.Json.JsonDocument"] = "JsonDocumentConverter",
        ["System.Text.Json.JsonElement"] = "JsonElementConverter",
        ["System.Text.Json.Nodes.JsonArray"] = "JsonArrayConverter",
        ["System.Text.Json.Nodes.JsonNode"] = "JsonNodeConverter",
        ["System.Text.Json.Nodes.JsonObject"] = "JsonObjectConverter",
        ["System.Text.Json.Nodes.JsonValue"] = "JsonValueConverter",
    };

    /// <summary>All converters of the serializer that are ever named.</summary>
    public static IEnumerable<string> Converters
        => ByName.Values.Concat(
            ["ByteArrayConverter", "MemoryByteConverter", "ReadOnlyMemoryByteConverter", .. SpecialTypes.Select(Special).OfType<string>()]);

    private static IEnumerable<SpecialType> SpecialTypes => Enum.GetValues(typeof(SpecialType)).Cast<SpecialType>();

    /// <summary>The property of <c>JsonMetadataServices</c> that gives the converter, or <see langword="null"/>.</summary>
    public static string? ConverterOf(ITypeSymbol type, JsonTypeNames names)
    {
        switch (type)
        {
            case IDynamicTypeSymbol:
                return "ObjectConverter";

            case IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte }:
                return "ByteArrayConverter";

            case INamedTypeSymbol { Arity: 1, TypeArguments: [{ SpecialType: SpecialType.System_Byte }] }:
                return names.Definition(type) switch
                {
                    "System.Memory`1" => "MemoryByteConverter",
                    "System.ReadOnlyMemory`1" => "ReadOnlyMemoryByteConverter",
                    _ => null,
                };

            default:
                return Special(type.SpecialType) ?? (ByName.TryGetValue(names.Definition(type), out var converter) ? converter : null);
        }
    }

    /// <summary>Whether the serializer refuses the type.</summary>
    public static bool IsRefused(ITypeSymbol type, JsonTypeNames names)
    {
        if (type.TypeKind == TypeKind.Delegate
            || type is IArrayTypeSymbol { IsSZArray: false }
            || type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
        {
            return true;
        }

        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (current.Name == "MemberInfo" && names.Definition(current) == JsonNames.Platform.MemberInfo)
            {
                return true;
            }
        }

        return names.Definition(type) is "System.Runtime.Serialization.SerializationInfo";
    }

    private static string? Special(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "BooleanConverter",
        SpecialType.System_Byte => "ByteConverter",
        SpecialType.System_Char => "CharConverter",
        SpecialType.System_DateTime => "DateTimeConverter",
        SpecialType.System_Decimal => "DecimalConverter",
        SpecialType.System_Double => "DoubleConverter",
        SpecialType.System_Int16 => "Int16Converter",
        SpecialType.System_Int32 => "Int32Converter",
        SpecialType.System_Int64 => "Int64Converter",
        SpecialType.System_Object => "ObjectConverter",
        SpecialType.System_SByte => "SByteConverter",
        SpecialType.System_Single => "SingleConverter",
        SpecialType.System_String => "StringConverter",
        SpecialType.System_UInt16 => "UInt16Converter",
        SpecialType.System_UInt32 => "UInt32Converter",
        SpecialType.System_UInt64 => "UInt64Converter",
        _ => null,
    };
}
