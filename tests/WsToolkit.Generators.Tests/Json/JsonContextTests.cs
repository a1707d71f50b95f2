namespace WsToolkit.Generators.Tests.Json;

/// <summary>Generated contexts read and write like the serializer's own reflection, except where they are meant to do better.</summary>
public sealed class JsonContextTests
{
    [Fact]
    public void Mutable_class() => Assert.Equal(
        """{"name":"a","age":3,"note":null}{"name":"","age":0,"note":null}""",
        JsonHarness.Same(
            "Person",
            "public class Person { public string Name { get; set; } = \"\"; public int Age { get; set; } public string? Note { get; set; } }",
            """return Again<Person>("{\"age\":3,\"name\":\"a\",\"x\":[]}") + Again<Person>("{}");"""));

    [Fact]
    public void Positional_record() => Assert.Equal(
        """{"symbol":"ETH","amount":1.10,"side":"Sell","note":"x"}{"symbol":"a","amount":2,"side":"Buy","note":null}""",
        JsonHarness.Same(
            "Order",
            "public enum Side { Buy, Sell } public record Order(string Symbol, decimal Amount, Side Side = Side.Sell, string? Note = \"x\");",
            """return Again<Order>("{\"amount\":1.10,\"symbol\":\"ETH\"}") + Write(new Order("a", 2, Side.Buy, null));"""));

    [Fact]
    public void A_missing_or_null_argument_is_refused() => Assert.Equal(
        "JsonException JsonException JsonException ok",
        JsonHarness.Same(
            "Order",
            "public record Order(string Symbol, decimal? Amount);",
            """
            string Kind(string json) { try { Read<Order>(json); return "ok"; } catch (Exception e) { return e.GetType().Name; } }
            return $"{Kind("{\"symbol\":\"a\"}")} {Kind("{\"amount\":1}")} {Kind("{\"symbol\":null,\"amount\":1}")} {Kind("{\"symbol\":\"a\",\"amount\":null}")}";
            """));

    [Theory]
    [InlineData("public record struct Value(int X, string? Y);")]
    [InlineData("public readonly record struct Value(int X, string? Y);")]
    [InlineData("public struct Value { public int X { get; set; } public string? Y { get; set; } }")]
    [InlineData("public struct Value { public int X { get; init; } public string? Y { get; init; } }")]
    [InlineData("public struct Value { public required int X { get; set; } public required string? Y { get; init; } }")]
    [InlineData("public struct Value { public Value() { Z = 9; } public required int X { get; set; } public string? Y { get; init; } internal int Z; }")]
    [InlineData("public readonly struct Value { [JsonConstructor] public Value(int x, string? y) { X = x; Y = y; } public int X { get; } public string? Y { get; } }")]
    [InlineData("public sealed class Value(int x, string? y) { public int X { get; } = x; public string? Y => y; }")]
    [InlineData("public class Value { public int X { get; init; } public string? Y { get; init; } }")]
    [InlineData("public class Value { public required int X { get; init; } public required string? Y { get; set; } }")]
    [InlineData("public class Value { private Value() { } [JsonConstructor] private Value(int x) { X = x; } public int X { get; } public string? Y { get; set; } }")]
    [InlineData("public class Value { [JsonInclude] public int X { get; private set; } [JsonInclude] public string? Y { get; protected set; } }")]
    [InlineData("public class Value { [SetsRequiredMembers] public Value() { X = 0; } public required int X { get; init; } public string? Y { get; set; } }")]
    [InlineData("public record Value(int X) { public string? Y { get; init; } }")]
    [InlineData("public record Value(int X) { public required string? Y { get; init; } }")]
    [InlineData("public abstract record Base(int X); public record Value(int X, string? Y) : Base(X);")]
    [InlineData("public class Base { public int X { get; init; } } public class Value : Base { public string? Y { get; init; } }")]
    [InlineData("public class Value { public virtual int X { get; init; } public string? Y { get; set; } } public class Other : Value { public override int X { get; init; } }")]
    [InlineData("public class Base<T> { public required T X { get; init; } } public class Value : Base<int> { public string? Y { get; init; } }")]
    [InlineData("public class Value { [Obsolete] public int X { get; set; } [Obsolete(\"no\", true)] public string? Y { get; set; } }")]
    public void Every_way_to_create_a_value(string types) => Assert.Contains(
        "\"x\":5",
        JsonHarness.Same(
            "Value",
            types,
            """
            var json = Again<Value>("{\"y\":\"b\",\"x\":5}");
            if (!json.Contains("\"y\":\"b\"")) throw new Exception(json);
            return json;
            """));

