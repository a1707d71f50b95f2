using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Draws a value with everything in it, private fields included, so that two values can be compared as texts.</summary>
internal static class Picture
{
    private const int DeepEnough = 40;

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Draw(value, text, 0);
        return text.ToString();
    }

    private static void Draw(object? value, StringBuilder text, int depth)
    {
        if (value is null || depth > DeepEnough)
        {
            text.Append(value is null ? "null" : "...");
            return;
        }

        var type = value.GetType();
        switch (value)
        {
            case string content:
                text.Append('"').Append(content).Append('"');
                return;
            case JsonElement element:
                text.Append("element ").Append(element.ValueKind == JsonValueKind.Undefined ? "undefined" : element.GetRawText());
                return;
            case JsonDocument document:
                text.Append("document ").Append(document.RootElement.GetRawText());
                return;
            case JsonNode node:
                text.Append("node ").Append(node.ToJsonString());
                return;
            case DateTime moment:
                text.Append(moment.ToString("O", CultureInfo.InvariantCulture)).Append(moment.Kind);
                return;
            case Memory<byte> or ReadOnlyMemory<byte>:
                text.Append(Convert.ToHexString(value is Memory<byte> memory ? memory.Span : ((ReadOnlyMemory<byte>)value).Span));
                return;
            case IFormattable formattable when type.Namespace is "System" or "System.Numerics":
                text.Append(Roots.Name(type)).Append(' ').Append(formattable.ToString(Format(value), CultureInfo.InvariantCulture));
                return;
            case Enum or bool or Uri or Version:
                text.Append(Roots.Name(type)).Append(' ').Append(value);
                return;
            default:
                text.Append(Roots.Name(type));
                Contents(value, type, text, depth);
                return;
        }
    }

    private static string? Format(object value) => value switch
    {
        DateTimeOffset or DateOnly or TimeOnly => "O",
        double or float => "R",
        _ => null,
    };

    private static void Contents(object value, Type type, StringBuilder text, int depth)
    {
        if (value is ITuple tuple)
        {
            Items(Enumerable.Range(0, tuple.Length).Select(index => tuple[index]), text, depth);
            return;
        }

        if (IsOfPlatform(type) && type.IsGenericType && type.Name.Contains("Memory"))
        {
            Items(((IEnumerable)type.GetMethod("ToArray")!.Invoke(value, null)!).Cast<object?>(), text, depth);
            return;
        }

        var isCollection = value is IEnumerable;
        if (isCollection && !IsDefaultArray(value))
        {
            // The order of hash tables is nobody's promise.
            var items = ((IEnumerable)value).Cast<object?>();
            Items(IsUnordered(type) ? items.OrderBy(Of, StringComparer.Ordinal) : items, text, depth);
        }

        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            // What a collection of the platform is made of does not matter.
            if (isCollection && IsOfPlatform(level))
            {
                break;
            }

            Fields(value, level, text, depth);
        }
    }

    private static bool IsDefaultArray(object value)
        => value.GetType().Name == "ImmutableArray`1" && (bool)value.GetType().GetProperty("IsDefault")!.GetValue(value)!;

    private static bool IsOfPlatform(Type type) => type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;

    private static bool IsUnordered(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (IsOfPlatform(level)
                && (level.Name.Contains("Hash") || level.Name.Contains("Frozen") || level.Name.StartsWith("ImmutableDictionary")
                    || level.Name.StartsWith("ConcurrentDictionary") || level.Name.StartsWith("ConcurrentBag")))
            {
                return true;
            }
        }

        return false;
    }

    private static void Items(IEnumerable<object?> items, StringBuilder text, int depth)
    {
        text.Append('[');
        foreach (var item in items)
        {
            Draw(item, text, depth + 1);
            text.Append(',');
        }

        text.Append(']');
    }

    private static void Fields(object value, Type level, StringBuilder text, int depth)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        text.Append('{');
        foreach (var field in level.GetFields(Own))
        {
            text.Append(field.Name).Append('=');
            Draw(field.FieldType.IsSubclassOf(typeof(Delegate)) ? null : field.GetValue(value), text, depth + 1);
            text.Append(';');
        }

        text.Append('}');
    }
}
