using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
internal abstract record Figure(string Name);

internal sealed record Circle(string Name, double Radius) : Figure(Name);

internal sealed record Square(string Name) : Figure(Name)
{
    public required double Side { get; init; }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Animal), 0)]
[JsonDerivedType(typeof(Dog), 1)]
[JsonDerivedType(typeof(Cat), 2)]
internal class Animal
{
    public string Name { get; set; } = "nameless";
}

internal class Dog : Animal
{
    public int Barks { get; init; } = 3;
}

internal sealed class Cat : Animal
{
    public bool Purrs { get; set; }

    public List<Animal> Prey { get; init; } = [];
}

[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToNearestAncestor, IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(CarTruck), "truck")]
internal class Car
{
    public int Wheels { get; set; } = 4;
}

internal sealed class CarTruck : Car
{
    public int Load { get; set; }
}

[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
[JsonDerivedType(typeof(Leaf), "leaf")]
internal class Plant
{
    public int Height { get; set; }
}

internal sealed class Leaf : Plant
{
    public string? Color { get; set; }
}

// Written with the members of the derived type, without telling which; not read.
[JsonDerivedType(typeof(UntoldOne))]
[JsonDerivedType(typeof(UntoldTwo))]
internal class Untold
{
    public int Number { get; set; }
}

internal sealed class UntoldOne : Untold
{
    public string? One { get; set; }
}

internal sealed class UntoldTwo : Untold
{
    public string? Two { get; set; }
}

[JsonDerivedType(typeof(Message), "message")]
[JsonDerivedType(typeof(Signal), "signal")]
internal interface IEvent
{
    DateTime At { get; }
}

internal sealed record Message(DateTime At, string Text) : IEvent;

internal readonly record struct Signal(DateTime At, Plain Plain) : IEvent;

[JsonDerivedType(typeof(Sum), "sum")]
[JsonDerivedType(typeof(Literal), "literal")]
internal abstract class Expression;

internal sealed class Sum : Expression
{
    public required Expression Left { get; init; }

    public Expression? Right { get; init; }
}

internal sealed class Literal(decimal value) : Expression
{
    public decimal Value { get; } = value;
}

[JsonDerivedType(typeof(Middle), "middle")]
[JsonDerivedType(typeof(Bottom), "bottom")]
internal class Top
{
    public int A { get; set; }
}

[JsonDerivedType(typeof(Bottom), "another")]
internal class Middle : Top
{
    public int B { get; set; }
}

internal sealed class Bottom : Middle
{
    public int C { get; set; }
}

[JsonDerivedType(typeof(GenericOption<int>), "int")]
[JsonDerivedType(typeof(GenericOption<string>), "string")]
internal abstract class Option
{
    public int Id { get; set; }
}

internal sealed class GenericOption<T> : Option
{
    public T? Value { get; set; }
}

[JsonDerivedType(typeof(PolymorphicList), "list")]
internal class BaseList : List<int>;

internal sealed class PolymorphicList : BaseList;

[JsonDerivedType(typeof(Escaped), "größe \"x\"")]
internal class Escapable
{
    [JsonPropertyName("$value")]
    public int Value { get; set; }
}

internal sealed class Escaped : Escapable;

[JsonDerivedType(typeof(Reserved), "reserved")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "@type")]
internal abstract class MayBeReserved;

internal sealed class Reserved : MayBeReserved
{
    [JsonExtensionData]
    public Dictionary<string, System.Text.Json.JsonElement>? Further { get; set; }
}

internal sealed record Drawing(Figure Main, List<Figure> Others, Dictionary<string, Animal?> Animals, IEvent? Event);

/// <summary>Types that stand for others.</summary>
[WsService]
internal partial interface IPolymorphism
{
    ValueTask BasesAsync(Figure figure, Animal animal, Car car, Plant plant, IEvent something, Expression expression, Option option);

    ValueTask DerivedAsync(Circle circle, Square square, Dog dog, Cat cat, CarTruck truck, Message message, Signal signal, Literal literal, Sum sum);

    ValueTask ChainAsync(Top top, Middle middle, Bottom bottom);

    ValueTask OthersAsync(BaseList list, Escapable escapable, Untold untold, MayBeReserved reserved, GenericOption<int> option);

    ValueTask CollectionsAsync(Drawing drawing, Figure[] figures, List<Animal?> animals, Dictionary<string, IEvent> events, Expression?[] expressions);
}

[JsonSerializable(typeof(Figure))]
[JsonSerializable(typeof(Animal))]
[JsonSerializable(typeof(Car))]
[JsonSerializable(typeof(Plant))]
[JsonSerializable(typeof(IEvent))]
[JsonSerializable(typeof(Expression))]
[JsonSerializable(typeof(Option))]
[JsonSerializable(typeof(Circle))]
[JsonSerializable(typeof(Square))]
[JsonSerializable(typeof(Dog))]
[JsonSerializable(typeof(Cat))]
[JsonSerializable(typeof(CarTruck))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Signal))]
[JsonSerializable(typeof(Literal))]
[JsonSerializable(typeof(Sum))]
[JsonSerializable(typeof(Top))]
[JsonSerializable(typeof(Middle))]
[JsonSerializable(typeof(Bottom))]
[JsonSerializable(typeof(BaseList))]
[JsonSerializable(typeof(Escapable))]
[JsonSerializable(typeof(Untold))]
[JsonSerializable(typeof(MayBeReserved))]
[JsonSerializable(typeof(GenericOption<int>))]
[JsonSerializable(typeof(Drawing))]
[JsonSerializable(typeof(Figure[]))]
[JsonSerializable(typeof(List<Animal?>))]
[JsonSerializable(typeof(Dictionary<string, IEvent>))]
[JsonSerializable(typeof(Expression[]))]
internal sealed partial class PolymorphismOracle : JsonSerializerContext;