    [Fact]
    public void Members_that_are_left_out_keep_what_their_initializers_say() => Assert.Equal(
        """{"name":"def","items":[1],"inner":{"level":7}} def 7""",
        JsonHarness.Same(
            "Config;Box<int>",
            """
            public class Config { public string Name { get; init; } = "def"; public List<int> Items { get; init; } = [1]; public Inner Inner { get; init; } = new(); }
            public class Inner { public int Level { get; init; } = 7; }
            public class Box<T> { public string Label { get; init; } = "def"; public T? Value { get; init; } }
            """,
            """return Again<Config>("{}") + " " + Read<Box<int>>("{\"value\":1}")!.Label + " " + Read<Inner>("{}")!.Level;"""));

    [Fact]
    public void Private_members_and_fields_are_reached_where_the_attribute_says_so() => Assert.Equal(
        """{"shown":1,"field":2,"open":0} {"shown":4,"field":5,"open":0}""",
        JsonHarness.Run(
            "Sealed",
            """
            public class Sealed
            {
                [JsonInclude] private int Shown { get; set; } = 1;
                [JsonInclude] private int field = 2;
                [JsonInclude] public int Open;
                public int NotIncluded = 3;
                private int Hidden { get; set; } = 3;
                public int Sum() => field + Hidden;
            }
            """,
            """return Write(new Sealed()) + " " + Again<Sealed>("{\"shown\":4,\"field\":5,\"hidden\":9,\"notIncluded\":9}");"""));

    [Fact]
    public void Required_members_are_required() => Assert.Contains(
        "name",
        JsonHarness.Same(
            "Message",
            "public class Message { public required string Name { get; init; } [JsonRequired] public int Code { get; set; } }",
            """return Try(() => Again<Message>("{}")) + Try(() => Again<Message>("{\"name\":null,\"code\":1}"));"""));

    [Fact]
    public void Attributes_of_members() => JsonHarness.Same(
        "Everything",
        """
        public class Everything
        {
            [JsonPropertyName("übung \"1\"")] public int Renamed { get; set; }
            [JsonIgnore] public Action? Ignored { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? NotNull { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int NotDefault { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Never { get; set; }
            [JsonPropertyOrder(-1)] public int First { get; set; }
            [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] public long Text { get; set; }
            [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public List<int> Filled { get; } = [1];
            [JsonConverter(typeof(Twice))] public int Doubled { get; set; }
            [JsonConverter(typeof(Twice))] public int? MaybeDoubled { get; set; }
            [JsonConverter(typeof(JsonNumberEnumConverter<DayOfWeek>))] public DayOfWeek Day { get; set; }
            [JsonConverter(typeof(JsonStringEnumConverter))] public DayOfWeek DayText { get; set; }
            [JsonConverter(typeof(JsonStringEnumConverter))] public DayOfWeek? MaybeDayText { get; set; }
            [JsonExtensionData] public Dictionary<string, object?>? Rest { get; set; }
            public int @class { get; set; }
        }
        public class Twice : JsonConverter<int>
        {
            public override int Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.GetInt32() / 2;
            public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value * 2);
        }
        """,
        """
        var all = new Everything { Renamed = 1, NotDefault = 2, Text = 3, Doubled = 4, MaybeDoubled = 5, Day = DayOfWeek.Friday, DayText = DayOfWeek.Monday, @class = 6, Rest = new() { ["z"] = 1 } };
        var json = Write(all);
        return json + Again<Everything>(json) + Write(new Everything()) + Again<Everything>("{\"filled\":[2,3],\"text\":\"7\",\"extra\":{\"a\":[1]},\"doubled\":8,\"maybeDoubled\":null,\"maybeDayText\":\"Sunday\"}");
        """);

