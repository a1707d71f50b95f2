using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>The types of the corpus.</summary>
internal static class Roots
{
    private static readonly Type[] Types = typeof(Roots).Assembly.GetTypes();

    /// <summary>The contexts that the serializer's own generator has written.</summary>
    public static IReadOnlyList<IJsonTypeInfoResolver> Contexts { get; } =
    [
        .. OracleContexts().Select(type => (IJsonTypeInfoResolver)type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!),
    ];

    /// <summary>What the contracts of the corpus send and receive, each type once.</summary>
    public static IReadOnlyList<Type> OfContracts { get; } =
    [
        .. Types.Where(type => type.IsInterface && type.IsDefined(typeof(WsServiceAttribute)))
            .SelectMany(contract => contract.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Distinct()
            .OrderBy(Name, StringComparer.Ordinal),
    ];

    /// <summary>What the contexts of the serializer's own generator name.</summary>
    public static IReadOnlyList<Type> OfContexts { get; } =
    [
        .. OracleContexts().SelectMany(context => context.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!)
            .Distinct()
            .OrderBy(Name, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<string, Type> ByName = OfContracts.ToDictionary(Name, StringComparer.Ordinal);

    /// <summary>The types as arguments of theories.</summary>
    public static TheoryData<string> Names => [.. OfContracts.Select(Name)];

    public static Type Find(string name) => ByName[name];

    /// <summary>A short name in C#'s manner.</summary>
    public static string Name(Type type)
    {
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + $"[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var prefix = type.DeclaringType is { } outer ? Name(outer) + "." : "";
        var name = type.Name.Split('`')[0];
        return prefix + (type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name);
    }

    private static IEnumerable<Type> OracleContexts()
        => Types.Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)) && type.IsDefined(typeof(JsonSerializableAttribute)));
}
