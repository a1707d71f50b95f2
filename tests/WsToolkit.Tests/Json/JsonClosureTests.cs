using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>A gap in the metadata shows when a type is resolved, with the way to it.</summary>
public sealed class JsonClosureTests
{
    [Fact]
    public void An_unknown_type_is_named()
    {
        var error = Assert.Throws<NotSupportedException>(() => Payloads.Codec(Without(typeof(Missing))).GetPayloadType<Missing>());

        Assert.StartsWith("There is no JSON metadata for 'WsToolkit.Tests.Json.JsonClosureTests.Missing'. ", error.Message);
    }

    [Fact]
    public void A_generic_type_is_named_as_in_code()
    {
        var error = Assert.Throws<NotSupportedException>(
            () => Payloads.Codec(Without(typeof(KeyValuePair<int?, List<string>[]>))).GetPayloadType<KeyValuePair<int?, List<string>[]>>());

        Assert.Contains("'System.Collections.Generic.KeyValuePair<System.Int32?, System.Collections.Generic.List<System.String>[]>'", error.Message);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_way_to_a_gap_is_told(Func<object> resolve, string path)
    {
        var error = Assert.Throws<NotSupportedException>(resolve);

        Assert.Contains(
            $"no JSON metadata for 'WsToolkit.Tests.Json.JsonClosureTests.Missing', reached through 'WsToolkit.Tests.Json.JsonClosureTests.{path}'",
            error.Message);
    }

    public static TheoryData<Func<object>, string> Paths() => new()
    {
        { Resolve<Direct>, "Direct.gap" },
        { Resolve<Listed>, "Listed.items[].gap" },
        { Resolve<Keyed>, "Keyed.table[].gap" },
        { Resolve<Optional>, "Optional.value.gap" },
        { Resolve<Parameter>, "Parameter.inner.gap" },
        { Resolve<Shape>, "Shape(WsToolkit.Tests.Json.JsonClosureTests.Circle).gap" },
        { Resolve<Loop>, "Loop.next.end" },
    };

    [Fact]
    public void A_gap_that_was_told_once_is_told_again()
    {
        var codec = Payloads.Codec(Without(typeof(Missing)));

        Assert.Throws<NotSupportedException>(codec.GetPayloadType<Listed>);
        Assert.Throws<NotSupportedException>(codec.GetPayloadType<Direct>);
        Assert.Throws<NotSupportedException>(codec.GetPayloadType<Listed>);
    }

    [Fact]
    public void A_member_with_its_own_converter_or_that_is_ignored_needs_nothing()
        => Assert.NotNull(Payloads.Codec(Without(typeof(Missing))).GetPayloadType<Ignoring>());

    [Fact]
    public void A_type_is_resolved_once()
    {
        var codec = Payloads.Codec();

        Assert.Same(codec.GetPayloadType<Direct>(), codec.GetPayloadType<Direct>());
    }

    [Fact]
    public void Metadata_that_cannot_be_used_says_why()
    {
        var error = Assert.Throws<NotSupportedException>(Payloads.Codec().GetPayloadType<Twice>);

        Assert.Contains("JsonClosureTests.Clash'", error.Message);
        Assert.Contains("reached through 'WsToolkit.Tests.Json.JsonClosureTests.Twice.clash'", error.Message);
        Assert.IsType<InvalidOperationException>(error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_type_that_the_serializer_refuses_is_told_with_the_way_to_it(Func<object> resolve, string type)
    {
        var error = Assert.Throws<NotSupportedException>(resolve);

        Assert.StartsWith($"A value of type '{type} cannot be JSON. ", error.Message);
    }

    public static TheoryData<Func<object>, string> Refused() => new()
    {
        { Payloads.Codec().GetPayloadType<nint>, "System.IntPtr'" },
        { Payloads.Codec().GetPayloadType<int[,]>, "System.Int32[,]'" },
        { Payloads.Codec().GetPayloadType<Refusing>, "System.Action', reached through 'WsToolkit.Tests.Json.JsonClosureTests.Refusing.all[]'" },
    };

    [Fact]
    public void A_context_that_only_writes_is_refused_with_the_way_to_the_type()
    {
        var error = Assert.Throws<NotSupportedException>(Payloads.Codec(WritingContext.Default).GetPayloadType<List<Written>>);

        Assert.StartsWith(
            "The JSON metadata of 'WsToolkit.Tests.Json.Written', reached through 'System.Collections.Generic.List<WsToolkit.Tests.Json.Written>[]' ",
            error.Message);
        Assert.Contains("'WsToolkit.Tests.Json.WritingContext'", error.Message);
    }

    [Fact]
    public void A_context_that_only_writes_one_type_is_refused_for_that_type_only()
    {
        var codec = Payloads.Codec(PartlyWritingContext.Default);

        Assert.NotNull(codec.GetPayloadType<Whole>());
        Assert.Throws<NotSupportedException>(codec.GetPayloadType<Written>);
    }

    [Fact]
    public void A_member_that_is_ignored_may_be_of_a_type_that_the_serializer_refuses()
        => Assert.NotNull(Payloads.Codec().GetPayloadType<IgnoringRefused>());

    [Theory]
    [MemberData(nameof(Useless))]
    public void What_cannot_be_read_or_written_is_told_with_the_way_to_it(Func<WsPayloadUse, object> resolve, WsPayloadUse refused, string text)
    {
        foreach (var use in new[] { WsPayloadUse.Read, WsPayloadUse.Write, WsPayloadUse.Read | WsPayloadUse.Write })
        {
            if ((use & refused) == WsPayloadUse.None)
            {
                Assert.NotNull(resolve(use));
            }
            else
            {
                Assert.Contains(text, Assert.Throws<NotSupportedException>(() => resolve(use)).Message);
            }
        }
    }

    public static TheoryData<Func<WsPayloadUse, object>, WsPayloadUse, string> Useless()
    {
        const WsPayloadUse both = WsPayloadUse.Read | WsPayloadUse.Write;
        const string here = "'WsToolkit.Tests.Json.JsonClosureTests.";
        const string key = " cannot be the key of a dictionary. ";
        const string created = " cannot be read: the serializer cannot create it. ";
        const string filled = " cannot be read: the serializer can neither create it nor add to it. ";
        return new()
        {
            { Use<Holder<Dictionary<Whole, int>>>, both, "Json.Whole', reached through " + here + "Holder<System.Collections.Generic.Dictionary<WsToolkit.Tests.Json.Whole, System.Int32>>.value[key]'" + key },
            { Use<Dictionary<int[], int>>, both, "'System.Int32[]', reached through 'System.Collections.Generic.Dictionary<System.Int32[], System.Int32>[key]'" + key },
            { Use<Dictionary<Spelled, int>>, WsPayloadUse.Read, here + "Spelled', " },
            { Use<Dictionary<object, int>>, WsPayloadUse.Read, key },
            { Use<Dictionary<JsonElement, int>>, both, key },
            { Use<Holder<IAsyncEnumerable<int>>>, both, "Int32>', reached through " + here + "Holder<System.Collections.Generic.IAsyncEnumerable<System.Int32>>.value' cannot be inside a message" },
            { Use<Holder<IShape>>, WsPayloadUse.Read, here + "IShape', reached through " + here + "Holder<WsToolkit.Tests.Json.JsonClosureTests.IShape>.value'" + created },
            { Use<List<Shape>>, WsPayloadUse.Read, here + "Shape', " },
            { Use<Hidden>, WsPayloadUse.Read, here + "Hidden'" + created },
            { Use<Holder<System.Collections.Frozen.FrozenSet<int>>>, WsPayloadUse.Read, ".value'" + filled },
            { Use<System.Collections.ObjectModel.ReadOnlyDictionary<string, int>>, WsPayloadUse.Read, filled },
            { Use<System.Collections.Concurrent.ConcurrentBag<int>>, WsPayloadUse.Read, filled },
            { Use<Shown<IShape>>, WsPayloadUse.None, "" },
            { Use<Populated>, WsPayloadUse.None, "" },
            { Use<Figure>, WsPayloadUse.None, "" },
            { Use<Dictionary<Color, System.Collections.Immutable.ImmutableArray<KeyValuePair<Guid, IReadOnlyDictionary<int, ISet<DateOnly>>>>>>, WsPayloadUse.None, "" },
            { Use<Dictionary<Marked, (int, string)?>>, WsPayloadUse.None, "" },
            { Use<(System.Collections.ICollection, System.Collections.Hashtable, Queue<int>, Memory<int>, object, System.Text.Json.Nodes.JsonNode)>, WsPayloadUse.None, "" },
        };
    }

    [Fact]
    public void What_is_only_known_to_be_written_is_looked_at_again_when_it_is_read()
    {
        var codec = Payloads.Codec();

        Assert.NotNull(codec.GetPayloadType<Holder<IShape>>(WsPayloadUse.Write));
        Assert.NotNull(codec.GetPayloadType<Holder<IShape>>());
        Assert.Throws<NotSupportedException>(() => codec.GetPayloadType<Holder<IShape>>(WsPayloadUse.Read));
        Assert.NotNull(codec.GetPayloadType<Holder<IShape>>(WsPayloadUse.Write));
    }

    private static object Use<T>(WsPayloadUse use) => Payloads.Codec().GetPayloadType<T>(use);

    private static object Resolve<T>() => Payloads.Codec(Without(typeof(Missing))).GetPayloadType<T>();

    private static IJsonTypeInfoResolver Without(Type missing) => new Gapped(missing);

    public sealed record Missing(int X);

    public sealed record Direct(Missing Gap);

    public sealed record Listed(IReadOnlyList<Direct> Items);

    public sealed record Keyed(Dictionary<string, Direct> Table);

    public readonly record struct Box(Missing Gap);

    public sealed record Optional(Box? Value);

    public sealed class Parameter(Direct inner)
    {
        public Direct Inner { get; } = inner;
    }

    [JsonDerivedType(typeof(Circle))]
    public abstract record Shape;

    public sealed record Circle(Missing Gap) : Shape;

    public sealed class Loop
    {
        public Loop? Self { get; set; }

        public Tail? Next { get; set; }
    }

    public sealed class Tail
    {
        public Loop? Back { get; set; }

        public Missing? End { get; set; }
    }

    public sealed class Ignoring
    {
        [JsonIgnore]
        public Missing? Ignored { get; set; }
    }

    public sealed record Refusing(IReadOnlyList<Action> All);

    public sealed class IgnoringRefused
    {
        [JsonIgnore]
        public Action? Done { get; set; }
    }

    public sealed record Twice(Clash Clash);

    public sealed class Clash
    {
        [JsonPropertyName("a")]
        public int First { get; set; }

        [JsonPropertyName("a")]
        public int Second { get; set; }
    }

    public sealed record Holder<T>(T Value);

    public sealed class Shown<T>
    {
        public T? Value { get; }
    }

    public interface IShape
    {
        int Sides { get; }
    }

    public sealed class Hidden
    {
        private Hidden()
        {
        }

        public int X { get; set; }
    }

    public sealed class Populated
    {
        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
        public IShape Value { get; } = null!;
    }

    [JsonDerivedType(typeof(Dot), "dot")]
    public abstract record Figure;

    public sealed record Dot(int X) : Figure;

    public enum Color
    {
        Red,
    }

    // Can write names, but not read them.
    [JsonConverter(typeof(SpellingConverter))]
    public readonly record struct Spelled;

    [JsonConverter(typeof(MarkConverter))]
    public readonly record struct Marked;

    private sealed class SpellingConverter : JsonConverter<Spelled>
    {
        public override Spelled Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => default;

        public override void Write(Utf8JsonWriter writer, Spelled value, JsonSerializerOptions options)
            => writer.WriteNullValue();

        public override void WriteAsPropertyName(
            Utf8JsonWriter writer, Spelled value, JsonSerializerOptions options)
            => writer.WritePropertyName("");
    }

    private abstract class NamingConverter<T> : JsonConverter<T>
        where T : struct
    {
        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => default;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            => writer.WritePropertyName("");
    }

    private sealed class MarkConverter : NamingConverter<Marked>
    {
        public override Marked Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => default;

        public override void Write(Utf8JsonWriter writer, Marked value, JsonSerializerOptions options)
            => writer.WriteNullValue();
    }

    private sealed class Gapped(Type missing) : IJsonTypeInfoResolver
    {
        private readonly DefaultJsonTypeInfoResolver _real = new();

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
            => type == missing ? null : _real.GetTypeInfo(type, options);
    }
}

internal sealed record Written(int Number);

internal sealed record Whole;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(List<Written>))]
internal sealed partial class WritingContext : JsonSerializerContext;

[JsonSerializable(typeof(Written), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(Whole))]
internal sealed partial class PartlyWritingContext : JsonSerializerContext;
