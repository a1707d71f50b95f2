using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>What the serializer cannot do with a type, told where the type is used.</summary>
internal sealed class PayloadTypeRules(Compilation compilation, JsonTypeNames names, PayloadFindings findings)
{
    private const string ListOf = "System.Collections.Generic.List`1";
    private const string DictionaryOf = "System.Collections.Generic.Dictionary`2";

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "BooleanConverter", "ByteConverter", "CharConverter", "DateOnlyConverter", "DateTimeConverter", "DateTimeOffsetConverter",
        "DecimalConverter", "DoubleConverter", "GuidConverter", "HalfConverter", "Int128Converter", "Int16Converter", "Int32Converter",
        "Int64Converter", "SByteConverter", "SingleConverter", "StringConverter", "TimeOnlyConverter", "TimeSpanConverter",
        "UInt128Converter", "UInt16Converter", "UInt32Converter", "UInt64Converter", "UriConverter", "VersionConverter",
    };

    /// <summary>Applies the rules.</summary>
    /// <returns>Whether there is more to see inside the type.</returns>
    public bool Check(PayloadStop stop, PayloadShape shape)
    {
        var type = shape.Type;
        var line = shape.Line!;
        switch (line.Kind)
        {
            case JsonTypeKind.Unsupported:
                findings.Add(PayloadProblem.NotJson, stop, PayloadFindings.NotJsonAdvice);
                return false;

            case JsonTypeKind.BuiltIn:
                if (line.Detail == "ObjectConverter")
                {
                    findings.Add(PayloadProblem.Untyped, stop);
                }

                return false;

            case JsonTypeKind.Converted or JsonTypeKind.Enum:
                return false;

            case JsonTypeKind.IAsyncEnumerable:
                // Only the serializer's asynchronous methods write it, and a message is written in one go.
                findings.Add(PayloadProblem.NotJson, stop, PayloadFindings.NotJsonAdvice);
                return false;

            case JsonTypeKind.Object:
                if (type.IsTupleType && shape.Members.All(static member => member.Symbol is IFieldSymbol))
                {
                    findings.Add(PayloadProblem.Tuple, stop);
                    return false;
                }

                if (Reads(stop) && (type.IsAbstract || type.TypeKind == TypeKind.Interface) && !HasDiscriminators(type))
                {
                    findings.Add(PayloadProblem.AbstractRead, stop);
                }

                return true;

            case JsonTypeKind.Nullable or JsonTypeKind.Array or JsonTypeKind.Memory or JsonTypeKind.ReadOnlyMemory:
                return true;

            default:
                CheckCollection(stop, shape);
                return true;
        }
    }

    private static bool Reads(PayloadStop stop) => stop.Use.HasFlag(PayloadUse.Read);

    private static bool HasDiscriminators(ITypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { } kind
        && JsonAttributes.Is(kind, JsonNames.Attributes.DerivedType)
        && attribute.ConstructorArguments.Length > 1);

    private void CheckCollection(PayloadStop stop, PayloadShape shape)
    {
        if (Reads(stop) && !CanBeFilled(shape))
        {
            findings.Add(PayloadProblem.CollectionRead, stop);
        }

        var isDictionary = shape.Line!.Kind
            is JsonTypeKind.Dictionary or JsonTypeKind.ImmutableDictionary or JsonTypeKind.IDictionary or JsonTypeKind.IReadOnlyDictionary;
        if (isDictionary && shape.Inside is [var key, _] && shape.Line.Arguments.Count == 2 && !CanBeKey(key, stop.Use))
        {
            findings.Add(PayloadProblem.DictionaryKey, stop, key.ToDisplayString());
        }
    }

    /// <summary>Whether the serializer can create the collection and add to it, judged as it does.</summary>
    private bool CanBeFilled(PayloadShape shape)
    {
        var line = shape.Line!;
        switch (line.Kind)
        {
            case JsonTypeKind.ImmutableDictionary or JsonTypeKind.ImmutableEnumerable:
                return true;

            case JsonTypeKind.IEnumerable or JsonTypeKind.IReadOnlyDictionary:
                return IsInstead();

            case JsonTypeKind.IList or JsonTypeKind.ISet or JsonTypeKind.ICollection or JsonTypeKind.IDictionary:
                return line.IsCreated || IsInstead();

            default:
                return line.IsCreated;
        }

        // An interface, of which the serializer creates a list, set or dictionary.
        bool IsInstead() => shape.Type.TypeKind == TypeKind.Interface
            && Instead(line.Kind, line.Arguments.Count == 0 ? [] : shape.Inside) is { } created
            && compilation.ClassifyCommonConversion(created, shape.Type) is { Exists: true, IsImplicit: true };
    }

    private INamedTypeSymbol? Instead(JsonTypeKind kind, IReadOnlyList<ITypeSymbol> items)
    {
        ITypeSymbol item = items.Count > 0 ? items[items.Count - 1] : compilation.ObjectType;
        if (kind is JsonTypeKind.IDictionary or JsonTypeKind.IReadOnlyDictionary)
        {
            ITypeSymbol key = items.Count > 0 ? items[0] : compilation.GetSpecialType(SpecialType.System_String);
            return compilation.GetTypeByMetadataName(DictionaryOf)?.Construct(key, item);
        }

        var definition = kind == JsonTypeKind.ISet ? "System.Collections.Generic.HashSet`1" : ListOf;
        return compilation.GetTypeByMetadataName(definition)?.Construct(item);
    }

    private bool CanBeKey(ITypeSymbol key, PayloadUse use)
    {
        foreach (var attribute in key.GetAttributes())
        {
            if (JsonAttributes.IsOrDerivesFrom(attribute.AttributeClass, JsonNames.Attributes.Converter))
            {
                return ConvertsNames(attribute, use);
            }
        }

        return key.TypeKind == TypeKind.Enum
            || names.Definition(key) == JsonBuiltIns.BigInteger
            || PayloadRules.IsUnresolved(key)
            || (JsonBuiltIns.ConverterOf(key, names) is { } converter
                && (Keys.Contains(converter) || (converter == "ObjectConverter" && !use.HasFlag(PayloadUse.Read))));
    }

    // A factory's converters are not known before it runs.
    private static bool ConvertsNames(AttributeData attribute, PayloadUse use)
    {
        if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol converter }]
            || JsonAttributes.IsOrDerivesFrom(converter, "System.Text.Json.Serialization.JsonConverterFactory"))
        {
            return true;
        }

        return (!use.HasFlag(PayloadUse.Read) || Overrides(converter, "ReadAsPropertyName"))
            && (!use.HasFlag(PayloadUse.Write) || Overrides(converter, "WriteAsPropertyName"));
    }

    private static bool Overrides(INamedTypeSymbol converter, string method)
    {
        for (INamedTypeSymbol? level = converter;
            level is not null && !JsonAttributes.Is(level, JsonNames.Platform.Converter);
            level = level.BaseType)
        {
            if (level.GetMembers(method).Any(static member => member is IMethodSymbol { IsOverride: true }))
            {
                return true;
            }
        }

        return false;
    }
}
