using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Serialization;

namespace WsToolkit.AotSmoke;

/// <summary>What the Quickstart's contract does not send: JSON whose metadata is easily lost when a program is trimmed.</summary>
[WsService]
internal sealed partial class Payloads
{
    [WsRpcMethod]
    public Parcel Echo([WsPayload] Parcel parcel) => parcel;

    [WsRpcMethod]
    public string Describe(IReadOnlyDictionary<Size, int[]> counts, Pair<Guid, DateOnly>? pair = null)
        => $"{string.Join(';', counts.Select(count => $"{count.Key} {string.Join(',', count.Value)}"))} {pair}";
}

internal sealed class Parcel
{
    public required string To { get; init; }

    public string From { get; init; } = "here";

    public BigInteger Weight { get; init; }

    public byte[]? Label { get; set; }

    public List<Item> Items { get; init; } = [];

    public ImmutableArray<int> Stamps { get; init; } = [];

    public Dictionary<string, TimeSpan?>? Stops { get; set; }

    [JsonExtensionData]
    public Dictionary<string, System.Text.Json.JsonElement>? More { get; set; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Book), "book")]
[JsonDerivedType(typeof(Vase), "vase")]
internal abstract record Item(decimal Price);

internal sealed record Book(decimal Price, string Title) : Item(Price);

internal sealed record Vase(decimal Price, [property: JsonPropertyName("how_large")] Size Size = Size.Small) : Item(Price);

internal readonly record struct Pair<TFirst, TSecond>(TFirst First, TSecond Second);

internal enum Size
{
    [JsonStringEnumMemberName("s")]
    Small,
    Large,
}
