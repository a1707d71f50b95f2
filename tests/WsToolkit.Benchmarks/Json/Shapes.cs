using System.Text.Json.Serialization;

namespace WsToolkit.Benchmarks.Json;

public enum Side
{
    Buy,
    Sell,
}

public sealed record ThreeInit
{
    public string Symbol { get; init; } = "";

    public decimal Price { get; init; }

    public int Count { get; init; }
}

public sealed class ThreeRequired
{
    public required string Symbol { get; init; }

    public required decimal Price { get; init; }

    public required int Count { get; init; }
}

public sealed class ThreeRequiredSet
{
    public required string Symbol { get; set; }

    public required decimal Price { get; set; }

    public required int Count { get; set; }
}

public readonly record struct ThreeInitStruct
{
    public string? Symbol { get; init; }

    public decimal Price { get; init; }

    public int Count { get; init; }
}

public sealed record TwelveInit
{
    public string Symbol { get; init; } = "";

    public string Venue { get; init; } = "";

    public string? Note { get; init; }

    public decimal Open { get; init; }

    public decimal High { get; init; }

    public decimal Low { get; init; }

    public decimal Close { get; init; }

    public long Volume { get; init; }

    public int Trades { get; init; }

    public double Change { get; init; }

    public bool Closed { get; init; }

    public DateTimeOffset At { get; init; }
}

public sealed class TwelveRequired
{
    public required string Symbol { get; init; }

    public required string Venue { get; init; }

    public required string? Note { get; init; }

    public required decimal Open { get; init; }

    public required decimal High { get; init; }

    public required decimal Low { get; init; }

    public required decimal Close { get; init; }

    public required long Volume { get; init; }

    public required int Trades { get; init; }

    public required double Change { get; init; }

    public required bool Closed { get; init; }

    public required DateTimeOffset At { get; init; }
}

public sealed record NestedInit
{
    public string Name { get; init; } = "";

    public required IReadOnlyList<ThreeInit> Items { get; init; }

    public ThreeRequired? Best { get; init; }
}

public sealed record WithEnum
{
    public Side Side { get; init; }

    public required Side? Other { get; init; }

    public int Count { get; init; }
}

public sealed record WithDictionary
{
    public string Name { get; init; } = "";

    public required Dictionary<string, int> Counts { get; init; }
}

public sealed record Positional(string Symbol, decimal Price, int Count);

public sealed record TwelvePositional(
    string Symbol, string Venue, string? Note, decimal Open, decimal High, decimal Low, decimal Close, long Volume, int Trades, double Change,
    bool Closed, DateTimeOffset At);

public sealed class Mutable
{
    public string Symbol { get; set; } = "";

    public decimal Price { get; set; }

    public int Count { get; set; }
}

/// <summary>Makes the shapes payloads, so that our generator writes metadata for them.</summary>
[WsService("shapes")]
public partial class ShapesService
{
    [WsRpcMethod]
    public ThreeInit Get(
        ThreeRequired a, ThreeRequiredSet b, ThreeInitStruct c, TwelveInit d, TwelveRequired e, NestedInit f, WithEnum g, WithDictionary h,
        Positional i, TwelvePositional j, Mutable k)
        => throw new NotSupportedException($"{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}");
}

/// <summary>The serializer's own generated metadata for the same types.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ThreeInit))]
[JsonSerializable(typeof(ThreeRequired))]
[JsonSerializable(typeof(ThreeRequiredSet))]
[JsonSerializable(typeof(ThreeInitStruct))]
[JsonSerializable(typeof(TwelveInit))]
[JsonSerializable(typeof(TwelveRequired))]
[JsonSerializable(typeof(NestedInit))]
[JsonSerializable(typeof(WithEnum))]
[JsonSerializable(typeof(WithDictionary))]
[JsonSerializable(typeof(Positional))]
[JsonSerializable(typeof(TwelvePositional))]
[JsonSerializable(typeof(Mutable))]
internal sealed partial class PlatformContext : JsonSerializerContext;
