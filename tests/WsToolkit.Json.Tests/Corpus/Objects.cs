using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class Empty
{
}

internal struct EmptyStruct
{
}

internal sealed class Settable
{
    public int Number { get; set; }

    public string Text { get; set; } = "initial";

    public string? Optional { get; set; } = "also";

    public double? Fraction { get; set; } = 0.5;
}

internal struct SettableStruct
{
    public int Number { get; set; }

    public string? Text { get; set; }

    public Settable? Inside { get; set; }
}

internal struct StructWithConstructor
{
    public StructWithConstructor() => Number = 42;

    public int Number { get; set; }

    public string? Text { get; set; } = "set by the constructor";
}

internal readonly struct ReadOnlyStruct(int number, string text)
{
    public int Number { get; } = number;

    public string Text { get; } = text;
}

internal struct StructFields
{
    public int Number;

    [JsonInclude]
    public string? Text;

#pragma warning disable CS0649 // That nothing sets it is the point.
    public readonly int Fixed;
#pragma warning restore CS0649
}

internal class ClassFields
{
    public int Number = 3;

    [JsonInclude]
    public string Included = "here";

    [JsonInclude]
    public readonly string ReadOnly = "fixed";

    [JsonIgnore]
    public int Ignored = 4;

    internal int Hidden = 5;

    public const int Constant = 6;

    public static int Shared = 7;
}

internal sealed record Positional(int Number, string Text, string? Optional);

internal sealed record PositionalWithMore(int Number)
{
    public string Text { get; init; } = "initial";

    public required int Demanded { get; set; }

    public List<int> Items { get; } = [];
}

internal readonly record struct Point(double X, double Y);

internal record struct MutablePoint(double X, double Y)
{
    public string? Label { get; set; }
}

internal record RecordBase(int Id);

internal sealed record RecordDerived(int Id, string Name) : RecordBase(Id);

internal sealed class InitOnly
{
    public int Number { get; init; } = 12;

    public string Text { get; init; } = "initial";

    public string? Optional { get; init; } = "also";

    public List<string> Items { get; init; } = ["one"];
}

internal sealed class RequiredMembers
{
    public required int Number { get; set; }

    public required string Text { get; init; }

    public required string? Optional { get; init; }

    public string Free { get; init; } = "initial";

    [JsonRequired]
    public int Demanded { get; set; }
}

internal struct RequiredStruct
{
    public required int Number { get; init; }

    public int Other { get; init; }
}

internal sealed class RequiredField
{
    public required int Number;

    [JsonInclude]
    public required string Included;
}

internal sealed class GetOnly
{
    public int Number { get; } = 5;

    public string Computed => "computed " + Number;

    public List<int> Items { get; } = [1];

    public Dictionary<string, int> Pairs { get; } = new() { ["a"] = 1 };

    public Settable Inside { get; } = new();
}

internal sealed class SetOnly
{
    private int _seen;

    public int Number
    {
        set => _seen = value;
    }

    public int Seen => _seen;
}

internal sealed class PrivateSetters
{
    public int Number { get; private set; } = 1;

    [JsonInclude]
    public int Included { get; internal set; } = 2;

    public int Internal { get; internal set; } = 3;

    internal int Hidden { get; set; } = 4;

    public int HiddenGetter { internal get; set; } = 5;

    [JsonInclude]
    internal string? IncludedInternal { get; set; } = "six";
}

internal sealed class NotProperties
{
    public int Number { get; set; }

    public int this[int index]
    {
        get => index;
        set => Number = value;
    }

    public static int Shared { get; set; } = 8;

    public int Method() => Number;

    public event EventHandler? Changed;

    public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
}

internal sealed class Many
{
    public bool A { get; set; }

    public byte B { get; set; }

    public long C { get; set; }

    public decimal D { get; set; }

    public Guid E { get; set; }

    public DateTime F { get; set; }

    public DateTimeOffset? G { get; set; }

    public TimeSpan H { get; set; }

    public Uri? I { get; set; }

    public byte[]? J { get; set; }

    public char K { get; set; }

    public DateOnly L { get; set; }

    public Plain M { get; set; }

    public Point N { get; set; }

    public Point? O { get; set; }

    public int[][]? P { get; set; }

    public Dictionary<string, List<Point>>? Q { get; set; }

    public Version? R { get; set; }

    public object? S { get; set; }
}

internal sealed class Node
{
    public int Value { get; set; }

    public Node? Next { get; set; }

    public List<Node>? Children { get; set; }
}

internal sealed record Tree(string Name, IReadOnlyList<Tree> Children, Dictionary<string, Tree>? Named = null);

internal sealed class Ping
{
    public Pong? Pong { get; init; }
}

internal sealed class Pong
{
    public required Ping? Ping { get; init; }
}

/// <summary>Classes, structs and records with ordinary members.</summary>
[WsService]
internal partial interface IObjects
{
    ValueTask SimpleAsync(Empty empty, EmptyStruct nothing, Settable settable, SettableStruct value, StructWithConstructor constructed);

    ValueTask FieldsAsync(ReadOnlyStruct readOnly, StructFields structFields, ClassFields classFields);

    ValueTask RecordsAsync(
        Positional positional, PositionalWithMore more, Point point, MutablePoint mutable, RecordBase recordBase, RecordDerived derived);

    ValueTask InitAsync(InitOnly init, RequiredMembers required, RequiredStruct requiredStruct, RequiredField requiredField);

    ValueTask AccessAsync(GetOnly getOnly, SetOnly setOnly, PrivateSetters privateSetters, NotProperties notProperties, Many many);

    ValueTask RecursiveAsync(Node node, Tree tree, Ping ping, Pong pong);

    ValueTask OptionalAsync(EmptyStruct? nothing, SettableStruct? value, Point? point, RequiredStruct? required, MutablePoint? mutable);
}

[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(EmptyStruct))]
[JsonSerializable(typeof(Settable))]
[JsonSerializable(typeof(SettableStruct))]
[JsonSerializable(typeof(StructWithConstructor))]
[JsonSerializable(typeof(ReadOnlyStruct))]
[JsonSerializable(typeof(StructFields))]
[JsonSerializable(typeof(ClassFields))]
[JsonSerializable(typeof(Positional))]
[JsonSerializable(typeof(PositionalWithMore))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(MutablePoint))]
[JsonSerializable(typeof(RecordBase))]
[JsonSerializable(typeof(RecordDerived))]
[JsonSerializable(typeof(InitOnly))]
[JsonSerializable(typeof(RequiredMembers))]
[JsonSerializable(typeof(RequiredStruct))]
[JsonSerializable(typeof(RequiredField))]
[JsonSerializable(typeof(GetOnly))]
[JsonSerializable(typeof(SetOnly))]
[JsonSerializable(typeof(PrivateSetters))]
[JsonSerializable(typeof(NotProperties))]
[JsonSerializable(typeof(Many))]
[JsonSerializable(typeof(Node))]
[JsonSerializable(typeof(Tree))]
[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(Pong))]
[JsonSerializable(typeof(EmptyStruct?))]
[JsonSerializable(typeof(SettableStruct?))]
[JsonSerializable(typeof(Point?))]
[JsonSerializable(typeof(RequiredStruct?))]
[JsonSerializable(typeof(MutablePoint?))]
internal sealed partial class ObjectsOracle : JsonSerializerContext;
