using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Makes values of any type of the corpus, the same for the same seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isHostile">Whether to put null where it is not expected, and numbers that JSON does not have.</param>
internal sealed class ValueMaker(int seed, bool isHostile)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int DeepEnough = 5;

    private static readonly Type[] Corpus =
    [
        .. typeof(ValueMaker).Assembly.GetTypes().Where(type => type.Namespace == typeof(Corpus.IBuiltIns).Namespace)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>Makes a value; the first seed gives the emptiest.</summary>
    public object? Make(Type type) => Make(type, 0, canBeNull: false);

    private object? Make(Type type, int depth, bool canBeNull)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return OneIn(3) ? null : Make(underlying, depth, canBeNull: false);
        }

        if (!type.IsValueType && ((canBeNull && (depth > DeepEnough || OneIn(4))) || (isHostile && OneIn(12))))
        {
            return null;
        }

        if (Scalars.Makes(type))
        {
            return Scalars.Make(type, _random, isHostile);
        }

        if (type.IsEnum)
        {
            return Enumeration(type);
        }

        if (type.IsSubclassOf(typeof(Delegate)) || type == typeof(Type) || type == typeof(nint))
        {
            return type == typeof(nint) ? (nint)3 : type == typeof(Type) ? typeof(string) : null;
        }

        return Collections.Make(type, item => Make(item, depth + 1, canBeNull: false), Count(depth), out var collection)
            ? Fill(collection, depth)
            : Object(type, depth);
    }

    private bool OneIn(int times) => _random.Next(times) == 0;

    private int Count(int depth) => seed == 0 ? 0 : depth >= DeepEnough ? 0 : depth > 2 ? _random.Next(2) : _random.Next(4);

    private object Enumeration(Type type)
    {
        var values = Enum.GetValues(type);
        if (values.Length == 0 || OneIn(8))
        {
            // A value without a name is written as a number.
            return Enum.ToObject(type, _random.Next(100));
        }

        var value = values.GetValue(_random.Next(values.Length))!;
        if (type.IsDefined(typeof(FlagsAttribute)) && Enum.GetUnderlyingType(type) != typeof(ulong))
        {
            var other = values.GetValue(_random.Next(values.Length))!;
            return Enum.ToObject(type, Convert.ToInt64(value) | Convert.ToInt64(other));
        }

        return value;
    }

    private object? Object(Type type, int depth)
    {
        if (Derived(type) is { Count: > 0 } derived)
        {
            var choice = derived[_random.Next(derived.Count)];
            if (choice != type)
            {
                return Object(choice, depth);
            }
        }

        if (type.IsAbstract || depth > DeepEnough + 4)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        var constructor = Constructor(type);
        if (constructor is null && !type.IsValueType)
        {
            return null;
        }

        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : Construct(constructor, depth);
        return seed == 0 && !isHostile && constructor?.GetParameters().Length > 0 ? value : Fill(value, depth);
    }

    private object Construct(ConstructorInfo constructor, int depth)
    {
        while (true)
        {
            try
            {
                return constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, depth))]);
            }
            catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException)
            {
                // It does not take these; other seeds give others.
            }
        }
    }

    private object? Argument(ParameterInfo parameter, int depth)
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return Make(type, depth + 1, !type.IsValueType && _nullability.Create(parameter).ReadState == NullabilityState.Nullable);
    }

    /// <summary>Sets what can be set of the corpus's own types.</summary>
    private object? Fill(object? value, int depth)
    {
        for (var level = value?.GetType(); level is not null && level.Assembly == typeof(ValueMaker).Assembly; level = level.BaseType)
        {
            foreach (var property in level.GetProperties(Instance | BindingFlags.DeclaredOnly))
            {
                if (property.SetMethod is not null && property.GetIndexParameters().Length == 0 && !OneIn(6))
                {
                    var info = property.GetMethod is null ? null : _nullability.Create(property);
                    Set(item => property.SetValue(value, item), property, property.PropertyType, info, depth);
                }
            }

            foreach (var field in level.GetFields(Instance | BindingFlags.DeclaredOnly))
            {
                if ((field.IsPublic || field.IsDefined(typeof(JsonIncludeAttribute))) && !field.IsInitOnly)
                {
                    Set(item => field.SetValue(value, item), field, field.FieldType, _nullability.Create(field), depth);
                }
            }
        }

        return value;
    }

    private void Set(Action<object?> set, MemberInfo member, Type type, NullabilityInfo? nullability, int depth)
    {
        var item = member.IsDefined(typeof(JsonExtensionDataAttribute))
            ? Scalars.ExtensionData(type, _random)
            : Make(type, depth + 1, nullability?.ReadState == NullabilityState.Nullable);
        if (item is not null || !type.IsValueType)
        {
            set(item);
        }
        else if (Nullable.GetUnderlyingType(type) is not null)
        {
            set(null);
        }
    }

    private static List<Type> Derived(Type type)
    {
        var named = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(attribute => attribute.DerivedType).ToList();
        if (named.Count == 0 && type.IsAbstract)
        {
            named = [.. Corpus.Where(candidate => !candidate.ContainsGenericParameters)];
        }

        return named.Where(candidate => !candidate.IsAbstract && candidate.IsAssignableTo(type)).ToList();
    }

    private static ConstructorInfo? Constructor(Type type)
    {
        var all = type.GetConstructors(Instance);
        var open = all.Where(constructor => constructor.IsPublic).ToArray();
        return all.FirstOrDefault(constructor => constructor.IsDefined(typeof(JsonConstructorAttribute)))
            ?? open.FirstOrDefault(constructor => constructor.GetParameters().Length == 0)
            ?? open.FirstOrDefault()
            ?? all.FirstOrDefault(constructor => constructor.GetParameters().Length == 0);
    }
}
