using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Makes collections of every sort, filled.</summary>
internal static class Collections
{
    private static readonly string[] Adders = ["Add", "Enqueue", "Push", "AddLast", "TryAdd"];

    /// <summary>Makes a collection.</summary>
    /// <param name="type">The type.</param>
    /// <param name="make">Makes an item.</param>
    /// <param name="count">How many items to put in.</param>
    /// <param name="collection">Receives it; <see langword="null"/> when nothing can be made.</param>
    /// <returns>Whether the type is a collection.</returns>
    public static bool Make(Type type, Func<Type, object?> make, int count, out object? collection)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var memory && (memory == typeof(Memory<>) || memory == typeof(ReadOnlyMemory<>)))
        {
            collection = Activator.CreateInstance(type, Array(type.GenericTypeArguments[0], make, count));
            return true;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
        {
            collection = null;
            return true;
        }

        if (!type.IsAssignableTo(typeof(IEnumerable)))
        {
            collection = null;
            return false;
        }

        if (type.IsArray)
        {
            collection = type.GetArrayRank() == 1
                ? Array(type.GetElementType()!, make, count)
                : System.Array.CreateInstance(type.GetElementType()!, new int[type.GetArrayRank()]);
            return true;
        }

        var pair = Dictionary(type);
        var item = pair is null ? Item(type) : typeof(KeyValuePair<,>).MakeGenericType(pair);
        collection = pair is null ? OfItems(type, item, Array(item, make, count)) : OfPairs(type, pair, make, count);
        return true;
    }

    private static Array Array(Type item, Func<Type, object?> make, int count)
    {
        var array = System.Array.CreateInstance(item, count);
        for (var i = 0; i < count; i++)
        {
            array.SetValue(make(item), i);
        }

        return array;
    }

    private static Type[]? Dictionary(Type type)
        => Arguments(type, typeof(IDictionary<,>)) ?? Arguments(type, typeof(IReadOnlyDictionary<,>))
            ?? (type.IsAssignableTo(typeof(IDictionary)) ? [typeof(object), typeof(object)] : null);

    private static Type Item(Type type) => Arguments(type, typeof(IEnumerable<>))?[0] ?? typeof(object);

    private static Type[]? Arguments(Type type, Type definition) => type.GetInterfaces().Append(type)
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?.GenericTypeArguments;

    private static object? OfItems(Type type, Type item, Array items)
    {
        if (type.IsInterface && type.Namespace == "System.Collections.Immutable")
        {
            var name = type.Name[1..].Split('`')[0];
            return Range(name == "ImmutableSet" ? typeof(ImmutableHashSet) : typeof(ImmutableList).Assembly.GetType($"{type.Namespace}.{name}")!, item, items);
        }

        if (type.IsInterface)
        {
            object[] candidates =
            [
                Activator.CreateInstance(typeof(List<>).MakeGenericType(item), items)!,
                Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(item), items)!,
            ];
            return candidates.FirstOrDefault(type.IsInstanceOfType);
        }

        if (type.Namespace == "System.Collections.Immutable")
        {
            return Range(type.Assembly.GetType(type.FullName!.Split('`')[0])!, item, items);
        }

        if (type.Namespace == "System.Collections.Frozen")
        {
            return typeof(FrozenSet).GetMethod("ToFrozenSet")!.MakeGenericMethod(item).Invoke(null, [items, null]);
        }

        if (type.IsAbstract)
        {
            return null;
        }

        if (type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null)
        {
            var made = Activator.CreateInstance(type)!;
            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArraySegment<>)
                ? Activator.CreateInstance(type, items)
                : Added(made, items);
        }

        var array = type.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters() is [var parameter]
            && parameter.ParameterType.IsInstanceOfType(items));
        var list = Activator.CreateInstance(typeof(ObservableCollection<>).MakeGenericType(item), items)!;
        return array?.Invoke([items]) ?? type.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters() is [var parameter]
            && parameter.ParameterType.IsInstanceOfType(list))?.Invoke([list]);
    }

    private static object? Range(Type factory, Type item, Array items)
        => factory.GetMethods().Single(method => method.Name == "CreateRange" && method.GetParameters() is [{ ParameterType.Name: "IEnumerable`1" }])
            .MakeGenericMethod(item).Invoke(null, [items]);

    private static object Added(object made, Array items)
    {
        var add = Adders.Select(name => made.GetType().GetMethods().FirstOrDefault(
            method => method.Name == name && method.GetParameters().Length == 1)).FirstOrDefault(method => method is not null);
        foreach (var item in items)
        {
            Ignoring(() =>
            {
                if (add is not null)
                {
                    add.Invoke(made, [item]);
                }
                else if (made is IList list)
                {
                    list.Add(item);
                }
            });
        }

        return made;
    }

    private static object? OfPairs(Type type, Type[] pair, Func<Type, object?> make, int count)
    {
        var keyType = pair[0] == typeof(object) && !type.IsGenericType ? typeof(string) : pair[0];
        var dictionaryType = typeof(Dictionary<,>).MakeGenericType(pair);
        var dictionary = (IDictionary)Activator.CreateInstance(dictionaryType)!;
        for (var i = 0; i < count; i++)
        {
            if (make(keyType) is { } key && !dictionary.Contains(key))
            {
                dictionary.Add(key, make(pair[1]));
            }
        }

        if (type.IsInstanceOfType(dictionary))
        {
            return dictionary;
        }

        if (type.Namespace == "System.Collections.Immutable")
        {
            var factory = type.Name.Contains("Sorted") ? typeof(ImmutableSortedDictionary) : typeof(ImmutableDictionary);
            return factory.GetMethods().Single(method => method.Name == "CreateRange" && method.GetParameters().Length == 1
                && method.GetParameters()[0].ParameterType.Name == "IEnumerable`1").MakeGenericMethod(pair).Invoke(null, [dictionary]);
        }

        if (type.Namespace == "System.Collections.Frozen")
        {
            return typeof(FrozenDictionary).GetMethods().Single(method => method.Name == "ToFrozenDictionary" && method.GetParameters().Length == 2
                && method.GetGenericArguments().Length == 2).MakeGenericMethod(pair).Invoke(null, [dictionary, null]);
        }

        if (type.IsAbstract)
        {
            return null;
        }

        if (!type.IsValueType && type.GetConstructor(Type.EmptyTypes) is null)
        {
            return type.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters() is [var parameter]
                && parameter.ParameterType.IsInstanceOfType(dictionary))?.Invoke([dictionary]);
        }

        var made = Activator.CreateInstance(type)!;
        var generic = typeof(IDictionary<,>).MakeGenericType(pair);
        foreach (DictionaryEntry entry in dictionary)
        {
            Ignoring(() =>
            {
                if (generic.IsInstanceOfType(made))
                {
                    generic.GetMethod("Add")!.Invoke(made, [entry.Key, entry.Value]);
                }
                else if (made is IDictionary other)
                {
                    other.Add(entry.Key, entry.Value);
                }
            });
        }

        return made;
    }

    // A collection may refuse an item, such as one that it has already.
    private static void Ignoring(Action add)
    {
        try
        {
            add();
        }
        catch (TargetInvocationException)
        {
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
        }
    }
}
