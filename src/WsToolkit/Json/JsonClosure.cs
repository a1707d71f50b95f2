using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>
/// Proves that every type inside a type has metadata, and that its values can be read or written where they are. The serializer itself
/// finds out only when it meets a value. Thread-safe.
/// </summary>
internal sealed class JsonClosure(JsonSerializerOptions options)
{
    private readonly Dictionary<Type, JsonNeeds> _complete = [];

    /// <summary>Gets a type's metadata.</summary>
    /// <param name="root">The type.</param>
    /// <param name="use">What is done with its values; <see cref="WsPayloadUse.None"/> when nobody knows.</param>
    /// <exception cref="NotSupportedException">
    /// There is none for the type or for one inside it, the serializer refuses it, or it cannot do with its values what it should.
    /// </exception>
    public JsonTypeInfo Require(Type root, WsPayloadUse use)
    {
        lock (_complete)
        {
            var wanted = use.ToNeeds();
            if (_complete.TryGetValue(root, out var known) && (wanted & ~known) == JsonNeeds.None)
            {
                return options.GetTypeInfo(root);
            }

            try
            {
                var seen = new Dictionary<Type, JsonNeeds>(_complete);
                Walk(root, wanted, options, seen);
                foreach (var (type, needs) in seen)
                {
                    _complete[type] = needs;
                }
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
        var steps = Walk(root, JsonNeeds.None, new JsonSerializerOptions(options), []);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            Resolve(steps[i], options);
        }
    }

    private static List<Step> Walk(Type root, JsonNeeds needs, JsonSerializerOptions options, Dictionary<Type, JsonNeeds> seen)
    {
        var steps = new List<Step>();
        Add(new Step(root, CSharpNames.Of(root), needs, null));
        for (var i = 0; i < steps.Count; i++)
        {
            var info = Resolve(steps[i], options);
            if (JsonAbilities.ReasonAgainst(info, steps[i].Needs) is { } reason)
            {
                throw new NotSupportedException($"A value of type '{CSharpNames.Of(info.Type)}'{Via(steps[i])} cannot be {reason}");
            }

            foreach (var next in Inside(info, steps[i], options))
            {
                Add(next);
            }
        }

        return steps;

        void Add(Step step)
        {
            if (!seen.TryGetValue(step.Type, out var known) || (step.Needs & ~known) != JsonNeeds.None)
            {
                seen[step.Type] = known | step.Needs;
                steps.Add(step);
            }
        }
    }

    private static IEnumerable<Step> Inside(JsonTypeInfo info, Step step, JsonSerializerOptions options)
    {
        var needs = step.Needs.Inside();
        if (Nullable.GetUnderlyingType(info.Type) is { } underlying)
        {
            yield return new Step(underlying, "", needs, step);
        }
        else if (info.ElementType is { } element)
        {
            yield return new Step(element, "[]", needs, step);
        }

        if (info.KeyType is { } key)
        {
            var next = new Step(key, "[key]", needs, step);
            if (!JsonAbilities.CanBeKey(Resolve(next, options), needs))
            {
                throw new NotSupportedException(
                    $"A value of type '{CSharpNames.Of(key)}'{Via(next)} cannot be the key of a dictionary. Use a string, a number, a Guid "
                    + "or an enumeration.");
            }

            yield return next;
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
                yield return new Step(property.PropertyType, "." + property.Name, needs.Of(property, info), step);
            }
        }

        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            yield return new Step(derived.DerivedType, "(" + CSharpNames.Of(derived.DerivedType) + ")", needs, step);
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
                $"The JSON metadata of '{CSharpNames.Of(step.Type)}'{Via(step)} cannot be used: {exception.Message}", exception);
        }

        if (info is null)
        {
            throw new NotSupportedException(
                $"There is no JSON metadata for '{CSharpNames.Of(step.Type)}'{Via(step)}. Put a JsonSerializerContext that has "
                + $"[JsonSerializable(typeof(…))] for it into {nameof(WsJsonOptions)}.{nameof(WsJsonOptions.TypeInfoResolvers)}.");
        }

        if (JsonAbilities.IsRefused(info))
        {
            throw new NotSupportedException(
                $"A value of type '{CSharpNames.Of(step.Type)}'{Via(step)} cannot be JSON. Use another type, or put [JsonIgnore] or a "
                + "[JsonConverter] on the member.");
        }

        if (JsonAbilities.LacksMembers(info))
        {
            throw new NotSupportedException(
                $"The JSON metadata of '{CSharpNames.Of(step.Type)}'{Via(step)} can only be used for writing without options: its context, "
                + $"'{CSharpNames.Of(info.OriginatingResolver!.GetType())}', is generated with JsonSourceGenerationMode.Serialization. "
                + "Generate it with JsonSourceGenerationMode.Metadata or Default.");
        }

        return info;
    }

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

    /// <summary>A type on the way from the root, with the text that leads from the one before it to it.</summary>
    private sealed record Step(Type Type, string Text, JsonNeeds Needs, Step? From);
}