    [Fact]
    public void Attributes_of_types() => JsonHarness.Same(
        "Strict;Numbers;Filled;Temperature;Temperature?;List<Temperature>",
        """
        [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public class Strict { public int A { get; set; } }
        [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] public class Numbers { public int A { get; set; } public List<int>? B { get; set; } }
        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] public class Filled { public List<int> A { get; } = [1]; }
        [JsonConverter(typeof(TemperatureConverter))] public readonly record struct Temperature(double Degrees);
        public class TemperatureConverter : JsonConverter<Temperature>
        {
            public override Temperature Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetDouble());
            public override void Write(Utf8JsonWriter writer, Temperature value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Degrees);
        }
        """,
        """
        return Try(() => Again<Strict>("{\"b\":1}")) + Again<Numbers>("{\"a\":\"1\",\"b\":[\"2\"]}") + Again<Filled>("{\"a\":[2]}")
            + Again<Temperature>("1.5") + Write<Temperature?>(null) + Again<Temperature?>("2") + Again<List<Temperature>>("[1,2]");
        """);

    [Fact]
    public void Options_apply_to_generated_metadata() => Assert.Equal(
        """{"a":"14","b":["2"],"c":1}""",
        JsonHarness.Same(
            "Numbers",
            """
            public class Numbers { public int A { get; set; } public List<long>? B { get; set; } [JsonNumberHandling(JsonNumberHandling.Strict)] public short C { get; set; } }
            """,
            """return Write(Read<Numbers>("{\"a\":\"14\",\"b\":[\"2\"],\"c\":1}"));""",
            options => options.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString | System.Text.Json.Serialization.JsonNumberHandling.WriteAsString));

    [Fact]
    public void Converters_that_are_added_at_run_time_win() => Assert.Equal(
        """{"point":"text","maybe":"text","list":["text"],"color":1}""",
        JsonHarness.Same(
            "Shape",
            """
            public enum Color { Red, Blue }
            public record struct Point(int X);
            public record Shape(Point Point, Point? Maybe, List<Point> List, Color Color);
            """,
            """return Again<Shape>("{\"point\":\"x\",\"maybe\":\"x\",\"list\":[\"x\"],\"color\":1}");""",
            options =>
            {
                options.Converters.Add(new TextFactory());
                options.Converters.Add(new NumberFactory());
            }));

    [Fact]
    public void Polymorphism() => Assert.Equal(
        """[{"$type":"circle","radius":1,"name":"c"},{"$type":"square","side":2,"name":"s"}]circle""",
        JsonHarness.Same(
            "List<Shape>",
            """
            [JsonDerivedType(typeof(Circle), "circle")] [JsonDerivedType(typeof(Square), "square")]
            public abstract class Shape { public string Name { get; init; } = "circle"; }
            public class Circle : Shape { public double Radius { get; init; } }
            public sealed class Square : Shape { public required int Side { get; init; } }
            """,
            """
            return Write<List<Shape>>([new Circle { Radius = 1, Name = "c" }, new Square { Side = 2, Name = "s" }]) + Read<List<Shape>>("[{\"$type\":\"circle\"}]")![0].Name;
            """));

    [Fact]
    public void Recursion_and_generic_types() => Assert.Equal(
        """{"value":1,"children":[{"value":2,"children":[]}]}{"items":[{"key":"a","value":{"value":null,"children":[]}}],"next":null}""",
        JsonHarness.Same(
            "Node<int>;Page<KeyValuePair<string, Node<string?>>>",
            """
            public record Node<T>(T? Value) { public List<Node<T>> Children { get; init; } = []; }
            public class Page<T> where T : notnull { public required IReadOnlyList<T> Items { get; init; } public Page<T>? Next { get; init; } }
            """,
            """
            return Again<Node<int>>("{\"value\":1,\"children\":[{\"value\":2}]}") + Again<Page<KeyValuePair<string, Node<string?>>>>("{\"items\":[{\"key\":\"a\",\"value\":{\"value\":null}}]}");
            """));

