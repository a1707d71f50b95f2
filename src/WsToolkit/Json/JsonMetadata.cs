using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>
/// What generated JSON contexts consist of: a call for each type and one for each member. A converter in the options' list of
/// converters always wins. Called by generated code; thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class JsonMetadata
{
    /// <summary>
    /// Knows no type at all: stands for the generated context in projects that leave the metadata to contexts of their own.
    /// </summary>
    public static IJsonTypeInfoResolver Nothing { get; } = JsonTypeInfoResolver.Combine();

    /// <summary>Describes a type that the serializer knows itself.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="converter">The serializer's own converter.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Value<T>(JsonSerializerOptions options, JsonConverter<T?> converter)
        => Custom<T>(options) ?? JsonMetadataServices.CreateValueInfo<T>(options, converter);

    /// <summary>Describes an enumeration, whose values are strings, or numbers where the contract says so.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Enum<T>(JsonSerializerOptions options)
        where T : struct, Enum
        => Custom<T>(options)
            ?? JsonMetadataServices.CreateValueInfo<T>(
                options,
                EnumNumbersMarker.IsIn(options)
                    ? JsonMetadataServices.GetEnumConverter<T>(options)
                    : new JsonStringEnumConverter<T>().CreateConverter(typeof(T), options)!);

    /// <summary>Describes a nullable value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T?> Nullable<T>(JsonSerializerOptions options)
        where T : struct
        => Custom<T?>(options) ?? JsonMetadataServices.CreateValueInfo<T?>(options, JsonMetadataServices.GetNullableConverter<T>(options));

    /// <summary>Describes a type that has a <c>[JsonConverter]</c>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="converter">The converter of the attribute, or a factory of it.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InvalidOperationException">The converter is not one for the type.</exception>
    public static JsonTypeInfo<T> Converted<T>(JsonSerializerOptions options, JsonConverter converter)
        => Custom<T>(options) ?? JsonMetadataServices.CreateValueInfo<T>(options, Expand(typeof(T), converter, options));

    /// <summary>Describes a type that the serializer refuses to read and write.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Unsupported<T>(JsonSerializerOptions options)
        => Custom<T>(options) ?? JsonMetadataServices.CreateValueInfo<T>(options, JsonMetadataServices.GetUnsupportedTypeConverter<T>());

    /// <summary>Describes a type with members, created without arguments.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an object; <see langword="null"/> when that is not possible, as for an abstract class.</param>
    /// <param name="members">Gives the members.</param>
    /// <param name="numberHandling">What <c>[JsonNumberHandling]</c> says.</param>
    /// <param name="unmapped">What <c>[JsonUnmappedMemberHandling]</c> says.</param>
    /// <param name="creation">What <c>[JsonObjectCreationHandling]</c> says.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Object<T>(
        JsonSerializerOptions options,
        Func<T>? create,
        Func<JsonSerializerOptions, JsonPropertyInfo[]> members,
        JsonNumberHandling? numberHandling = null,
        JsonUnmappedMemberHandling? unmapped = null,
        JsonObjectCreationHandling? creation = null)
        where T : notnull
        => Custom<T>(options) ?? Complete(
            JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
            {
                ObjectCreator = create,
                PropertyMetadataInitializer = _ => members(options),
            }),
            numberHandling,
            unmapped,
            creation);

    /// <summary>Describes a type with members, created by a constructor with parameters.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an object from the constructor's arguments.</param>
    /// <param name="parameters">Gives the constructor's parameters, in their order.</param>
    /// <param name="members">Gives the members.</param>
    /// <param name="numberHandling">What <c>[JsonNumberHandling]</c> says.</param>
    /// <param name="unmapped">What <c>[JsonUnmappedMemberHandling]</c> says.</param>
    /// <param name="creation">What <c>[JsonObjectCreationHandling]</c> says.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Object<T>(
        JsonSerializerOptions options,
        Func<object[], T> create,
        Func<JsonParameterInfoValues[]> parameters,
        Func<JsonSerializerOptions, JsonPropertyInfo[]> members,
        JsonNumberHandling? numberHandling = null,
        JsonUnmappedMemberHandling? unmapped = null,
        JsonObjectCreationHandling? creation = null)
        where T : notnull
        => Custom<T>(options) ?? Complete(
            JsonMetadataServices.CreateObjectInfo(options, new JsonObjectInfoValues<T>
            {
                ObjectWithParameterizedConstructorCreator = create,
                ConstructorParameterMetadataInitializer = parameters,
                PropertyMetadataInitializer = _ => members(options),
            }),
            numberHandling,
            unmapped,
            creation);

    /// <summary>
    /// Describes a type whose constructor only sets a member for each of its parameters: objects are created of the parameters' default
    /// values, and the members are set as they are read.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an object of the default values.</param>
    /// <param name="members">Gives the members.</param>
    /// <param name="numberHandling">What <c>[JsonNumberHandling]</c> says.</param>
    /// <param name="unmapped">What <c>[JsonUnmappedMemberHandling]</c> says.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<T> Positional<T>(
        JsonSerializerOptions options,
        Func<T> create,
        Func<JsonSerializerOptions, JsonPropertyInfo[]> members,
        JsonNumberHandling? numberHandling = null,
        JsonUnmappedMemberHandling? unmapped = null)
        where T : notnull
        => Object(
            options,
            create,
            members,
            numberHandling,
            unmapped,

            // What the options prefer does not hold for objects whose constructor has parameters.
            options.PreferredObjectCreationHandling == JsonObjectCreationHandling.Populate ? JsonObjectCreationHandling.Replace : null);

    /// <summary>Describes a parameter of a constructor.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="position">Its position, from 0.</param>
    /// <param name="name">Its C# name.</param>
    /// <param name="nullable">Whether it takes <see langword="null"/>.</param>
    /// <returns>The description of a parameter that has to be there.</returns>
    public static JsonParameterInfoValues Parameter<T>(int position, string name, bool nullable = false)
        => new() { Position = position, Name = name, ParameterType = typeof(T), IsNullable = nullable };

    /// <summary>Describes a parameter of a constructor that has a default value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="position">Its position, from 0.</param>
    /// <param name="name">Its C# name.</param>
    /// <param name="nullable">Whether it takes <see langword="null"/>.</param>
    /// <param name="defaultValue">Its default value.</param>
    /// <returns>The description of a parameter that may be left out.</returns>
    public static JsonParameterInfoValues Parameter<T>(int position, string name, bool nullable, T? defaultValue)
        => new()
        {
            Position = position,
            Name = name,
            ParameterType = typeof(T),
            IsNullable = nullable,
            HasDefaultValue = true,
            DefaultValue = defaultValue,
        };

    /// <summary>Gives the value inside a box, so that setting a member changes what is in the box.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="box">The box.</param>
    /// <returns>The value in its place.</returns>
    public static ref T Unbox<T>(object box)
        where T : struct
        => ref Unsafe.Unbox<T>(box);

    private static JsonTypeInfo<T> Complete<T>(
        JsonTypeInfo<T> info,
        JsonNumberHandling? numberHandling = null,
        JsonUnmappedMemberHandling? unmapped = null,
        JsonObjectCreationHandling? creation = null)
    {
        // Left alone it would be Strict, whatever the options say.
        info.NumberHandling = numberHandling;
        if (unmapped is not null)
        {
            info.UnmappedMemberHandling = unmapped;
        }

        if (creation is not null)
        {
            info.PreferredPropertyObjectCreationHandling = creation;
        }

        return info;
    }

    /// <summary>
    /// What a converter that was added to the options makes of a type; the serializer does not look for it when there is
    /// generated metadata.
    /// </summary>
    private static JsonTypeInfo<T>? Custom<T>(JsonSerializerOptions options)
    {
        var converters = options.Converters;
        for (var i = 0; i < converters.Count; i++)
        {
            if (converters[i].CanConvert(typeof(T)))
            {
                return JsonMetadataServices.CreateValueInfo<T>(options, Expand(typeof(T), converters[i], options));
            }
        }

        return null;
    }

    private static JsonConverter Expand(Type type, JsonConverter converter, JsonSerializerOptions options)
    {
        if (!converter.CanConvert(type))
        {
            throw new InvalidOperationException($"The converter '{converter.GetType()}' does not convert '{type}'.");
        }

        if (converter is not JsonConverterFactory factory)
        {
            return converter;
        }

        return factory.CreateConverter(type, options) is { } made and not JsonConverterFactory
            ? made
            : throw new InvalidOperationException($"The converter factory '{converter.GetType()}' has made no converter for '{type}'.");
    }
}
