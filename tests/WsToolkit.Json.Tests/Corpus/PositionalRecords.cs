using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed record One(int Only);

internal record Three(string Symbol, decimal Price, int? Count);

internal sealed record Twenty(
    int A, string B, bool C, double D, Guid E, Point F, int[] G, string? H, long I, decimal J,
    DateTime K, Plain L, List<string> M, Dictionary<string, int> N, byte? O, char P, TimeSpan Q, Uri? R, One S, float T = 2.5f);

[method: JsonConstructor]
internal readonly record struct PositionalStruct(int X, string? Y, DateTime At = default, decimal Fee = 0.10m);

[method: JsonConstructor]
internal record struct MutablePositionalStruct(int X = 5, Plain Y = Plain.Two)
{
    public string? Label { get; set; }
}

internal sealed record PositionalPair<TFirst, TSecond>(TFirst First, TSecond? Second, TSecond? Third = default)
    where TFirst : notnull;

internal sealed record PositionalOfClass<T>(T Value, T? Other)
    where T : class?;

internal sealed record PositionalOfStruct<T>(T Value, T? Other, T Third = default)
    where T : struct;

internal sealed record Branch(string Name, Branch? Left, Branch? Right, List<Branch> More, Branch[]? Others = null);

internal static class PositionalOuter
{
    internal sealed record Inner(int Number, Inner.Innermost Deep)
    {
        internal sealed record Innermost(string Text);
    }

    internal sealed record Around(Inner Inner, Inner.Innermost? Innermost, PositionalStruct Struct, PositionalStruct? Optional);
}

internal sealed class PositionalIn<TOuter>
{
    internal sealed record Inner<T>(TOuter Outer, T Value);
}

internal sealed record PositionalParams(string Name, params int[] Numbers);

internal record CommonBase
{
    public string? Note { get; init; } = "note";

    protected int _count = 3;
}

internal sealed record OnCommonBase(int Id, string Name = "nameless") : CommonBase;

internal record Level1<T>(T Value, int Number = 1);

internal record Level2(string Value, int Number, Guid Id) : Level1<string>(Number: Number, Value: Value);

internal sealed record Level3(string Value, int Number = 3, Guid Id = default, string? Last = "last") : Level2(Value, Number, Id);

internal sealed record GivenToBase(string Text) : Level1<int>(42);

internal sealed record PositionalMore(int Number, string Text)
{
    private const int Shared = 3;

    private readonly List<string> _private = ["one"];

    public List<int> Items { get; } = [1];

    public string Initial { get; init; } = "initial";

    public required int Demanded { get; init; }

    public int Settable { get; set; } = Shared;

    public int Twice => Number * 2;

    [JsonInclude]
    public string Hidden { get; private set; } = "hidden";

    [JsonInclude]
    public int Field = 9;

    [JsonInclude]
    internal readonly string ReadOnlyField = "fixed";

    public int Privately() => _private.Count;
}

internal sealed record PositionalAttributes(
    [property: JsonPropertyName("the name")] string Name,
    [property: JsonPropertyOrder(-1)] int Last,
    [property: JsonRequired] string? Demanded,
    [property: JsonInclude] bool Included,
    [property: JsonConverter(typeof(HexConverter))] int Hex,
    [property: JsonConverter(typeof(HexOrNullConverter))] int? HexOrNull,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] long Quoted,
    [property: JsonConverter(typeof(HexConverter))] int? OptionalHex = 3);

internal sealed record PositionalConditions(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Never,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WhenNull,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int WhenDefault,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] string Writing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Seven = 7);

#pragma warning disable CS8601 // The annotations contradict each other.
internal sealed record PositionalNulls(
    [AllowNull] string Allowed,
    [property: AllowNull] string AllowedProperty,
    [DisallowNull] string? Disallowed,
    [property: DisallowNull] string? DisallowedProperty,
    [property: MaybeNull] string Maybe,
    [property: NotNull] string? Not);
#pragma warning restore CS8601

#nullable disable
internal sealed record PositionalOblivious(string Text, int[] Numbers, string Other = null);
#nullable restore

internal sealed record PositionalKeywords(int @class, string @event, bool options, int x = 3, string Übung = "ü");