    [Fact]
    public void Generic_types_nested_in_generic_types_are_reached() => Assert.Equal(
        """{"left":1,"right":"a"}{"left":1,"right":2}""",
        JsonHarness.Same(
            "Outer<int>.Inner<string>;Outer<int>.Middle.Deep<long>",
            """
            public class Outer<TLeft> where TLeft : struct
            {
                public class Inner<TRight> where TRight : class { public required TLeft Left { get; init; } public required TRight Right { get; init; } }
                public class Middle { public struct Deep<TRight> where TRight : unmanaged, IComparable<TRight> { public TLeft Left { get; init; } public TRight Right { get; init; } } }
            }
            """,
            """return Again<Outer<int>.Inner<string>>("{\"left\":1,\"right\":\"a\"}") + Again<Outer<int>.Middle.Deep<long>>("{\"left\":1,\"right\":2}");"""));

    [Fact]
    public void Shadowed_overridden_and_ignored_members() => JsonHarness.Same(
        "Derived;Quiet",
        """
        public class Base { public virtual int A { get; set; } = 1; public int B { get; set; } = 2; public string C { get; set; } = "c"; public virtual int D { get; set; } = 4; }
        public class Derived : Base { public override int A { get; set; } = 3; public new string B { get; set; } = "b"; [JsonIgnore] public new int C { get; set; } = 5; [JsonIgnore] public override int D { get; set; } = 6; }
        public class Quiet : Derived { [JsonIgnore] public override int A { get; set; } }
        """,
        """
        var value = Read<Derived>("{\"a\":7,\"b\":\"x\",\"c\":\"8\",\"d\":9}")!;
        return Write(value) + ((Base)value).B + ((Base)value).C + value.D + Write(new Quiet()) + Try(() => Again<Quiet>("{\"a\":4,\"c\":\"z\"}"));
        """);

    [Fact]
    public void Interfaces_are_written() => Assert.Equal(
        """{"b":2,"a":1}NotSupportedException""",
        JsonHarness.Same(
            "IB",
            "public interface IA { int A { get; init; } } public interface IB : IA { int B { get; set; } } public class Both : IB { public int A { get; init; } public int B { get; set; } }",
            """
            string Kind() { try { Read<IB>("{}"); return "read"; } catch (Exception e) { return e.GetType().Name; } }
            return Write<IB>(new Both { A = 1, B = 2 }) + Kind();
            """));

    [Fact]
    public void Callbacks() => Assert.Equal(
        """{"log":"created read writing"}""",
        JsonHarness.Same(
            "Noisy",
            """
            public class Noisy : IJsonOnDeserializing, IJsonOnDeserialized, IJsonOnSerializing
            {
                public string Log { get; set; } = "";
                void IJsonOnDeserializing.OnDeserializing() => Log += "created";
                void IJsonOnDeserialized.OnDeserialized() => Log += " read";
                void IJsonOnSerializing.OnSerializing() => Log += " writing";
            }
            """,
            """return Again<Noisy>("{}");"""));

