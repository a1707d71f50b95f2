using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>What the serializer can do with a type, found out without a value of it.</summary>
internal static class JsonAbilities
{
    // What the serializer uses for types such as delegates: it throws when it meets a value.
    private static readonly Type RefusingConverter =
        JsonMetadataServices.GetUnsupportedTypeConverter<object>().GetType().GetGenericTypeDefinition();

    private static readonly Type AsynchronousConverter = JsonMetadataServices
        .CreateIAsyncEnumerableInfo<IAsyncEnumerable<object>, object>(
            new JsonSerializerOptions(), new JsonCollectionInfoValues<IAsyncEnumerable<object>>())
        .Converter.GetType().GetGenericTypeDefinition();

    private static readonly HashSet<Type> Keys =
    [
        typeof(bool), typeof(byte), typeof(char), typeof(DateOnly), typeof(DateTime), typeof(DateTimeOffset), typeof(decimal),
        typeof(double), typeof(Guid), typeof(Half), typeof(Int128), typeof(short), typeof(int), typeof(long), typeof(sbyte),
        typeof(float), typeof(string),
        typeof(TimeOnly), typeof(TimeSpan), typeof(UInt128), typeof(ushort), typeof(uint), typeof(ulong), typeof(Uri), typeof(Version),
    ];

    /// <summary>Whether the serializer neither reads nor writes the type.</summary>
    public static bool IsRefused(JsonTypeInfo info) => IsConvertedBy(info, RefusingConverter);

    /// <summary>
    /// Whether a context has only a method that writes the type. The serializer would say so when it meets a value; until then such a
    /// type looks as one without members that cannot be created.
    /// </summary>
    public static bool LacksMembers(JsonTypeInfo info)
        => info is { Kind: JsonTypeInfoKind.Object, CreateObject: null, Properties.Count: 0 }
        && info.OriginatingResolver is JsonSerializerContext context
        && (IsForWritingOnly(context.GetType().GetCustomAttribute<JsonSourceGenerationOptionsAttribute>()?.GenerationMode)
            || context.GetType().GetCustomAttributes<JsonSerializableAttribute>().Any(static one => IsForWritingOnly(one.GenerationMode)));

    /// <summary>Why the needs cannot be met, as the end of a sentence; <see langword="null"/> when they can.</summary>
    /// <param name="info">The metadata of the type, of frozen options unless there are no needs.</param>
    /// <param name="needs">What has to be done with its values.</param>
    public static string? ReasonAgainst(JsonTypeInfo info, JsonNeeds needs)
    {
        if (IsConvertedBy(info, AsynchronousConverter))
        {
            return "inside a message, because it comes bit by bit. Make it the result or an argument of a method, or use a list.";
        }

        if (!needs.HasFlag(JsonNeeds.Create) || HasDiscriminators(info) || Nullable.GetUnderlyingType(info.Type) is not null)
        {
            return null;
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object
                when info.CreateObject is null && info.Properties.All(static member => member.AssociatedParameter is null)
                => "read: the serializer cannot create it. Give it a constructor that the serializer can use, or put "
                    + "[JsonDerivedType(typeof(…), \"…\")] on it for each type derived from it.",
            JsonTypeInfoKind.Enumerable when !CanRead(info, "[]"u8) => NotFilled,
            JsonTypeInfoKind.Dictionary when !CanRead(info, "{}"u8) => NotFilled,
            _ => null,
        };
    }

    private static string NotFilled
        => "read: the serializer can neither create it nor add to it. Use a List<T> or another collection that the serializer knows.";

    /// <summary>Whether the values of a type can be names in JSON.</summary>
    public static bool CanBeKey(JsonTypeInfo info, JsonNeeds needs)
    {
        var converter = info.Converter.GetType();
        if (info.Kind != JsonTypeInfoKind.None)
        {
            return false;
        }

        if (Keys.Contains(info.Type))
        {
            return true;
        }

        if (converter.Assembly == typeof(JsonSerializer).Assembly)
        {
            return info.Type.IsEnum || (info.Type == typeof(object) && !needs.HasFlag(JsonNeeds.Read));
        }

        // Ahead of time, where methods have no metadata, the analyzers have seen to it.
        return !RuntimeFeature.IsDynamicCodeSupported
            || ((!needs.HasFlag(JsonNeeds.Read) || IsOverridden(converter, nameof(JsonConverter<>.ReadAsPropertyName)))
                && (!needs.HasFlag(JsonNeeds.Write) || IsOverridden(converter, nameof(JsonConverter<>.WriteAsPropertyName))));
    }

    private static bool IsForWritingOnly(JsonSourceGenerationMode? mode) => mode == JsonSourceGenerationMode.Serialization;

    private static bool IsConvertedBy(JsonTypeInfo info, Type definition)
        => info.Converter.GetType() is { IsGenericType: true } converter && converter.GetGenericTypeDefinition() == definition;

    private static bool HasDiscriminators(JsonTypeInfo info)
        => info.PolymorphismOptions?.DerivedTypes.Any(static derived => derived.TypeDiscriminator is not null) == true;

    /// <summary>Tries it: an empty collection is created as any other, and nothing else tells whether it can be.</summary>
    private static bool CanRead(JsonTypeInfo info, ReadOnlySpan<byte> empty)
    {
        try
        {
            JsonSerializer.Deserialize(empty, info);
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A constructor that throws now may not do so later.
            return true;
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "A method that overrides one that the serializer calls is not trimmed away.")]
    private static bool IsOverridden(Type converter, string method)
        => converter.GetMethod(method, BindingFlags.Instance | BindingFlags.Public)?.DeclaringType
            is not { IsGenericType: true } declaring || declaring.GetGenericTypeDefinition() != typeof(JsonConverter<>);
}
