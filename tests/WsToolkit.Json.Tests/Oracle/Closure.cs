using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>The types that a type's values can contain.</summary>
internal static class Closure
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<Type, HashSet<Type>> Known = [];

    /// <summary>A type and all that it can contain, as far as our metadata tells.</summary>
    public static IReadOnlySet<Type> Of(Type root)
    {
        lock (Known)
        {
            if (Known.TryGetValue(root, out var known))
            {
                return known;
            }

            var seen = new HashSet<Type> { root };
            var open = new Queue<Type>(seen);
            while (open.TryDequeue(out var type))
            {
                foreach (var next in Inside(type).Where(seen.Add))
                {
                    open.Enqueue(next);
                }
            }

            return Known[root] = seen;
        }
    }

    /// <summary>Whether something holds for the type or for one that it can contain.</summary>
    public static bool Has(Type type, Func<Type, bool> predicate) => Of(type).Any(predicate);

    /// <summary>Whether a type has init-only or required members.</summary>
    public static bool IsInitialized(Type type)
        => type.IsDefined(typeof(RequiredMemberAttribute), inherit: true)
            || type.GetProperties(Instance).Any(property => property.SetMethod is { } setter
                && setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

    /// <summary>Whether ours sets what are parameters of the constructor for the others. Throws when one of them has no metadata.</summary>
    public static bool IsPositional(Type type)
        => Profile.Wire.Ours.GetTypeInfo(type).CreateObject is not null && Profile.Wire.Reflection.GetTypeInfo(type).CreateObject is null;

    /// <summary>Whether such a type has more members than its constructor has parameters.</summary>
    public static bool IsPositionalWithMore(Type type)
        => IsPositional(type) && Profile.Loose.Ours.GetTypeInfo(type).Properties.Count
            > Profile.Loose.Reflection.GetTypeInfo(type).Properties.Count(property => property.AssociatedParameter is not null);

    /// <summary>Whether something holds for the type or for one that it can contain, as far as they have metadata.</summary>
    public static bool HasDescribed(Type type, Func<Type, bool> predicate) => Of(type).Any(part => IsDescribed(part) && predicate(part));

    /// <summary>Whether a type has metadata. Of those that have none, the comparisons tell.</summary>
    public static bool IsDescribed(Type type)
    {
        try
        {
            return Profile.Wire.Ours.GetTypeInfo(type) is not null && Profile.Wire.Reflection.GetTypeInfo(type) is not null;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether a type has required fields.</summary>
    public static bool HasRequiredField(Type type)
        => type.GetFields(Instance).Any(field => field.IsDefined(typeof(RequiredMemberAttribute)));

    /// <summary>Whether a type has read-only fields that are part of its JSON.</summary>
    public static bool HasIncludedReadOnlyField(Type type)
        => type.GetFields(Instance).Any(field => field.IsInitOnly && field.IsDefined(typeof(JsonIncludeAttribute)));

    private static IEnumerable<Type> Inside(Type type)
    {
        JsonTypeInfo? info;
        try
        {
            // With fields.
            info = Profile.Loose.Ours.GetTypeInfo(type);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            // The comparisons tell of it.
            yield break;
        }

        Type?[] parts = [Nullable.GetUnderlyingType(type), info.ElementType, info.KeyType];
        foreach (var part in parts.OfType<Type>())
        {
            yield return part;
        }

        foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
        {
            yield return property.PropertyType;
        }

        foreach (var derived in type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
        {
            yield return derived.DerivedType;
        }
    }
}
