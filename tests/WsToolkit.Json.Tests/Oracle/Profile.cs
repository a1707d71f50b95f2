using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json.Tests.Corpus;
using WsToolkit.Json.Tests.Generated;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>One set of serializer options, with the metadata of each of the three sources.</summary>
internal sealed class Profile
{
    /// <summary>What contracts use.</summary>
    public static readonly Profile Wire = new("wire", new WsJsonOptions().CreateSerializerOptions(WsNaming.CamelCase, JsonMetadata.Nothing));

    /// <summary>With fields, comments, numbers in quotes and whatever else can be allowed.</summary>
    public static readonly Profile Loose = new("loose", Defaults(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper,
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        WriteIndented = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        DictionaryKeyPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString
            | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }));

    public static readonly IReadOnlyList<Profile> All =
    [
        Wire,
        new("numbers", new WsJsonOptions().CreateSerializerOptions(WsNaming.SnakeCase, JsonMetadata.Nothing, enums: WsEnumFormat.Numbers), hasEnumStrings: false),
        new("converted", Defaults(new JsonSerializerOptions
        {
            Converters = { new HexConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        })),
        new("plain", Defaults(new JsonSerializerOptions())),
        Loose,
        new("strict", Defaults(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate,
            UnknownTypeHandling = JsonUnknownTypeHandling.JsonNode,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            IgnoreReadOnlyProperties = true,
            MaxDepth = 12,
        })),
    ];

    private Profile(string name, JsonSerializerOptions options, bool hasEnumStrings = true)
    {
        Name = name;

        // A chain, as in the options of contracts: the serializer treats a context that stands alone in another way.
        Ours = With(options, JsonTypeInfoResolver.Combine(WsJsonContext.Default, WsJsonContext.Default));

        // Ours writes enumerations as strings without being told.
        var strings = new JsonSerializerOptions(options);
        if (hasEnumStrings)
        {
            strings.Converters.Add(new EnumStrings());
        }

        Generated = With(strings, JsonTypeInfoResolver.Combine([.. Roots.Contexts]));
        Reflection = With(strings, new DefaultJsonTypeInfoResolver());
    }

    public string Name { get; }

    /// <summary>Our context, nothing else.</summary>
    public JsonSerializerOptions Ours { get; }

    /// <summary>The contexts of the serializer's own generator.</summary>
    public JsonSerializerOptions Generated { get; }

    /// <summary>The serializer's reflection.</summary>
    public JsonSerializerOptions Reflection { get; }

    public JsonSerializerOptions Of(Source source) => source switch
    {
        Source.Generated => Generated,
        Source.Reflection => Reflection,
        _ => Ours,
    };

    public override string ToString() => Name;

    private static JsonSerializerOptions Defaults(JsonSerializerOptions options)
    {
        options.Converters.Add(new BigIntegerJsonConverter());
        return options;
    }

    private static JsonSerializerOptions With(JsonSerializerOptions options, IJsonTypeInfoResolver resolver)
    {
        var copy = new JsonSerializerOptions(options) { TypeInfoResolver = resolver };
        copy.MakeReadOnly();
        return copy;
    }

    /// <summary>Strings for every enumeration that does not name a converter itself.</summary>
    private sealed class EnumStrings : JsonConverterFactory
    {
        private readonly JsonStringEnumConverter _strings = new();

        public override bool CanConvert(Type typeToConvert)
            => typeToConvert.IsEnum && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

        public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
            => _strings.CreateConverter(typeToConvert, options);
    }
}

/// <summary>Where metadata comes from.</summary>
internal enum Source
{
    Ours,
    Generated,
    Reflection,
}
