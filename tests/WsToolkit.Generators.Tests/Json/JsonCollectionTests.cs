namespace WsToolkit.Generators.Tests.Json;

/// <summary>Every kind of built-in type and collection, against the serializer's own reflection.</summary>
public sealed class JsonCollectionTests
{
    [Fact]
    public void Built_in_types() => JsonHarness.Same(
        "All",
        """
        public record All(
            bool A, byte B, sbyte C, short D, ushort E, int F, uint G, long H, ulong I, Int128 J, UInt128 K, Half L, float M, double N, decimal O, char P, string Q,
            DateTime R, DateTimeOffset S, DateOnly T, TimeOnly U, TimeSpan V, Guid W, Uri X, Version Y, byte[] Z, Memory<byte> AA, ReadOnlyMemory<byte> AB,
            object AC, JsonElement AD, JsonDocument AE, JsonNode AF, JsonArray AG, JsonObject AH, JsonValue AI, System.Numerics.BigInteger AJ, DayOfWeek AK);
        """,
        """
        var json = "{\"a\":true,\"b\":1,\"c\":-1,\"d\":2,\"e\":3,\"f\":4,\"g\":5,\"h\":6,\"i\":7,\"j\":8,\"k\":9,\"l\":1.5,\"m\":2.5,\"n\":3.5,\"o\":1.10,\"p\":\"x\",\"q\":\"y\","
            + "\"r\":\"2026-01-02T03:04:05Z\",\"s\":\"2026-01-02T03:04:05+01:00\",\"t\":\"2026-01-02\",\"u\":\"03:04:05\",\"v\":\"1.02:03:04\",\"w\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\","
            + "\"x\":\"http://a/b\",\"y\":\"1.2.3\",\"z\":\"AQI=\",\"aa\":\"AQI=\",\"ab\":\"AQI=\",\"ac\":{\"a\":1},\"ad\":[1],\"ae\":{\"b\":2},\"af\":1,\"ag\":[1,\"a\"],\"ah\":{\"c\":null},\"ai\":1.0,"
            + "\"aj\":123456789012345678901234567890,\"ak\":\"Friday\"}";
        var again = Again<All>(json);
        if (again != json) throw new Exception(again);
        return again;
        """);

