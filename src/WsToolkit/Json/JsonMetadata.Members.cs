using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

public static partial class JsonMetadata
{
    /// <summary>Describes a property or field.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="declaringType">The type that declares it.</param>
    /// <param name="name">Its C# name; the options' naming policy makes the member's name of it.</param>
    /// <param name="get">Reads it; <see langword="null"/> when it is not written to JSON.</param>
    /// <param name="set">Sets it; <see langword="null"/> when it is not read from JSON.</param>
    /// <param name="traits">What else there is to know.</param>
    /// <param name="jsonName">The member's name, when <c>[JsonPropertyName]</c> gives it.</param>
    /// <param name="ignore">What <c>[JsonIgnore]</c> says.</param>
    /// <param name="order">What <c>[JsonPropertyOrder]</c> says.</param>
    /// <param name="converter">The converter that <c>[JsonConverter]</c> names, or a factory of it.</param>
    /// <param name="numberHandling">What <c>[JsonNumberHandling]</c> says.</param>
    /// <param name="creation">What <c>[JsonObjectCreationHandling]</c> says.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InvalidOperationException">The converter is not one for the type.</exception>
    public static JsonPropertyInfo Member<T>(
        JsonSerializerOptions options,
        Type declaringType,
        string name,
        Func<object, T?>? get,
        Action<object, T?>? set,
        JsonMemberTraits traits = JsonMemberTraits.None,
        string? jsonName = null,
        JsonIgnoreCondition? ignore = null,
        int order = 0,
        JsonConverter? converter = null,
        JsonNumberHandling? numberHandling = null,
        JsonObjectCreationHandling? creation = null)
    {
        var own = converter is null ? null : (JsonConverter<T>)Expand(typeof(T), converter, options);
        var member = JsonMetadataServices.CreatePropertyInfo(options, new JsonPropertyInfoValues<T>
        {
            IsProperty = (traits & JsonMemberTraits.Field) == 0,
            IsPublic = true,
            IsVirtual = (traits & JsonMemberTraits.Virtual) != 0,
            DeclaringType = declaringType,
            Converter = own,
            PropertyTypeInfo = own is null ? null! : JsonMetadataServices.CreateValueInfo<T>(options, own),
            Getter = get,
            Setter = set,
            IgnoreCondition = ignore,
            HasJsonInclude = (traits & JsonMemberTraits.Include) != 0,
            IsExtensionData = (traits & JsonMemberTraits.ExtensionData) != 0,
            NumberHandling = numberHandling,
            PropertyName = name,
            JsonPropertyName = jsonName,
        });

        if ((traits & JsonMemberTraits.Required) != 0
            || ((traits & JsonMemberTraits.Parameter) != 0 && options.RespectRequiredConstructorParameters))
        {
            member.IsRequired = true;
        }

        if ((traits & JsonMemberTraits.GetNotNull) != 0)
        {
            member.IsGetNullable = false;
        }

        if ((traits & JsonMemberTraits.SetNotNull) != 0)
        {
            member.IsSetNullable = false;
        }

        if (order != 0)
        {
            member.Order = order;
        }

        if (creation is not null)
        {
            member.ObjectCreationHandling = creation;
        }

        return member;
    }

    /// <summary>Describes a property or field that is neither written nor read, but keeps others from taking its name.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="declaringType">The type that declares it.</param>
    /// <param name="name">Its C# name.</param>
    /// <param name="traits">What else there is to know.</param>
    /// <param name="jsonName">The member's name, when <c>[JsonPropertyName]</c> gives it.</param>
    /// <returns>The description.</returns>
    public static JsonPropertyInfo Ignored<T>(
        JsonSerializerOptions options,
        Type declaringType,
        string name,
        JsonMemberTraits traits = JsonMemberTraits.None,
        string? jsonName = null)
        => Member<T>(options, declaringType, name, null, null, traits, jsonName, JsonIgnoreCondition.Always);

    /// <summary>
    /// Stands for the setter of a member whose value is an argument of the constructor, where generated code cannot reach the setter.
    /// It is called only when an object that exists already is populated.
    /// </summary>
    /// <typeparam name="T">The member's type.</typeparam>
    /// <param name="target">The object.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public static void Bound<T>(object target, T? value)
        => throw new InvalidOperationException("The member is set by the constructor; an object that exists already cannot be populated.");

    /// <summary>Makes a converter of a value serve a nullable member.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="converter">The converter that <c>[JsonConverter]</c> names, or a factory of it.</param>
    /// <returns>The converter for <see cref="System.Nullable{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">The converter is not one for the type.</exception>
    public static JsonConverter NullableConverter<T>(JsonSerializerOptions options, JsonConverter converter)
        where T : struct
        => converter.CanConvert(typeof(T?))
            ? Expand(typeof(T?), converter, options)
            : new NullConverter<T>((JsonConverter<T>)Expand(typeof(T), converter, options));

    // The serializer's own would ask for the metadata of the value's type, which the converter makes unnecessary.
    private sealed class NullConverter<T>(JsonConverter<T> value) : JsonConverter<T?>
        where T : struct
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => reader.TokenType == JsonTokenType.Null ? null : value.Read(ref reader, typeof(T), options);

        public override void Write(Utf8JsonWriter writer, T? item, JsonSerializerOptions options)
        {
            if (item is { } present)
            {
                value.Write(writer, present, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
