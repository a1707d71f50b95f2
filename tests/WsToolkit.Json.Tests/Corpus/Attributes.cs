using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class Names
{
    [JsonPropertyName("another name")]
    public int Number { get; set; }

    [JsonPropertyName("")]
    public int NoName { get; set; }

    [JsonPropertyName("Größe \"\\\n")]
    public string? Unusual { get; set; }

    public int URLAddress { get; set; }

    public int iPhone { get; set; }

    public int With_Underscore { get; set; }

    public int @class { get; set; }

    public int Straße { get; set; }

    public int X { get; set; }

    public int XYZ2 { get; set; }
}

internal sealed class Ignoring
{
    public int Number { get; set; } = 1;

    [JsonIgnore]
    public int Always { get; set; } = 2;

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Never { get; set; } = 3;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WhenDefault { get; set; } = 4;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WhenNull { get; set; } = "five";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int WhenWriting { get; set; } = 6;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int WhenReading { get; set; } = 7;

    [JsonIgnore]
    public Action? NotJson { get; set; }
}

internal sealed class Ordered
{
    public int First { get; set; }

    [JsonPropertyOrder(-1)]
    public int BeforeAll { get; set; }

    [JsonPropertyOrder(2)]
    public int Last { get; set; }

    [JsonPropertyOrder(1)]
    public int NextToLast { get; set; }

    public int Second { get; set; }
}

internal sealed class Included
{
    [JsonInclude]
    internal int Internal { get; set; } = 1;

    [JsonInclude]
    public int InternalSetter { get; internal set; } = 2;

    [JsonInclude]
    internal string? Field = "three";
}

internal class PrivateIncluded
{
#pragma warning disable IDE0044 // The serializer sets it.
    [JsonInclude]
    private int _field = 1;
#pragma warning restore IDE0044

    [JsonInclude]
    private string? Private { get; set; } = "two";

    [JsonInclude]
    protected int Protected { get; init; } = 3;

    [JsonInclude]
    public int PrivateSetter { get; private set; } = 4;

    public int Sum() => _field + Protected + (Private?.Length ?? 0);
}

internal sealed class Numbers
{
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public int FromString { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal? AsString { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Named { get; set; } = double.NaN;

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public List<int> Items { get; set; } = [1, 2];

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int Strict { get; set; }

    public int Ordinary { get; set; }
}

[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
internal record NumbersAsStrings(int Number, double? Fraction)
{
    public long Long { get; init; } = 5;

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int Strict { get; init; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed class NothingElse
{
    public int Number { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record AnythingElse(int Number);

[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
internal sealed class Populated
{
    public List<int> Items { get; } = [1];

    public Dictionary<string, int> Pairs { get; set; } = new() { ["a"] = 1 };

    public Settable Inside { get; } = new() { Number = 5, Text = "kept" };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
    public List<int> Replaced { get; set; } = [2];
}

internal sealed class PartlyPopulated
{
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public List<string> Items { get; } = ["kept"];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SettableStruct Value { get; set; } = new() { Number = 4, Text = "kept" };

    public List<string> Replaced { get; set; } = ["replaced"];
}

internal sealed record WithDefault(int Number, string? Text = "standard");

internal readonly record struct WithDefaultStruct(int Number, string? Text = "standard");

internal sealed class WithConstructor(int number)
{
    public int Number { get; } = number;

    public string? Text { get; init; } = "initial";

    public int Settable { get; set; } = 3;
}

internal sealed class PopulatedMember
{
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public WithDefault Inside { get; } = new(1);

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public WithDefaultStruct Value { get; set; } = new(1, "kept");

    public int Number { get; set; }
}

[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
internal sealed class PopulatedMembers
{
    public WithConstructor Inside { get; } = new(1);

    public WithDefault Record { get; } = new(2, "kept");

    public List<int> Items { get; } = [1];

    public Dictionary<string, int> Pairs { get; } = new() { ["a"] = 1 };
}

internal sealed class Extended
{
    public int Number { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Further { get; set; }
}

internal sealed class ExtendedObjects
{
    public int Number { get; set; }

    [JsonExtensionData]
    public Dictionary<string, object>? Further { get; set; }
}

internal sealed class ExtendedInterface
{
    public int Number { get; set; }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Further { get; set; }
}

internal sealed class ExtendedNode
{
    public int Number { get; set; }

    [JsonExtensionData]
    public JsonObject? Further { get; set; }
}

internal sealed record ExtendedRecord(int Number)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Further { get; set; }
}

internal sealed class Demanded
{
    [JsonRequired]
    public int Number { get; set; }

    [JsonRequired]
    [JsonPropertyName("the text")]
    public string? Text { get; set; }

    [JsonRequired]
    [JsonInclude]
    public int Field;
}

#pragma warning disable CS0618 // Obsolete members travel like any other.
internal sealed class Old
{
    [Obsolete("Use Number.")]
    public int Former { get; set; } = 1;

    [Obsolete]
    public string? FormerText { get; init; } = "two";

    public int Number { get; set; } = 3;
}
#pragma warning restore CS0618

/// <summary>The serializer's attributes.</summary>
[WsService]
internal partial interface IAttributes
{
    ValueTask NamesAsync(Names names, Ignoring ignoring, Ordered ordered, Included included, PrivateIncluded privateIncluded, Old old);

    ValueTask NumbersAsync(Numbers numbers, NumbersAsStrings asStrings);

    ValueTask UnmappedAsync(NothingElse nothing, AnythingElse anything);

    ValueTask CreationAsync(Populated populated, PartlyPopulated partly, PopulatedMember member, PopulatedMembers members);

    ValueTask ExtensionAsync(Extended elements, ExtendedObjects objects, ExtendedInterface byInterface, ExtendedNode node, ExtendedRecord record);

    ValueTask RequiredAsync(Demanded demanded);
}

[JsonSerializable(typeof(Names))]
[JsonSerializable(typeof(Ignoring))]
[JsonSerializable(typeof(Ordered))]
[JsonSerializable(typeof(Included))]
[JsonSerializable(typeof(PrivateIncluded))]
[JsonSerializable(typeof(Old))]
[JsonSerializable(typeof(Numbers))]
[JsonSerializable(typeof(NumbersAsStrings))]
[JsonSerializable(typeof(NothingElse))]
[JsonSerializable(typeof(AnythingElse))]
[JsonSerializable(typeof(Populated))]
[JsonSerializable(typeof(PartlyPopulated))]
[JsonSerializable(typeof(PopulatedMember))]
[JsonSerializable(typeof(PopulatedMembers))]
[JsonSerializable(typeof(Extended))]
[JsonSerializable(typeof(ExtendedObjects))]
[JsonSerializable(typeof(ExtendedInterface))]
[JsonSerializable(typeof(ExtendedNode))]
[JsonSerializable(typeof(ExtendedRecord))]
[JsonSerializable(typeof(Demanded))]
internal sealed partial class AttributesOracle : JsonSerializerContext;