    [Fact]
    public void Nullability_follows_the_annotations() => JsonHarness.Same(
        "Annotated;Generic<string>;Constrained<string>;Oblivious",
        """
        public class Annotated
        {
            public string Plain { get; set; } = "";
            public string? Maybe { get; set; }
            private string? _text;
            [AllowNull] public string Takes { get => _text ?? ""; set => _text = value; }
            [DisallowNull] public string? Gives { get; set; }
            [MaybeNull] public string Perhaps { get; set; } = null!;
            [NotNull] public string? Surely { get => _text ?? "x"; set => _text = value; }
            public int? Number { get; set; }
        }
        public class Generic<T> { public T Value { get; set; } = default!; public T? Other { get; set; } }
        public class Constrained<T> where T : notnull { public T Value { get; set; } = default!; public T? Other { get; set; } }
        #nullable disable
        public class Oblivious { public string Value { get; set; } }
        #nullable enable
        """,
        """
        var result = "";
        foreach (var name in new[] { "plain", "maybe", "takes", "gives", "perhaps", "surely", "number" })
        {
            result += name + Try(() => { Read<Annotated>("{\"" + name + "\":null}"); return "ok"; }) + "\n";
        }

        return result
            + Try(() => Again<Generic<string>>("{\"value\":null,\"other\":null}"))
            + Try(() => Again<Constrained<string>>("{\"other\":null}"))
            + Try(() => Again<Constrained<string>>("{\"value\":null}"))
            + Try(() => Again<Oblivious>("{\"value\":null}"))
            + Try(() => Write(new Annotated { Plain = null!, Gives = "a" }))
            + Try(() => Write(new Annotated { Gives = "a" }));
        """);

    [Fact]
    public void Defaults_of_parameters() => JsonHarness.Same(
        "Many",
        """
        [Flags] public enum Bits : byte { None = 0, One = 1, Two = 2 }
        public record Many(
            int I = -5, long L = long.MinValue, ulong U = ulong.MaxValue, float F = -1.5f, double D = 1e300, decimal M = -79228162514264337593543950335m,
            char C = '\'', string S = "a\"\\\n\u2028ü", string? N = null, Bits B = Bits.One | Bits.Two, Bits? Q = Bits.Two, Guid G = default, DateTime T = default,
            int? K = 4, bool Y = true, byte Z = 255, short H = -1, nint P = 3);
        """.Replace(", nint P = 3", ""),
        """return Again<Many>("{}");""");

    [Fact]
    public void Tuples_are_what_they_are_at_run_time() => Assert.Equal(
        """{"item1":1,"item2":"b"}[{"item1":2,"item2":"c"}]""",
        JsonHarness.Same(
            "(int A, string B);List<(int First, string Second)>;List<dynamic>",
            "",
            """return Write((1, "b")) + Again<List<(int, string)>>("[{\"item1\":2,\"item2\":\"c\"}]");""",
            options => options.IncludeFields = true));

    [Fact]
    public void Dependencies_without_metadata_come_from_elsewhere()
    {
        var harness = JsonHarness.Create(
            "Holder",
            """
            public class Holder { public Odd? Odd { get; set; } public int X { get; set; } }
            public class Odd { [JsonConstructor] public Odd(int a) { A = a; } [JsonConstructor] public Odd(string b) { } public int A { get; } }
            """,
            """return Write(new Holder { X = 1 });""");

        Assert.Contains("Holder", harness.Types);
        Assert.DoesNotContain("Odd", harness.Types);
        Assert.Throws<NotSupportedException>(() => harness.Run());
    }

    private sealed class TextFactory : System.Text.Json.Serialization.JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.Name == "Point";

        public override System.Text.Json.Serialization.JsonConverter CreateConverter(Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
            => (System.Text.Json.Serialization.JsonConverter)Activator.CreateInstance(typeof(Text<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class NumberFactory : System.Text.Json.Serialization.JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override System.Text.Json.Serialization.JsonConverter CreateConverter(Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
            => ((System.Text.Json.Serialization.JsonConverterFactory)Activator.CreateInstance(typeof(System.Text.Json.Serialization.JsonNumberEnumConverter<>).MakeGenericType(typeToConvert))!)
                .CreateConverter(typeToConvert, options)!;
    }

    private sealed class Text<T> : System.Text.Json.Serialization.JsonConverter<T>
    {
        public override T Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options)
        {
            reader.GetString();
            return default!;
        }

        public override void Write(System.Text.Json.Utf8JsonWriter writer, T value, System.Text.Json.JsonSerializerOptions options)
            => writer.WriteStringValue("text");
    }
}
