using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using WsToolkit;

namespace Shop
{
    public enum Color
    {
        Red,
        Green,
    }

    public class Plain
    {
        public string Name { get; set; } = "";

        public required int Count { get; init; }

        public Color? Color { get; init; } = Shop.Color.Green;

        [JsonPropertyName("the_tags")]
        public IReadOnlyList<string?> Tags { get; set; } = [];
    }

    public sealed record Positional(Guid Id, Plain Plain, Other.Item Item, Item Same, Dictionary<Color, decimal[]>? Map = null);

    public record struct Item(int Number);

    public partial class PayloadService
    {
        [WsRpcMethod]
        public Task<Positional> EverythingAsync(Plain plain, Item one, Other.Item two, List<Item?> items, List<Other.Item> others)
            => throw new NotSupportedException();

        [WsRpcMethod]
        public void BuiltIn(
            DateTime a, DateOnly b, TimeOnly c, TimeSpan d, DateTimeOffset e, Guid f, Uri g, Version h, byte[] i, JsonElement j, Int128 k, Half l,
            object m, ReadOnlyMemory<byte> n, JsonDocument? o)
        {
        }

        [WsRpcMethod]
        public IAsyncEnumerable<ImmutableArray<Item>> CollectionsAsync(HashSet<int> a, IEnumerable<string> b, int[][] c, IDictionary<string, Item> d, ISet<Color> e, Queue<(int, string?)> f)
            => throw new NotSupportedException();
    }

    public partial class SecondService
    {
        [WsRpcMethod] public Plain Same(Positional positional, Color color) => positional.Plain;
    }
}

namespace Shop.Other
{
    public sealed class Item
    {
        public Item? Next { get; set; }
    }
}
