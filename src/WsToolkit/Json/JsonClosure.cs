using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>
/// Proves that every type inside a type has metadata. The serializer itself finds a gap only when it meets a value. Thread-safe.
/// </summary>
internal sealed class JsonClosure(JsonSerializerOptions options)
{
    // What the serializer uses for types such as delegates: it throws when it meets a value.
    private static readonly Type RefusingConverter =
        JsonMetadataServices.GetUnsupportedTypeConverter<object>().GetType().GetGenericTypeDefinition();

    private readonly HashSet<Type> _complete = [];

    /// <summary>Gets a type's metadata.</summary>
    /// <exception cref="NotSupportedException">
    /// There is none for the type or for one inside it, or the serializer refuses it.
    /// </exception>
    public JsonTypeInfo Require(Type root)
    {
        lock (_complete)
        {
            try
            {
                var seen = Walk(root, options, _complete);
                _complete.UnionWith(seen.Select(step => step.Type));
            }
            catch (NotSupportedException)
            {
                Explain(root);
                throw;
            }

            return options.GetTypeInfo(root);
        }
    }

    /// <summary>
    /// Tells the way to what is wrong. Frozen options connect a type's metadata with that of its members at once, so that the type is
    /// blamed for them; options that are not frozen give each type's metadata alone.
    /// </summary>
    private void Explain(Type root)
    {
        var steps = Walk(root, new JsonSerializerOptions(options), []);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            Resolve(steps[i], options);
        }
    }

    private static List<Step> Walk(Type root, JsonSerializerOptions options, HashSet<Type> known)
    {
        var steps = new List<Step>();
        if (known.Contains(root))
        {
            return steps;
        }

        var seen = new HashSet<Type> { root };
        steps.Add(new Step(root, Describe(root), null));
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var next in Inside(Resolve(steps[i], options), steps[i]))
            {
                if (!known.Contains(next.Type) && seen.Add(next.Type))
                {
                    steps.Add(next);
                }
            }
        }

        return steps;
    }

    private static IEnumerable<Step> Inside(JsonTypeInfo info, Step step)
    {
        if (Nullable.GetUnderlyingType(info.Type) is { } underlying)
        {
            yield return new Step(underlying, "", step);
        }
        else if (info.ElementType is { } element)
        {
            yield return new Step(element, "[]", step);
        }

        if (info.KeyType is { } key)
        {
            yield return new Step(key, "[key]", step);
        }

        if (info.Kind != JsonTypeInfoKind.Object)
        {
            yield break;
        }

        foreach (var property in info.Properties)
        {
            if (property.CustomConverter is null
                && (property.Get is not null || property.Set is not null || property.AssociatedParameter is not null))
            {
                yield return new Step(property.PropertyType, "." + property.Name, step);
            }
        }

        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            yield return new Step(derived.DerivedType, "(" + Describe(derived.DerivedType) + ")", step);
        }
    }

    private static JsonTypeInfo Resolve(Step step, JsonSerializerOptions options)
    {
        JsonTypeInfo? info;
        try
        {
            options.TryGetTypeInfo(step.Type, out info);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new NotSupportedException(
                $"The JSON metadata of '{Describe(step.Type)}'{Via(step)} cannot be used: {exception.Message}", exception);
        }

        if (info is null)
        {
            throw new NotSupportedException(
                $"There is no JSON metadata for '{Describe(step.Type)}'{Via(step)}. Put a JsonSerializerContext that has "
                + $"[JsonSerializable(typeof(…))] for it into {nameof(WsJsonOptions)}.{nameof(WsJsonOptions.TypeInfoResolvers)}.");
        }

        if (info.Converter.GetType() is { IsGenericType: true } converter && converter.GetGenericTypeDefinition() == RefusingConverter)
        {
            throw new NotSupportedException(
                $"A value of type '{Describe(step.Type)}'{Via(step)} cannot be JSON. Use another type, or put [JsonIgnore] or a "
                + "[JsonConverter] on the member.");
        }

        if (LacksMembers(info))
        {
            throw new NotSupportedException(
                $"The JSON metadata of '{Describe(step.Type)}'{Via(step)} can only be used for writing without options: its context, "
                + $"'{Describe(info.OriginatingResolver!.GetType())}', is generated with JsonSourceGenerationMode.Serialization. "
                + "Generate it with JsonSourceGenerationMode.Metadata or Default.");
        }

        return info;
    }

    /// <summary>
    /// Whether a context has only a method that writes the type. The serializer would say so when it meets a value; until then such a
    /// type looks as one without members that cannot be created.
    /// </summary>
    private static bool LacksMembers(JsonTypeInfo info)
        => info is { Kind: JsonTypeInfoKind.Object, CreateObject: null, Properties.Count: 0, OriginatingResolver: JsonSerializerContext context }
        && (IsForWritingOnly(context.GetType().GetCustomAttribute<JsonSourceGenerationOptionsAttribute>()?.GenerationMode)
            || context.GetType().GetCustomAttributes<JsonSerializableAttribute>().Any(static one => IsForWritingOnly(one.GenerationMode)));

    private static bool IsForWritingOnly(JsonSourceGenerationMode? mode) => mode == JsonSourceGenerationMode.Serialization;

    private static string Via(Step step)
    {
        if (step.From is null)
        {
            return "";
        }

        var path = new StringBuilder();
        for (var at = step; at is not null; at = at.From)
        {
            path.Insert(0, at.Text);
        }

        return $", reached through '{path}'";
    }

    private static string Describe(Type type)
    {
        if (type.IsArray)
        {
            return $"{Describe(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Describe(underlying) + "?";
        }

        var name = type.FullName ?? type.Name;
        if (!type.IsGenericType)
        {
            return name.Replace('+', '.');
        }

        var text = new StringBuilder();
        var arguments = type.GetGenericArguments();
        var used = 0;
        var definition = type.GetGenericTypeDefinition().FullName ?? type.Name;
        foreach (var part in definition.Split('+'))
        {
            var tick = part.IndexOf('`', StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : ".").Append(tick < 0 ? part : part[..tick]);
            if (tick >= 0)
            {
                var count = int.Parse(part.AsSpan(tick + 1), System.Globalization.CultureInfo.InvariantCulture);
                text.Append('<').AppendJoin(", ", arguments.Skip(used).Take(count).Select(Describe)).Append('>');
                used += count;
            }
        }

        return text.ToString();
    }

    /// <summary>A type on the way from the root, with the text that leads from the one before it to it.</summary>
    private sealed record Step(Type Type, string Text, Step? From);
}