    [Theory]
    [InlineData("int[]", "[1,2]")]
    [InlineData("int[][]", "[[1],[2,3]]")]
    [InlineData("List<int>", "[1,2]")]
    [InlineData("IList<int>", "[1,2]")]
    [InlineData("ICollection<int>", "[1,2]")]
    [InlineData("IEnumerable<int>", "[1,2]")]
    [InlineData("IReadOnlyList<int>", "[1,2]")]
    [InlineData("IReadOnlyCollection<int>", "[1,2]")]
    [InlineData("ISet<int>", "[1,2]")]
    [InlineData("HashSet<int>", "[1,2]")]
    [InlineData("SortedSet<int>", "[1,2]")]
    [InlineData("LinkedList<int>", "[1,2]")]
    [InlineData("Stack<int>", "[1,2]")]
    [InlineData("Queue<int>", "[1,2]")]
    [InlineData("ConcurrentStack<int>", "[1,2]")]
    [InlineData("ConcurrentQueue<int>", "[1,2]")]
    [InlineData("ConcurrentBag<int>", "[1,2]")]
    [InlineData("Collection<int>", "[1,2]")]
    [InlineData("ObservableCollection<int>", "[1,2]")]
    [InlineData("ReadOnlyCollection<int>", "[1,2]")]
    [InlineData("Memory<int>", "[1,2]")]
    [InlineData("ReadOnlyMemory<int>", "[1,2]")]
    [InlineData("ImmutableArray<int>", "[1,2]")]
    [InlineData("ImmutableList<int>", "[1,2]")]
    [InlineData("IImmutableList<int>", "[1,2]")]
    [InlineData("ImmutableHashSet<int>", "[1,2]")]
    [InlineData("IImmutableSet<int>", "[1,2]")]
    [InlineData("ImmutableSortedSet<int>", "[1,2]")]
    [InlineData("ImmutableQueue<int>", "[1,2]")]
    [InlineData("IImmutableQueue<int>", "[1,2]")]
    [InlineData("ImmutableStack<int>", "[1,2]")]
    [InlineData("IImmutableStack<int>", "[1,2]")]
    [InlineData("List<int?>", "[1,null]")]
    [InlineData("List<string?>", "[\"a\",null]")]
    [InlineData("Mine", "[1,2]")]
    [InlineData("MineOf<int>", "[1,2]")]
    [InlineData("Keyed", "[\"a\",\"bb\"]")]
    [InlineData("Enumerated", "[1,2]")]
    [InlineData("Held", "[1,2]")]
    [InlineData("ArrayList", "[1,2]")]
    [InlineData("IList", "[1,2]")]
    [InlineData("IEnumerable", "[1,2]")]
    [InlineData("Dictionary<string, int>", "{\"a\":1,\"B\":2}")]
    [InlineData("IDictionary<string, int>", "{\"a\":1}")]
    [InlineData("IReadOnlyDictionary<string, int>", "{\"a\":1}")]
    [InlineData("SortedDictionary<string, int>", "{\"a\":1}")]
    [InlineData("SortedList<string, int>", "{\"a\":1}")]
    [InlineData("ConcurrentDictionary<string, int>", "{\"a\":1}")]
    [InlineData("ReadOnlyDictionary<string, int>", "{\"a\":1}")]
    [InlineData("ImmutableDictionary<string, int>", "{\"a\":1}")]
    [InlineData("IImmutableDictionary<string, int>", "{\"a\":1}")]
    [InlineData("ImmutableSortedDictionary<string, int>", "{\"a\":1}")]
    [InlineData("Dictionary<int, string>", "{\"1\":\"a\"}")]
    [InlineData("Dictionary<long, string>", "{\"1\":\"a\"}")]
    [InlineData("Dictionary<Guid, string>", "{\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\":\"a\"}")]
    [InlineData("Dictionary<DayOfWeek, string>", "{\"Monday\":\"a\"}")]
    [InlineData("Dictionary<bool, string>", "{\"True\":\"a\"}")]
    [InlineData("Dictionary<decimal, string>", "{\"1.10\":\"a\"}")]
    [InlineData("Dictionary<DateOnly, string>", "{\"2026-01-02\":\"a\"}")]
    [InlineData("Dictionary<string, Dictionary<int, List<DayOfWeek?>>>", "{\"a\":{\"1\":[\"Monday\",null]}}")]
    [InlineData("Dictionary<string, object?>", "{\"a\":{\"b\":1},\"c\":null}")]
    [InlineData("MyTable", "{\"a\":1}")]
    [InlineData("Hashtable", "{\"a\":1}")]
    [InlineData("KeyValuePair<string, int>", "{\"key\":\"a\",\"value\":1}")]
    public void Collections(string type, string json)
    {
        var result = JsonHarness.Same(
            $"{type};Holder<{type}>",
            """
            public class Holder<T> { public T? Value { get; init; } }
            public class Mine : List<int>;
            public class MineOf<T> : Collection<T>;
            public class Keyed : KeyedCollection<int, string> { protected override int GetKeyForItem(string item) => item.Length; }
            public class MyTable : Dictionary<string, int>;
            public class Enumerated : IEnumerable<int> { private readonly List<int> _items = [1, 2]; public IEnumerator<int> GetEnumerator() => _items.GetEnumerator(); IEnumerator IEnumerable.GetEnumerator() => GetEnumerator(); }
            public struct Held : ICollection<int>
            {
                private List<int>? _items;
                private List<int> Items => _items ??= [];
                public int Count => Items.Count;
                public bool IsReadOnly => false;
                public void Add(int item) => Items.Add(item);
                public void Clear() => Items.Clear();
                public bool Contains(int item) => Items.Contains(item);
                public void CopyTo(int[] array, int index) => Items.CopyTo(array, index);
                public bool Remove(int item) => Items.Remove(item);
                public IEnumerator<int> GetEnumerator() => Items.GetEnumerator();
                IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
            }
            """,
            $$$"""
            string Kind(Func<string> run) { try { return run(); } catch (NotSupportedException) { return "NotSupportedException"; } }
            return Kind(() => Again<{{{type}}}>("{{{json.Replace("\"", "\\\"")}}}")) + Kind(() => Again<Holder<{{{type}}}>>("{\"value\":{{{json.Replace("\"", "\\\"")}}}}"));
            """);

        Assert.True(result.StartsWith(json, StringComparison.Ordinal) || type is "ConcurrentBag<int>" or "ReadOnlyCollection<int>" or "ReadOnlyDictionary<string, int>" or "Enumerated"
            || type.Contains("Stack", StringComparison.Ordinal), result);
    }

    [Fact]
    public void Read_only_collections_are_written() => JsonHarness.Same(
        "ReadOnlyCollection<int>;ReadOnlyDictionary<string, int>;IReadOnlySet<int>;ILookup<string, int>;ConcurrentBag<int>",
        "",
        """
        return Write(new ReadOnlyCollection<int>([1])) + Write(new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["a"] = 1 }))
            + Write<IReadOnlySet<int>>(new HashSet<int> { 1 }) + Write(new ConcurrentBag<int> { 1 });
        """);

    [Fact]
    public void Types_that_the_serializer_refuses_are_refused() => Assert.Equal(
        "NotSupportedException NotSupportedException NotSupportedException NotSupportedException null",
        JsonHarness.Same(
            "Refused",
            "public class Refused { public Action? A { get; set; } public Type? B { get; set; } public int[,]? C { get; set; } public nint D { get; set; } public Type? E { get; set; } }"
            + "public class NoPointer { public Type? E { get; set; } }",
            """
            string Kind(string json) { try { Read<Refused>(json); return "read"; } catch (NotSupportedException e) { return e.GetType().Name; } }
            return string.Join(' ', "abcd".Select(name => Kind("{\"" + name + "\":1}"))) + " " + (Read<Refused>("{\"e\":null}")!.E?.ToString() ?? "null");
            """));
}
