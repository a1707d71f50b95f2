using WsToolkit.Generators.Analyzers.Payloads;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>A payload type with one mistake, and the one message that it gets.</summary>
/// <param name="Problem">The kind of mistake.</param>
/// <param name="Id">The diagnostic.</param>
/// <param name="Message">The whole message.</param>
/// <param name="Source">The source, with the underlined text between <c>[|</c> and <c>|]</c>.</param>
/// <param name="Root">The type that a contract sends and receives, when the source has no contract itself.</param>
internal sealed record PayloadMistake(PayloadProblem Problem, string Id, string Message, string Source, string? Root = "Order");

/// <summary>At least one mistake of each kind.</summary>
internal static class PayloadMistakes
{
    private const string Convert = """
         public override int Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => 1;
         public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
        """;

    private const string IsNotJson =
        " cannot be JSON. Use another type, or put [JsonIgnore] or a [JsonConverter] on the member.";

    private const string IsAbstract =
        ". Put [JsonDerivedType(typeof(...), \"...\")] on it for each type derived from it, or use one that is not abstract.";

    private const string IsNoCollection = " nor add to it. Use a List<T> or another collection that it knows.";

    private const string IsNoKey = " is none. Use a string, a number, a Guid or an enumeration as key.";

    private const string IsUntyped =
        " is read as a JsonElement, and written only if there is JSON metadata for the type that it has at run time. Use JsonElement, or a type that says what it is.";

    private const string IsNoConverter =
        "Generated code cannot create this converter, so 'Shop.Order' is left out of the generated JSON metadata. "
        + "Use [JsonConverter(typeof(...))] with a class that is accessible and has a constructor without parameters.";

    private const string HasEnumConverter =
        "JsonStringEnumConverter makes code at run time, which NativeAOT cannot. The generated JSON metadata does without, other users may "
        + "not. Remove it, because enumerations are strings anyway, or use JsonStringEnumConverter<TEnum>.";

    private const string IsRest = "'Rest' cannot take the members that 'Shop.Order' does not know, because ";

    public static IReadOnlyList<PayloadMistake> All { get; } =
    [
        // No metadata.
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Order.Secret': generated code cannot use it. Make it, and what contains it, public or internal.",
            "[[|JsonDerivedType(typeof(Secret), \"secret\")|]] public class Order { private class Secret : Order; }"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Order': generated code cannot use the type of 'Inner'. Make that type public or internal, or put [JsonIgnore] on 'Inner'.",
            "public class Order { [JsonInclude] private [|Secret|] Inner { get; set; } = new(); private class Secret; }"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Order': generated code cannot use the type of 'Inner'. Make that type public or internal, or put [JsonIgnore] on 'Inner'.",
            "public class Base { [JsonInclude] protected [|List<Secret>|] Inner { get; set; } = []; protected class Secret; } public class Order : Base;"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Order': its constructor takes 'number' by reference. Pass it by value.",
            "public class Order { public Order(ref [|int|] number) => Number = number; public int Number { get; } }"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Bag': it is a collection with required members. Remove 'required' from them.",
            "public class Bag : List<int> { public required string Name { get; set; } } public class Order { public [|Bag?|] Items { get; set; } }"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Order': using the type of 'Item' is an error, because it is obsolete. Let [Obsolete] warn only.",
            "[Obsolete(\"\", true)] public class Old; public class Order { [Obsolete(\"\", true)] public [|Old?|] Item { get; set; } }"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Local': only its own file can name it. Remove 'file'.",
            "[[|JsonDerivedType(typeof(Local), \"local\")|]] public class Order; file class Local : Order;"),
        new(PayloadProblem.NoMetadata, "WST2001",
            "There is no JSON metadata for 'Shop.Box<int>.Inner<string>': a member that is not accessible is in a generic type with the names of type parameters around it. Rename one of them.",
            "#pragma warning disable CS0693\npublic class Box<T> { public class Inner<T> { [JsonInclude] private T? Value { get; set; } } } public record Order([|Box<int>.Inner<string>|] Box);"),

