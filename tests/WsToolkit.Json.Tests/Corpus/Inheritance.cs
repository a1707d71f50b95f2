using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal class Base
{
    public int Number { get; set; } = 1;

    public virtual string Text { get; set; } = "base";

    public virtual int Initial { get; init; } = 2;

    public int Shadowed { get; set; } = 3;

    public required string Demanded { get; init; }
}

internal class Derived : Base
{
    public override string Text { get; set; } = "derived";

    public override int Initial { get; init; } = 20;

    public new string Shadowed { get; set; } = "new";

    public int Own { get; init; } = 4;
}

internal sealed class DerivedAgain : Derived
{
    public override string Text { get; set; } = "derived again";

    public required int? More { get; set; }
}

internal class BaseIgnoring
{
    [JsonIgnore]
    public int Ignored { get; set; } = 1;

    public virtual int Virtual { get; set; } = 2;

    [JsonPropertyName("renamed")]
    public virtual int Renamed { get; set; } = 3;

    public int Hidden { get; set; } = 4;

    public int Taken { get; set; } = 5;
}

internal class DerivedIgnoring : BaseIgnoring
{
    [JsonIgnore]
    public override int Virtual { get; set; } = 20;

    public override int Renamed { get; set; } = 30;

    [JsonIgnore]
    public new int Hidden { get; set; } = 40;
}

internal sealed class DerivedTaking : DerivedIgnoring
{
    public new int Ignored { get; set; } = 100;

    [JsonPropertyName("Taken")]
    public int Other { get; set; } = 500;

    [JsonIgnore]
    public new int Taken { get; set; } = 501;
}

internal abstract class AbstractBase
{
    public abstract int Number { get; set; }

    public abstract string Text { get; }

    public int Own { get; set; } = 1;
}

internal sealed class Concrete : AbstractBase
{
    public override int Number { get; set; } = 2;

    public override string Text => "concrete " + Number;
}

internal class GenericBase<T>
{
    public T? Value { get; init; }

    public List<T> Values { get; init; } = [];
}

internal sealed class Closed : GenericBase<Point>
{
    public int Own { get; set; }
}

internal sealed class ClosedText : GenericBase<string>
{
    public required string Name { get; init; }
}

internal interface IHasNumber
{
    int Number { get; set; }
}

internal interface IHasBoth : IHasNumber
{
    string Text { get; }
}

internal sealed class Implementing : IHasBoth
{
    public int Number { get; set; } = 1;

    string IHasBoth.Text => "explicit";

    public string Text => "implicit";
}

internal class OrderedBase
{
    public int A { get; set; }

    [JsonPropertyOrder(5)]
    public int B { get; set; }
}

internal sealed class OrderedDerived : OrderedBase
{
    public int C { get; set; }

    [JsonPropertyOrder(-5)]
    public int D { get; set; }
}

internal class OverriddenAccessors
{
    public virtual int Half { get; set; } = 1;

    public virtual string? Setter { get; init; } = "two";
}

internal sealed class OverridesOne : OverriddenAccessors
{
    public override int Half
    {
        get => base.Half * 10;
    }

    public override string? Setter
    {
        init => base.Setter = value + "!";
    }
}

internal class PrivateBase
{
#pragma warning disable IDE0044 // The serializer sets it.
    [JsonInclude]
    private int _hidden = 1;
#pragma warning restore IDE0044

    [JsonInclude]
    private int Hidden { get; init; } = 2;

    public int Sum => _hidden + Hidden;
}

internal sealed class DerivedFromPrivate : PrivateBase
{
    public int Own { get; init; } = 3;
}

internal record VirtualRecord(int Id)
{
    public virtual string Kind { get; init; } = "base";
}

internal record DerivedRecord(int Id, string Name) : VirtualRecord(Id)
{
    public override string Kind { get; init; } = "derived";
}

internal sealed record DerivedAgainRecord(int Id, string Name, double Weight) : DerivedRecord(Id, Name);

/// <summary>Types with base types.</summary>
[WsService]
internal partial interface IInheritance
{
    ValueTask ClassesAsync(Base basic, Derived derived, DerivedAgain again, Concrete concrete, Implementing implementing);

    ValueTask IgnoringAsync(BaseIgnoring basic, DerivedIgnoring derived, DerivedTaking taking);

    ValueTask GenericAsync(GenericBase<int> numbers, GenericBase<string> texts, Closed closed, ClosedText closedText);

    ValueTask OthersAsync(OrderedBase ordered, OrderedDerived derived, OverriddenAccessors accessors, OverridesOne overrides, DerivedFromPrivate fromPrivate);

    ValueTask RecordsAsync(VirtualRecord basic, DerivedRecord derived, DerivedAgainRecord again);

#pragma warning disable WST2004 // Can be written; how reading them fails is compared, too.
    ValueTask NotReadAsync(AbstractBase basic, IHasNumber number, IHasBoth both);
#pragma warning restore WST2004
}

[JsonSerializable(typeof(Base))]
[JsonSerializable(typeof(Derived))]
[JsonSerializable(typeof(DerivedAgain))]
[JsonSerializable(typeof(Concrete))]
[JsonSerializable(typeof(Implementing))]
[JsonSerializable(typeof(BaseIgnoring))]
[JsonSerializable(typeof(DerivedIgnoring))]
[JsonSerializable(typeof(DerivedTaking))]
[JsonSerializable(typeof(GenericBase<int>))]
[JsonSerializable(typeof(GenericBase<string>))]
[JsonSerializable(typeof(Closed))]
[JsonSerializable(typeof(ClosedText))]
[JsonSerializable(typeof(OrderedBase))]
[JsonSerializable(typeof(OrderedDerived))]
[JsonSerializable(typeof(OverriddenAccessors))]
[JsonSerializable(typeof(OverridesOne))]
[JsonSerializable(typeof(DerivedFromPrivate))]
[JsonSerializable(typeof(VirtualRecord))]
[JsonSerializable(typeof(DerivedRecord))]
[JsonSerializable(typeof(DerivedAgainRecord))]
[JsonSerializable(typeof(AbstractBase))]
[JsonSerializable(typeof(IHasNumber))]
[JsonSerializable(typeof(IHasBoth))]
internal sealed partial class InheritanceOracle : JsonSerializerContext;