internal sealed record PositionalExtended(int Number)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
[JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
internal sealed record PositionalStrict(int Number, decimal? Other);

internal sealed record PositionalCalled(int Number) : IJsonOnDeserialized, IJsonOnSerializing, IJsonOnSerialized
{
    private readonly List<string> _calls = [];

    public void OnDeserialized() => _calls.Add("deserialized " + Number);

    public void OnSerializing() => _calls.Add("serializing");

    public void OnSerialized() => _calls.Add("serialized");
}

[JsonDerivedType(typeof(PositionalLeft), "left")]
[JsonDerivedType(typeof(PositionalRight), "right")]
[JsonDerivedType(typeof(PositionalRoot), "root")]
internal record PositionalRoot(string Name = "root");

internal sealed record PositionalLeft(string Name, int Left, PositionalRoot? Next) : PositionalRoot(Name);

internal sealed record PositionalRight(string Name, string Right = "right") : PositionalRoot(Name);

/// <summary>What is inside must not be populated: it would begin with other values.</summary>
internal sealed record PositionalOfInitialized(InitializedStruct Value, InitOnly Object, List<int> Items, Dictionary<string, int> Map)
{
    public List<int> Own { get; } = [1, 2];
}

internal struct InitializedStruct
{
    public InitializedStruct()
    {
    }

    public int Number { get; set; } = 8;

    public string Text { get; set; } = "initial";
}

internal sealed record TwoWays(string? Text, int Number)
{
    internal TwoWays(object? text, int number)
        : this("object", number)
    {
    }

    internal TwoWays(string? text, long number, int more = 0)
        : this(text + "more", (int)number + more)
    {
    }

    public override string ToString() => Text ?? "";

    public void Deconstruct(out string? text) => text = Text;
}

internal sealed partial record InParts(int Number);

internal sealed partial record InParts
{
    public int Other { get; init; } = 4;
}

internal sealed record Deprecated([property: Obsolete("Old.")] int Old, [property: Obsolete("Gone.", true)] string Gone);

internal interface INumbered
{
    int Number { get; }
}

internal sealed record Implements(int Number) : INumbered;

/// <summary>Records whose constructor only sets its parameters, so that ours sets them as members.</summary>
[WsService]
internal partial interface IPositionalRecords
{
    ValueTask Part1Async(
        One a, Three b, Twenty c, PositionalStruct d, PositionalStruct? e, MutablePositionalStruct f);

    ValueTask Part2Async(
        PositionalPair<int, string> a, PositionalPair<string, Point> b, PositionalPair<Three, List<One>> c,
        PositionalOfClass<string> d, PositionalOfClass<One> e, PositionalOfStruct<int> f);

    ValueTask Part3Async(
        PositionalOfStruct<PositionalStruct> a, Branch b, PositionalOuter.Inner c, PositionalOuter.Around d,
        PositionalIn<int>.Inner<string> e, PositionalIn<One>.Inner<int[]> f);

    ValueTask Part4Async(
        PositionalParams a, OnCommonBase b, Level1<Point> c, Level2 d, Level3 e, GivenToBase f);

    ValueTask Part5Async(
        PositionalMore a, PositionalAttributes b, PositionalConditions c, PositionalNulls d, PositionalOblivious e,
        PositionalKeywords f);

    ValueTask Part6Async(
        PositionalExtended a, PositionalStrict b, PositionalCalled c, PositionalRoot d, PositionalLeft e,
        PositionalRight f);

    ValueTask Part7Async(
        PositionalOfInitialized a, TwoWays b, InParts c, Deprecated d, Implements e);
}

[JsonSerializable(typeof(One))]
[JsonSerializable(typeof(Three))]
[JsonSerializable(typeof(Twenty))]
[JsonSerializable(typeof(PositionalStruct))]
[JsonSerializable(typeof(PositionalStruct?))]
[JsonSerializable(typeof(MutablePositionalStruct))]
[JsonSerializable(typeof(PositionalPair<int, string>))]
[JsonSerializable(typeof(PositionalPair<string, Point>))]
[JsonSerializable(typeof(PositionalPair<Three, List<One>>))]
[JsonSerializable(typeof(PositionalOfClass<string>))]
[JsonSerializable(typeof(PositionalOfClass<One>))]
[JsonSerializable(typeof(PositionalOfStruct<int>))]
[JsonSerializable(typeof(PositionalOfStruct<PositionalStruct>))]
[JsonSerializable(typeof(Branch))]
[JsonSerializable(typeof(PositionalOuter.Inner))]
[JsonSerializable(typeof(PositionalOuter.Around))]
[JsonSerializable(typeof(PositionalIn<int>.Inner<string>))]
[JsonSerializable(typeof(PositionalIn<One>.Inner<int[]>))]
[JsonSerializable(typeof(PositionalParams))]
[JsonSerializable(typeof(OnCommonBase))]
[JsonSerializable(typeof(Level1<Point>))]
[JsonSerializable(typeof(Level2))]
[JsonSerializable(typeof(Level3))]
[JsonSerializable(typeof(GivenToBase))]
[JsonSerializable(typeof(PositionalMore))]
[JsonSerializable(typeof(PositionalAttributes))]
[JsonSerializable(typeof(PositionalConditions))]
[JsonSerializable(typeof(PositionalNulls))]
[JsonSerializable(typeof(PositionalOblivious))]
[JsonSerializable(typeof(PositionalKeywords))]
[JsonSerializable(typeof(PositionalExtended))]
[JsonSerializable(typeof(PositionalStrict))]
[JsonSerializable(typeof(PositionalCalled))]
[JsonSerializable(typeof(PositionalRoot))]
[JsonSerializable(typeof(PositionalLeft))]
[JsonSerializable(typeof(PositionalRight))]
[JsonSerializable(typeof(PositionalOfInitialized))]
[JsonSerializable(typeof(TwoWays))]
[JsonSerializable(typeof(InParts))]
[JsonSerializable(typeof(Deprecated))]
[JsonSerializable(typeof(Implements))]
internal sealed partial class PositionalRecordsOracle : JsonSerializerContext;
