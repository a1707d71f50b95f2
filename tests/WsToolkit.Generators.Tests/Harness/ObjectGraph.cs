using System.Reflection;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>Looks at everything that an object consists of, private fields included.</summary>
internal static class ObjectGraph
{
    /// <summary>All objects that can be reached from one, with the way to each.</summary>
    public static IEnumerable<(string Path, object Value)> Walk(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(string Path, object Value)>([(root.GetType().Name, root)]);
        while (waiting.TryPop(out var current))
        {
            if (!seen.Add(current.Value))
            {
                continue;
            }

            yield return current;
            foreach (var (name, child) in Children(current.Value))
            {
                if (child is not null)
                {
                    waiting.Push((current.Path + name, child));
                }
            }
        }
    }

    /// <summary>Names the first place where two objects differ, or returns <see langword="null"/> when there is none.</summary>
    public static string? FindDifference(object? expected, object? actual, string path = "")
    {
        if (expected is null || actual is null)
        {
            return expected == actual ? null : $"{path}: {expected ?? "null"} and {actual ?? "null"}";
        }

        if (expected.GetType() != actual.GetType())
        {
            return $"{path}: {expected.GetType()} and {actual.GetType()}";
        }

        if (IsLeaf(expected))
        {
            return expected.Equals(actual) ? null : $"{path}: {expected} and {actual}";
        }

        var children = Children(expected).ToList();
        var others = Children(actual).ToList();
        return children.Count != others.Count
            ? $"{path}: {children.Count} and {others.Count} items"
            : children.Zip(others, (child, other) => FindDifference(child.Value, other.Value, path + child.Name)).FirstOrDefault(difference => difference is not null);
    }

    private static IEnumerable<(string Name, object? Value)> Children(object value)
    {
        if (IsLeaf(value))
        {
            return [];
        }

        if (value is Array items)
        {
            return items.Cast<object?>().Select((item, index) => ($"[{index}]", item));
        }

        // Tuples and structs that have been boxed are looked into as well.
        var fields = new List<(string, object?)>();
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            fields.AddRange(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => ("." + field.Name, field.GetValue(value))));
        }

        return fields;
    }

    private static bool IsLeaf(object value) => value is string or decimal or Type or Delegate || value.GetType().IsPrimitive || value.GetType().IsEnum;
}