        // Not JSON.
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'Shop.Other<>'{IsNotJson}",
            "[[|JsonDerivedType(typeof(Other<>), \"other\")|]] public class Order; public class Other<T> : Order;"),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'System.Action'{IsNotJson}",
            "public class Order { public [|Action?|] Done { get; set; } }"),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'nint'{IsNotJson}",
            "public record Order([|nint|] Handle);"),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'System.Type'{IsNotJson}",
            "public class Order { [JsonInclude] internal [|List<Type>|] Kinds = []; }"),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'int[*,*]'{IsNotJson}",
            "public partial class Trading { [WsRpcMethod] public [|int[,]|] Add() => new int[1, 1]; }", Root: null),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'System.ReadOnlySpan<char>'{IsNotJson}",
            "public class Order { public [|ReadOnlySpan<char>|] Text => \"\"; }"),
        new(PayloadProblem.NotJson, "WST2002", "A value of type 'ref int' cannot be JSON. Return it by value, or put [JsonIgnore] on the member.",
            "public class Order { private int _number; public [|ref int|] Number => ref _number; }"),
        new(PayloadProblem.NotJson, "WST2002", $"A value of type 'System.Collections.Generic.IAsyncEnumerable<int>'{IsNotJson}",
            "public class Order { public [|IAsyncEnumerable<int>?|] Legs { get; set; } }"),

        // Untyped.
        new(PayloadProblem.Untyped, "WST2003", $"A value of type 'object'{IsUntyped}",
            "public class Order { public [|object?|] Any { get; set; } }"),
        new(PayloadProblem.Untyped, "WST2003", $"A value of type 'dynamic'{IsUntyped}",
            "public class Order { public [|Dictionary<string, dynamic>?|] Any { get; set; } }"),

        // Not readable.
        new(PayloadProblem.AbstractRead, "WST2004", $"Nothing says of what type an object is that is read as 'Shop.Shape'{IsAbstract}",
            "public abstract class Shape; public class Order { public [|Shape?|] Item { get; set; } }"),
        new(PayloadProblem.AbstractRead, "WST2004", $"Nothing says of what type an object is that is read as 'System.IO.Stream'{IsAbstract}",
            "[WsService(Ends = WsEnds.Server)] public partial class Trading { [WsRpcMethod] public int Add([|Stream|] file) => 1; }", Root: null),
        new(PayloadProblem.AbstractRead, "WST2004", $"Nothing says of what type an object is that is read as 'Shop.IShape'{IsAbstract}",
            "[JsonDerivedType(typeof(Circle))] public interface IShape; public class Circle : IShape; public record Order([|IReadOnlyList<IShape>|] Items);"),
        new(PayloadProblem.CollectionRead, "WST2005",
            $"The serializer can neither create 'System.Collections.ObjectModel.ReadOnlyCollection<int>'{IsNoCollection}",
            "public class Order { public required [|System.Collections.ObjectModel.ReadOnlyCollection<int>|] Items { get; set; } }"),
        new(PayloadProblem.CollectionRead, "WST2005", $"The serializer can neither create 'System.Collections.Concurrent.ConcurrentBag<int>'{IsNoCollection}",
            "public class Order { public [|System.Collections.Concurrent.ConcurrentBag<int>?|] Items { get; set; } }"),
        new(PayloadProblem.CollectionRead, "WST2005", $"The serializer can neither create 'Shop.IBag'{IsNoCollection}",
            "public interface IBag : ICollection<int>; public class Order { public [|IBag?|] Items { get; set; } }"),
        new(PayloadProblem.CollectionRead, "WST2005", $"The serializer can neither create 'Shop.Bag'{IsNoCollection}",
            "public class Bag : List<int> { private Bag() { } } public class Order { public [|Bag?|] Items { get; set; } }"),
        new(PayloadProblem.DictionaryKey, "WST2006",
            $"The keys of 'System.Collections.Generic.Dictionary<Shop.Point, int>' are names in JSON, and 'Shop.Point'{IsNoKey}",
            "public record struct Point(int X); public class Order { public [|Dictionary<Point, int>?|] Items { get; set; } }"),
        new(PayloadProblem.DictionaryKey, "WST2006",
            $"The keys of 'System.Collections.Generic.IReadOnlyDictionary<byte[], int>' are names in JSON, and 'byte[]'{IsNoKey}",
            "public class Order { public [|IReadOnlyDictionary<byte[], int>?|] Items { get; set; } }"),
        new(PayloadProblem.Open, "WST2007",
            "What 'T' is, is known only where the contract is used, so the generated JSON metadata does not contain it. Add it to a context of the application.",
            "public partial class Store<[|T|]> { [WsRpcMethod] public int Put(T item) => 1; [WsRpcMethod] public List<T> All() => []; }", Root: null),
        new(PayloadProblem.Tuple, "WST2008", "The elements of '(int A, string B)' are fields, which are not in its JSON. Declare a record instead.",
            "public class Order { public [|(int A, string B)|] Pair { get; set; } }"),

        // Converters.
        new(PayloadProblem.Converter, "WST2020", IsNoConverter,
            "public class OneAttribute : JsonConverterAttribute; public class Order { [[|One|]] public int Number { get; set; } }"),
        new(PayloadProblem.Converter, "WST2020", IsNoConverter,
            $"public class One : JsonConverter<int> {{ private One() {{ }} {Convert} }} public class Order {{ [[|JsonConverter(typeof(One))|]] public int Number {{ get; set; }} }}"),
        new(PayloadProblem.Converter, "WST2020", IsNoConverter,
            $"[[|JsonConverter(typeof(One))|]] public class Order; public abstract class One : JsonConverter<Order>;"),
        new(PayloadProblem.Converter, "WST2020", IsNoConverter,
            $"public class One<T> : JsonConverter<int> {{ {Convert} }} public class Order {{ [[|JsonConverter(typeof(One<>))|]] public int Number {{ get; set; }} }}"),
        new(PayloadProblem.EnumConverter, "WST2021", HasEnumConverter,
            "[[|JsonConverter(typeof(JsonStringEnumConverter))|]] public enum Side { Buy } public record Order(Side Side);"),
        new(PayloadProblem.EnumConverter, "WST2021", HasEnumConverter,
            "public enum Side { Buy } public record Order([property: [|JsonConverter(typeof(JsonStringEnumConverter))|]] Side Side);"),

        // Constructors.
        new(PayloadProblem.TwoConstructors, "WST2022",
            "Another constructor of 'Shop.Order' has [JsonConstructor], and objects are read with one only. Remove one of the two.",
            "public class Order { [JsonConstructor] public Order() { } [[|JsonConstructor|]] public Order(int number) => Number = number; public int Number { get; } }"),
        new(PayloadProblem.NoConstructor, "WST2023",
            "The serializer finds no constructor for 'Shop.Order', so it cannot be read. Give it a public one without parameters, or put [JsonConstructor] on one.",
            "public class [|Order|] { internal Order() { } public int Number { get; set; } }"),
        new(PayloadProblem.NoConstructor, "WST2023",
            "The serializer finds no constructor for 'Shop.Order', so it cannot be read. Give it a public one without parameters, or put [JsonConstructor] on one.",
            "public class [|Order|] { public Order(int number) => Number = number; public Order(int number, string text) => Number = number + text.Length; public int Number { get; } }"),
        new(PayloadProblem.UnboundParameter, "WST2024",
            "'Shop.Order' cannot be read, because 'count' is no member of it. Give it a public property of the same name and type.",
            "public class Order(int number, int [|count|]) { public int Number { get; } = number + count; }"),
        new(PayloadProblem.UnboundParameter, "WST2024",
            "'Shop.Order' cannot be read, because 'number' is no member of it. Give it a public property of the same name and type.",
            "public class Order(int? [|number|]) { public int Number { get; } = number ?? 1; }"),

        // Members.
        new(PayloadProblem.ExtensionData, "WST2025",
            IsRest + "its type is not a dictionary of them. Use IDictionary<string, JsonElement>, Dictionary<string, JsonElement> or JsonObject.",
            "public class Order { [[|JsonExtensionData|]] public Dictionary<string, int>? Rest { get; set; } }"),
        new(PayloadProblem.ExtensionData, "WST2025", IsRest + "there is another one. Keep one of them.",
            "public class Order : Base { [JsonExtensionData] public JsonObject? More { get; set; } } public class Base { [[|JsonExtensionData|]] public JsonObject? Rest { get; set; } }"),
        new(PayloadProblem.ExtensionData, "WST2025", IsRest + "it is a parameter of the constructor. Take it out of the constructor.",
            "public record Order([property: [|JsonExtensionData|]] JsonObject? Rest);"),
        new(PayloadProblem.ExtensionData, "WST2025", IsRest + "it is required, but it is no member of the JSON. Remove 'required'.",
            "public class Order { [[|JsonExtensionData|]] public required JsonObject Rest { get; set; } }"),
        new(PayloadProblem.DuplicateName, "WST2026",
            "'url' and 'Url' of 'Shop.Order' are both called 'url' in JSON. Give one of them another name with [JsonPropertyName], or [JsonIgnore].",
            "public class Order { public int Url { get; set; } public int [|url|] { get; set; } }"),
        new(PayloadProblem.DuplicateName, "WST2026",
            "'Id' and 'Key' of 'Shop.Order' are both called 'id' in JSON. Give one of them another name with [JsonPropertyName], or [JsonIgnore].",
            "public class Base { public int [|Id|] { get; set; } } public class Order : Base { [JsonPropertyName(\"id\")] public int Key { get; set; } }"),
    ];
}
