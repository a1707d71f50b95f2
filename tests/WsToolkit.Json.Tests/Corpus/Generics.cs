using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

#pragma warning disable WST2008 // There is a box of tuples, too.
internal sealed record Box<T>(T Value);
#pragma warning restore WST2008

internal sealed class Pair<TFirst, TSecond>
    where TFirst : struct, IComparable<TFirst>
    where TSecond : class, new()
{
    public required TFirst First { get; init; }

    public TSecond Second { get; init; } = new();
}

internal readonly struct Maybe<T>(T value, bool has)
{
    public T Value { get; } = value;

    public bool Has { get; } = has;
}

internal class Limited<T>
    where T : unmanaged, Enum
{
    public T Value { get; init; }
}

internal class Chain<T>
{
    public T? Value { get; init; }

    public Chain<T>? Next { get; init; }

    [JsonInclude]
    private string? Secret { get; set; } = "hidden";

    public int Length => Secret?.Length ?? 0;
}

internal static class Outer
{
    internal sealed class Item
    {
        public int Number { get; init; } = 1;
    }

    internal static class Inner
    {
        internal sealed record Item(string Text);

        internal struct Value
        {
            public Outer.Item? Item { get; set; }
        }
    }
}

internal sealed class Other
{
    internal sealed class Item
    {
        public bool Flag { get; set; }
    }

    public Item? Own { get; set; }

    public Outer.Item? Theirs { get; set; }
}

internal class Holder<T>
{
    internal class Nested
    {
        public required T Value { get; init; }

        internal sealed record Deep<TMore>(T First, TMore Second)
        {
            public T? Third { get; init; }
        }
    }

    internal enum Choice { No, Yes }

    public Choice Chosen { get; init; } = Choice.Yes;
}

// The serializer's own generator cannot print types and init-only members that are called like keywords.
internal sealed class Keywords
{
    public int @class { get; set; } = 1;

    public string? @namespace { get; set; }

    public int value { get; init; }

    public int x { get; set; }

    public int options { get; set; }

    public int arguments { get; set; }

    public int Self { get; init; }

    public int Json { get; init; }

    public int Traits { get; init; }
}

internal sealed record Arguments(int options, string arguments, int Self, int x, int v, int static_);

internal sealed class Größe
{
    public required double Länge { get; init; }

    public int 数 { get; init; } = 3;
}

internal sealed class CaseColliding
{
    public int Value { get; init; } = 1;

#pragma warning disable WST2026 // That they collide in camelCase is compared, too.
    public int VALUE { get; init; } = 2;
#pragma warning restore WST2026
}

internal class Box
{
    public int Number { get; init; }
}

internal sealed class Properties
{
    // Members called like those of all objects.
    public int Count { get; init; }

    public int Length { get; init; }

    public new string? ToString { get; init; }

    public new string? GetType { get; init; }

    public int Get { get; init; }

    public int Set { get; init; }
}

/// <summary>Generic and nested types, and names that are not easy to print.</summary>
[WsService]
internal partial interface IGenerics
{
    ValueTask BoxesAsync(
        Box<int> number, Box<string> text, Box<int?> optional, Box<Box<Point>> nested, Box<int[]> array, Box<Dictionary<string, Box<bool>>> map,
        Box<object> anything, Box<(int A, string B)[]> tuples, Box box);

    ValueTask ConstrainedAsync(Pair<int, Settable> pair, Maybe<string> maybe, Maybe<Point>? optional, Limited<Plain> limited);

    ValueTask ChainsAsync(Chain<int> numbers, Chain<string> texts, Chain<Chain<Point>> chains);

    ValueTask ChosenAsync(Holder<int>.Choice choice);

    ValueTask NestedAsync(
        Outer.Item item, Outer.Inner.Item inner, Outer.Inner.Value value, Other other, Other.Item otherItem, Holder<int> holder,
        Holder<string>.Nested nested, Holder<int>.Nested.Deep<string> deep, Holder<string>.Choice choice);

    ValueTask NamesAsync(Keywords keywords, Arguments arguments, Größe unicode, CaseColliding colliding, Properties properties);

#pragma warning disable WST2008 // That they are empty is compared, too; with IncludeFields they are not.
    ValueTask TuplesAsync((int, string) pair, (int A, string B, Point C) named, Tuple<int, string> old, (int A, (int B, string? C)? D)? nested,
        (int, int, int, int, int, int, int, string) large);
#pragma warning restore WST2008
}

[JsonSerializable(typeof(Box<int>), TypeInfoPropertyName = "Box1")]
[JsonSerializable(typeof(Box<string>), TypeInfoPropertyName = "Box2")]
[JsonSerializable(typeof(Box<int?>), TypeInfoPropertyName = "Box3")]
[JsonSerializable(typeof(Box<Box<Point>>), TypeInfoPropertyName = "Box4")]
[JsonSerializable(typeof(Box<int[]>), TypeInfoPropertyName = "Box5")]
[JsonSerializable(typeof(Box<Dictionary<string, Box<bool>>>), TypeInfoPropertyName = "Box6")]
[JsonSerializable(typeof(Box<object>), TypeInfoPropertyName = "Box7")]
[JsonSerializable(typeof(Box<(int A, string B)[]>), TypeInfoPropertyName = "Box8")]
[JsonSerializable(typeof(Box))]
[JsonSerializable(typeof(Pair<int, Settable>))]
[JsonSerializable(typeof(Maybe<string>))]
[JsonSerializable(typeof(Maybe<Point>?))]
[JsonSerializable(typeof(Limited<Plain>))]
[JsonSerializable(typeof(Chain<int>))]
[JsonSerializable(typeof(Chain<string>))]
[JsonSerializable(typeof(Chain<Chain<Point>>))]
[JsonSerializable(typeof(Outer.Item), TypeInfoPropertyName = "Item1")]
[JsonSerializable(typeof(Outer.Inner.Item), TypeInfoPropertyName = "Item2")]
[JsonSerializable(typeof(Outer.Inner.Value))]
[JsonSerializable(typeof(Other))]
[JsonSerializable(typeof(Other.Item), TypeInfoPropertyName = "Item3")]
[JsonSerializable(typeof(Holder<int>))]
[JsonSerializable(typeof(Holder<int>.Choice), TypeInfoPropertyName = "Choice1")]
[JsonSerializable(typeof(Holder<string>.Nested))]
[JsonSerializable(typeof(Holder<int>.Nested.Deep<string>))]
[JsonSerializable(typeof(Holder<string>.Choice), TypeInfoPropertyName = "Choice2")]
[JsonSerializable(typeof(Keywords))]
[JsonSerializable(typeof(Arguments))]
[JsonSerializable(typeof(Größe))]
[JsonSerializable(typeof(CaseColliding))]
[JsonSerializable(typeof(Properties))]
[JsonSerializable(typeof((int, string)))]
[JsonSerializable(typeof((int A, string B, Point C)))]
[JsonSerializable(typeof(Tuple<int, string>))]
[JsonSerializable(typeof((int A, (int B, string? C)? D)?))]
[JsonSerializable(typeof((int, int, int, int, int, int, int, string)))]
internal sealed partial class GenericsOracle : JsonSerializerContext;
