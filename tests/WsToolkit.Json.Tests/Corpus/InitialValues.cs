using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed record PlainInitialValues(int Number)
{
    private const int Seven = 7;

    private readonly object _gate = new();
    private readonly string _name = nameof(Number);
    private readonly int[] _first = { 1, 2 }, _second = new[] { 3 }, _third = new int[2], _fourth = [];
    private readonly List<List<string?>> _lists = [["a", null], []];

    public int Constant { get; set; } = (Seven + 1) * -2;

    public decimal? Converted { get; set; } = 3;

    public Plain Enumerated { get; set; } = Plain.Two;

    public string Empty { get; set; } = string.Empty;

    public string Late { get; set; } = null!;

    public Guid Id { get; set; } = default;

    public TimeSpan Time { get; set; } = default(TimeSpan);

    public object Boxed { get; set; } = $"{nameof(Seven)}!";

    public List<int> Items { get; set; } = new();

    public IReadOnlyList<int> Shared { get; set; } = [1, 2];

    public Dictionary<string, int> Map { get; set; } = new Dictionary<string, int>();

    public ConcurrentDictionary<string, int> Other { get; set; } = new();

    public int Count() => _gate is null ? 0 : _name.Length + _first.Length + _second.Length + _third.Length + _fourth.Length + _lists.Count;
}

internal readonly record struct Amount(long Units)
{
    public static implicit operator Amount(int units) => new(units);
}

internal sealed class OwnItems : List<int>;

internal sealed record InitialCall(int Number)
{
    public int Other { get; set; } = Make();

    private static int Make() => 3;
}

internal sealed record InitialField(int Number)
{
    private static readonly int Shared = 3;

    public int Other { get; set; } = Shared;
}

internal sealed record InitialProperty(int Number)
{
    public bool Other { get; set; } = BitConverter.IsLittleEndian && Environment.HasShutdownStarted;
}

internal sealed record InitialObject(int Number)
{
    public Settable Other { get; set; } = new();
}

internal sealed record InitialConversion(int Number)
{
    public Amount Other { get; set; } = 3;
}

internal sealed record InitialConversions(int Number)
{
    public List<Amount> Other { get; set; } = [1, 2];

    public Amount[] More { get; set; } = { 1 };
}

internal sealed record InitialOwnItems(int Number)
{
    public OwnItems Other { get; set; } = [1];
}

internal sealed record InitialSpread(int Number)
{
    private static readonly int[] Shared = [1];

    public List<int> Other { get; set; } = [.. Shared];
}

internal sealed record InitialArguments(int Number)
{
    public Dictionary<string, int> Other { get; set; } = new(StringComparer.Ordinal);
}

internal sealed record InitialItems(int Number)
{
    public List<int> Other { get; set; } = new() { Environment.HasShutdownStarted ? 1 : 2 };
}

internal sealed record InitialThrow(int Number)
{
    private readonly Action _action = () => throw new InvalidOperationException();

    public void Act() => _action();
}

internal record InitialCallBase
{
    public int Other { get; set; } = Make();

    private static int Make() => 3;
}

internal sealed record OnInitialCallBase(int Number) : InitialCallBase;

internal sealed record GivesField(string Text) : Level1<int>(Shared)
{
    private static readonly int Shared = 3;
}

internal sealed record GivesCall(string Text) : Level1<int>(Make())
{
    private static int Make() => 3;
}

internal sealed record GivesConversion(string Text) : Level1<Amount>(3);

internal sealed record GivesConstant(string Text) : Level1<Plain>(Plain.Two, -1);

internal sealed record Tagged<T>(T Value)
{
    internal Tagged(string text)
        : this((T)(object)(text + "!"))
    {
    }
}

internal sealed class TaggedIn<TOuter>
{
    internal readonly record struct Inner
    {
        [JsonConstructor]
        public Inner(TOuter value) => Value = value;

        internal Inner(string text) => Value = (TOuter)(object)(text + "!");

        public TOuter Value { get; }
    }
}

internal sealed record Preferred(string Text)
{
    [OverloadResolutionPriority(1)]
    internal Preferred(object text)
        : this(Text: "object " + text)
    {
    }
}

/// <summary>Records whose constructor has to run as late as theirs, and be the right one.</summary>
[WsService]
internal partial interface IEagerRecords
{
    ValueTask Part1Async(
        InitialCall a, InitialField b, InitialProperty c, InitialObject d, InitialConversion e, InitialConversions f);

    ValueTask Part2Async(
        InitialOwnItems a, InitialSpread b, InitialArguments c, InitialItems d, InitialThrow e, OnInitialCallBase f);

    ValueTask Part3Async(
        GivesField a, GivesCall b, GivesConversion c, Tagged<string> d, Tagged<int> e, TaggedIn<string>.Inner f);

    ValueTask Part4Async(Preferred a);
}

/// <summary>More records that are set.</summary>
[WsService]
internal partial interface IPlainRecords
{
    ValueTask Part1Async(PlainInitialValues a, GivesConstant b);
}

[JsonSerializable(typeof(PlainInitialValues))]
[JsonSerializable(typeof(InitialCall))]
[JsonSerializable(typeof(InitialField))]
[JsonSerializable(typeof(InitialProperty))]
[JsonSerializable(typeof(InitialObject))]
[JsonSerializable(typeof(InitialConversion))]
[JsonSerializable(typeof(InitialConversions))]
[JsonSerializable(typeof(InitialOwnItems))]
[JsonSerializable(typeof(InitialSpread))]
[JsonSerializable(typeof(InitialArguments))]
[JsonSerializable(typeof(InitialItems))]
[JsonSerializable(typeof(InitialThrow))]
[JsonSerializable(typeof(OnInitialCallBase))]
[JsonSerializable(typeof(GivesField))]
[JsonSerializable(typeof(GivesCall))]
[JsonSerializable(typeof(GivesConversion))]
[JsonSerializable(typeof(GivesConstant))]
[JsonSerializable(typeof(Tagged<string>))]
[JsonSerializable(typeof(Tagged<int>))]
[JsonSerializable(typeof(TaggedIn<string>.Inner))]
[JsonSerializable(typeof(Preferred))]
internal sealed partial class InitialValuesOracle : JsonSerializerContext;
