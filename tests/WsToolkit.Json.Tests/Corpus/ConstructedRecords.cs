using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed record UsedInProperty(int Number)
{
    public int Doubled { get; init; } = Number * 2;
}

internal sealed record UsedInField(int Number)
{
    [JsonInclude]
    public int Doubled = Number * 2;
}

internal sealed record UsedInLambda(int Number)
{
    private readonly Func<int> _twice = () => Number * 2;

    public int Twice => _twice();
}

internal sealed record OwnProperty(int Number, string Text)
{
    public string Text { get; init; } = Text + "!";
}

internal sealed record OwnReadOnlyProperty(int Number)
{
    public int Number { get; } = Number;
}

internal sealed partial record UsedInPart(int Number);

internal sealed partial record UsedInPart
{
    public int Other { get; init; } = Number + 1;
}

internal record Identified(int Id);

internal sealed record Changed(int Id) : Identified(Id + 1);

internal sealed record HandedElsewhere(int Number) : Identified(Number);

#pragma warning disable CS8907 // What becomes of it is compared, too.
internal sealed record Dropped(int Id) : Identified(1);
#pragma warning restore CS8907

internal sealed record HandedTwice(int Id, string Text) : TwoNumbers(Id, Id);

internal record TwoNumbers(int Id, int Other);

internal sealed record Swapped(int Id, int Other) : TwoNumbers(Other, Id);

internal record WithCode
{
    protected WithCode() => Seen = Describe();

    public string Seen { get; init; }

    protected virtual string Describe() => "base";
}

internal sealed record SeenByBase(int Number) : WithCode
{
    protected override string Describe() => "number " + Number;
}

internal abstract record WithAbstract
{
    public abstract int Number { get; init; }
}

internal sealed record OverridesAbstract(int Number) : WithAbstract;

internal sealed record CaseTwin(int Number)
{
    internal int NUMBER { get; set; } = 3;
}

internal sealed record PositionalByIn(in int Number, string Text);

internal sealed record IgnoredAlways([property: JsonIgnore] int Number, string Text = "standard");

internal sealed record IgnoredAlwaysDefault([property: JsonIgnore] int Number = 5, string Text = "standard");

internal sealed record IgnoredWhenReading([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] string? Number, string Text);

internal sealed record CalledBefore(int Number) : IJsonOnDeserializing
{
    private readonly List<string> _calls = [];

    public void OnDeserializing() => _calls.Add("deserializing " + Number);
}

#pragma warning disable WST2025 // How it fails is compared, too.
internal sealed record ExtensionParameter([property: JsonExtensionData] Dictionary<string, JsonElement> More);
#pragma warning restore WST2025

[JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
internal sealed record Replacing(List<int> Items);

internal sealed record Populating([property: JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)] List<int> Items);

internal sealed record ConstructorElsewhere(int Number)
{
    [JsonConstructor]
    public ConstructorElsewhere(int number, string? text = "standard")
        : this(number) => Text = text;

    public string? Text { get; init; }
}

internal sealed record DefaultsOfClass(int Number, string Text)
{
    public DefaultsOfClass()
        : this(7, "seven")
    {
    }
}

/// <summary>Populates positional records that exist already.</summary>
internal sealed class PopulatesPositional
{
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public Three Value { get; } = new("initial", 1, 2);

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public PositionalMore More { get; set; } = new(1, "initial") { Demanded = 2, Initial = "other" };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public MutablePositionalStruct Struct { get; set; } = new(1) { Label = "initial" };
}

internal sealed class GetOnlyDefaults(DateTime moment = default, Guid id = default, Point point = default)
{
    public DateTime Moment { get; } = moment;

    public Guid Id { get; } = id;

    public Point Point { get; } = point;
}

/// <summary>Records that would be others if their members were set after the constructor has run, and some that fail.</summary>
[WsService]
internal partial interface IConstructedRecords
{
    ValueTask Part1Async(
        UsedInProperty a, UsedInField b, UsedInLambda c, OwnProperty d, OwnReadOnlyProperty e, UsedInPart f);

    ValueTask Part2Async(
        Changed a, HandedElsewhere b, Dropped c, HandedTwice d, Swapped e, SeenByBase f);

    ValueTask Part3Async(
        OverridesAbstract a, CaseTwin b, PositionalByIn c, IgnoredAlways d, IgnoredAlwaysDefault e, IgnoredWhenReading f);

    ValueTask Part4Async(
        CalledBefore a, Replacing b, ConstructorElsewhere c, GetOnlyDefaults d);
}

/// <summary>Types that have to do with them: some that nobody can read, and some that are created before they are read.</summary>
[WsService]
internal partial interface IBesideConstructedRecords
{
    ValueTask Part1Async(ExtensionParameter a, Populating b, DefaultsOfClass c, PopulatesPositional d);
}

[JsonSerializable(typeof(UsedInProperty))]
[JsonSerializable(typeof(UsedInField))]
[JsonSerializable(typeof(UsedInLambda))]
[JsonSerializable(typeof(OwnProperty))]
[JsonSerializable(typeof(OwnReadOnlyProperty))]
[JsonSerializable(typeof(UsedInPart))]
[JsonSerializable(typeof(Changed))]
[JsonSerializable(typeof(HandedElsewhere))]
[JsonSerializable(typeof(Dropped))]
[JsonSerializable(typeof(HandedTwice))]
[JsonSerializable(typeof(Swapped))]
[JsonSerializable(typeof(SeenByBase))]
[JsonSerializable(typeof(OverridesAbstract))]
[JsonSerializable(typeof(CaseTwin))]
[JsonSerializable(typeof(PositionalByIn))]
[JsonSerializable(typeof(IgnoredAlways))]
[JsonSerializable(typeof(IgnoredAlwaysDefault))]
[JsonSerializable(typeof(IgnoredWhenReading))]
[JsonSerializable(typeof(CalledBefore))]
[JsonSerializable(typeof(ExtensionParameter))]
[JsonSerializable(typeof(Replacing))]
[JsonSerializable(typeof(Populating))]
[JsonSerializable(typeof(ConstructorElsewhere))]
[JsonSerializable(typeof(GetOnlyDefaults))]
[JsonSerializable(typeof(DefaultsOfClass))]
[JsonSerializable(typeof(PopulatesPositional))]
internal sealed partial class ConstructedRecordsOracle : JsonSerializerContext;
