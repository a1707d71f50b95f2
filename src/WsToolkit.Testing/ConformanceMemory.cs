using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace WsToolkit.Testing;

/// <summary>
/// How much an object holds on to: counted by looking, not by asking the garbage collector, which knows nothing of whose memory it is when
/// tests run at
/// the same time.
/// </summary>
internal static class ConformanceMemory
{
    private const int PerObject = 24;

    /// <summary>The bytes of everything that an object refers to, roughly.</summary>
    [RequiresUnreferencedCode("Looks at all fields.")]
    public static long Measure(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<object>();
        var total = 0L;
        waiting.Push(root);
        while (waiting.TryPop(out var next))
        {
            if (!seen.Add(next) || next is Type or MemberInfo or Assembly or Delegate or Thread or TimeProvider)
            {
                continue;
            }

            total += PerObject;
            var type = next.GetType();
            if (next is string text)
            {
                total += 2L * text.Length;
            }
            else if (next is Array array)
            {
                var element = type.GetElementType()!;
                total += element.IsPrimitive ? Buffer.ByteLength(array) : 8L * array.Length;
                if (!element.IsPrimitive)
                {
                    foreach (var item in array)
                    {
                        Look(item, waiting);
                    }
                }
            }
            else
            {
                Fields(next, type, waiting);
            }
        }

        return total;
    }

    [RequiresUnreferencedCode("Looks at all fields.")]
    private static void Fields(object holder, Type type, Stack<object> waiting)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (var field in level.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                {
                    Look(field.GetValue(holder), waiting);
                }
            }
        }
    }

    [RequiresUnreferencedCode("Looks at all fields.")]
    private static void Look(object? value, Stack<object> waiting)
    {
        if (value is null or IntPtr or UIntPtr || value.GetType().IsEnum || value.GetType().IsPrimitive)
        {
            return;
        }

        if (value.GetType().IsValueType)
        {
            // A copy in a box of its own: it counts by what it refers to.
            Fields(value, value.GetType(), waiting);
        }
        else
        {
            waiting.Push(value);
        }
    }
}
