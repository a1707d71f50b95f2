using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Json;

/// <summary>Which types a context has, and what its files are called.</summary>
public sealed class PayloadWalkerTests
{
    [Fact]
    public void Everything_inside_is_found_once_and_sorted()
    {
        var harness = JsonHarness.Create(
            "A[];A?",
            """
            public class A { public List<B>? Bs { get; set; } public A? Self { get; set; } public Dictionary<Key, C?>? Table { get; set; } }
            public class B { public A? Back { get; set; } public List<B?>? Same { get; set; } }
            public record struct C(string? Text, (int X, string Y) Named, (int P, string Q) Other, dynamic? Any);
            public enum Key { One }
            """);

        Assert.Equal(
            [
                "A", "A[]", "B", "C", "C?", "Key", "System.Collections.Generic.Dictionary<Key, C?>", "System.Collections.Generic.List<B>",
                "System.Text.Json.JsonElement", "System.ValueTuple<int, string>", "int", "object", "string",
            ],
            harness.Types);
    }

    [Fact]
    public void Derived_types_and_arguments_of_constructors_are_found()
        => Assert.Equal(
            ["bool", "Base", "Derived", "int", "long"],
            JsonHarness.Create(
                "Base",
                """
                [JsonDerivedType(typeof(Derived), 1)] public class Base { public int A { get; set; } }
                public class Derived : Base { [JsonConstructor] public Derived(bool b) { } public bool B => true; public long C { get; set; } }
                """).Types);

    [Theory]
    [InlineData("List<T>")]
    [InlineData("T[]")]
    [InlineData("(T, T)")]
    public async Task A_generic_type_that_grows_without_end_is_left_out_when_it_is_too_long(string longer)
    {
        var source = $$"""
            using WsToolkit;
            namespace Shop;
            public class Deep<T> { public Deep<{{longer}}>? Never => null; }
            public partial class Trading { [WsRpcMethod] public void Put(Deep<int> deep) { } }
            """;

        var messages = Task.Run(async () => (await AnalyzerHarness.AnalyzeAsync(source)).Where(diagnostic => diagnostic.Id == "WST2001"));

        var told = Assert.Single(await messages.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("more than 8 levels deep", told.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_ignored_is_not_followed()
        => Assert.Equal(
            ["A", "int"],
            JsonHarness.Create("A", "public class A { [JsonIgnore] public B? B { get; set; } public int C { get; set; } static B? D { get; set; } private B? E { get; set; } } public class B;").Types);

    [Fact]
    public void A_fixed_size_buffer_is_no_member()
        => Assert.Equal(
            ["A", "int"],
            JsonHarness.Create("A", "public unsafe struct A { public fixed byte Bytes[4]; private fixed int Numbers[4]; public int C { get; set; } }").Types);

    [Fact]
    public void A_member_with_its_own_converter_needs_no_metadata()
    {
        var harness = JsonHarness.Create(
            "A",
            """
            public class A { [JsonConverter(typeof(BConverter))] public B B { get; set; } = new(); [JsonConverter(typeof(EConverter))] public E? E { get; set; } }
            public class B;
            public enum E { X }
            public class BConverter : JsonConverter<B>
            {
                public override B Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) { reader.Skip(); return new(); }
                public override void Write(Utf8JsonWriter writer, B value, JsonSerializerOptions options) => writer.WriteStringValue("b");
            }
            public class EConverter : JsonConverterFactory
            {
                public override bool CanConvert(Type type) => type == typeof(E);
                public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) => new JsonNumberEnumConverter<E>().CreateConverter(type, options)!;
            }
            """,
            """return Again<A>("{\"b\":[1],\"e\":0}") + Again<A>("{\"e\":null}");""");

        Assert.Equal(["A"], harness.Types);
        Assert.Equal("""{"b":"b","e":0}{"b":"b","e":null}""", harness.Run());
    }

    [Theory]
    [InlineData("public class Outer { private class Hidden; public class Odd { } public Odd P { get; } = new(); internal object? Make() => new Hidden(); } public class Odd { [JsonInclude] private Span<int> X => default; }")]
    [InlineData("public class Odd { public unsafe int* X { get; set; } }")]
    [InlineData("public class Odd { public Span<int> X => default; }")]
    [InlineData("public class Odd { [JsonConstructor] public Odd() { } [JsonConstructor] public Odd(int a) { } }")]
    [InlineData("public class Odd { public Odd(ref int a) { } }")]
    [InlineData("public class Odd { [Mine] public int X { get; set; } } public class MineAttribute : JsonConverterAttribute { public override JsonConverter? CreateConverter(Type type) => null; }")]
    [InlineData("[JsonConverter(typeof(Open<>))] public class Odd; public class Open<T> : JsonConverter<T> { public override T Read(ref Utf8JsonReader r, Type t, JsonSerializerOptions o) => default!; public override void Write(Utf8JsonWriter w, T v, JsonSerializerOptions o) { } }")]
    [InlineData("public class Odd { public ref int X => ref _x; private int _x; }")]
    [InlineData("public class Odd : List<int> { public required int X { get; set; } }")]
    [InlineData("public class Odd { public Old? X { get; set; } } [Obsolete(\"gone\", true)] public class Old;")]
    public void A_type_outside_the_subset_is_left_out(string types)
    {
        var compilation = JsonHarness.Compile(
            "using System; using System.Collections.Generic; using System.Text.Json; using System.Text.Json.Serialization;\n"
            + types + "\npublic interface Roots { List<Odd> A { get; } int B { get; } }");

        Assert.Equal(["System.Collections.Generic.List<Odd>", "int"], Types(JsonHarness.Walk(compilation)));
    }

    [Fact]
    public void File_local_private_and_unknown_types_are_left_out()
    {
        var compilation = JsonHarness.Compile(
            """
            using System.Collections.Generic;
            file class Local;
            public class Holder { private class Hidden; internal class Shown; private interface Secret { Dictionary<string, Hidden> A { get; } } }
            class Roots { Local A { get; } List<Local[]> B { get; } Holder.Shown C { get; } Missing D { get; } List<Missing> E { get; } }
            """);

        Assert.Equal(["Holder.Shown"], Types(JsonHarness.Walk(compilation)));
    }

    [Fact]
    public void Types_with_the_same_name_get_longer_ones()
    {
        var harness = JsonHarness.Create(
            "A.Item;B.Item;item;Single",
            "namespace A { public class Item { public int X { get; set; } } } namespace B { public class Item { public int X { get; set; } } } public class item; public class Single;",
            "return Again<A.Item>(\"{\\\"x\\\":1}\") + Again<B.Item>(\"{\\\"x\\\":2}\");");

        Assert.Equal(
            ["WsJsonContext.A_Item.g.cs", "WsJsonContext.B_Item.g.cs", "WsJsonContext.Single.g.cs", "WsJsonContext.g.cs", "WsJsonContext.item.g.cs"],
            harness.Files.Keys);
        Assert.Equal("""{"x":1}{"x":2}""", harness.Run());
    }

    [Fact]
    public void Experimental_types_and_members_may_be_used()
        => Assert.Equal(
            """{"x":1}""",
            JsonHarness.Run(
                "List<Trial>;Part",
                """
                #pragma warning disable TRY1, TRY2, TRY3
                [Experimental("TRY1")] public class Trial { public int A { get; set; } }
                public class Part { [Experimental("TRY2")] public int X { get; init; } [JsonIgnore] public Kind? Kind { get; set; } }
                [Experimental("TRY3")] public enum Kind { A }

                """,
                """
                #pragma warning disable TRY1, TRY2, TRY3
                return Again<Part>("{\"x\":1}");
                """));

    [Fact]
    public void Names_of_files_stay_short_and_plain()
    {
        var harness = JsonHarness.Create(
            "Page<Page<Page<Page<Page<Page<Page<Page<Page<Page<Page<Page<int?[]>>>>>>>>>>>>;Page<Übung>;Page<(int, @class)>",
            "public class Page<T> { public T? Item { get; init; } } public class Übung; public class @class { public int @event { get; init; } }",
            "return Again<Page<(int, @class)>>(\"{\\\"item\\\":{}}\") + Again<@class>(\"{\\\"event\\\":1}\");");

        Assert.All(harness.Files.Keys, name => Assert.True(name.Length < 120 && name.IndexOfAny(['<', '>', '`', '@', '?', '[', ',', ' ']) < 0, name));
        Assert.Equal(harness.Files.Count, harness.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("""{"item":{}}{"event":1}""", harness.Run());
    }

    [Fact]
    public void The_result_does_not_depend_on_the_order_of_the_code()
    {
        const string first = "public class A { public B? B { get; set; } } public interface Roots { A P { get; } C Q { get; } }";
        const string second = "public class B { public C? C { get; set; } } public class C { public A? A { get; set; } }";

        var forward = JsonHarness.Walk(JsonHarness.Compile(first, second));
        var backward = JsonHarness.Walk(JsonHarness.Compile(second, first.Replace("A P { get; } C Q { get; }", "C Q { get; } A P { get; }")));

        Assert.Equal(forward, backward);
        Assert.Equal(forward.GetHashCode(), backward.GetHashCode());
        Assert.Equal(JsonContextEmitter.Table(forward.Table).ToString(), JsonContextEmitter.Table(backward.Table).ToString());
    }

    [Fact]
    public void Only_the_type_that_has_changed_changes()
    {
        const string rest = "public class B { public int X { get; set; } } public interface Roots { A P { get; } B Q { get; } }";
        var before = JsonHarness.Walk(JsonHarness.Compile("public class A { public int X { get; set; } }", rest));
        var after = JsonHarness.Walk(JsonHarness.Compile("public class A { public int X { get; set; } public int Y { get; init; } }", rest));

        Assert.Equal(before.Table, after.Table);
        Assert.NotEqual(before.Objects[0], after.Objects[0]);
        Assert.Equal(before.Objects[1], after.Objects[1]);
    }

    [Fact]
    public void A_context_without_types_is_a_context()
    {
        var table = new JsonTableModel { Namespace = "@class.Generated", Types = [] };
        var compilation = JsonHarness.Compile("public class C { public object P => @class.Generated.WsJsonContext.Default; }", JsonContextEmitter.Table(table).ToString());

        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Generated_code_is_short()
    {
        var harness = JsonHarness.Create(
            "MyCompany.Trading.Orders.OrderUpdate",
            "namespace MyCompany.Trading.Orders { public class OrderUpdate { public required string OrderId { get; init; } public decimal Price { get; init; } public DateTimeOffset? FilledAt { get; init; } } }");

        Assert.InRange(harness.Files["WsJsonContext.OrderUpdate.g.cs"].Length, 1, 2048);
    }

    [Fact]
    public void Every_name_exists()
    {
        var compilation = JsonHarness.Compile("");
        var names = typeof(JsonNames).GetNestedTypes(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public)
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetValue(null)!).ToArray();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(compilation.GetTypeByMetadataName(name) is not null, name));
        var services = compilation.GetTypeByMetadataName(JsonNames.Platform.MetadataServices)!;
        Assert.All(WsToolkit.Generators.Parsing.JsonBuiltIns.Converters, name => Assert.True(services.GetMembers(name).Length == 1, name));
        var metadata = compilation.GetTypeByMetadataName(JsonNames.Types.Metadata)!;
        Assert.All(
            Enum.GetNames<JsonTypeKind>().Where(name => name != nameof(JsonTypeKind.BuiltIn)),
            name => Assert.False(metadata.GetMembers(name).IsEmpty, name));
    }

    private static IEnumerable<string> Types(JsonContextModel context) => context.Table.Types.Select(type => type.Type.Replace("global::", ""));
}
