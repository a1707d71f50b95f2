using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class Bound(int number, string text, string? optional)
{
    public int Number { get; } = number;

    public string Text { get; } = text;

    public string? Optional { get; } = optional;

    public int Settable { get; set; } = 7;
}

internal sealed class BoundByCase(int NUMBER, string teXt)
{
    public int Number { get; } = NUMBER;

    public string Text { get; } = teXt;
}

internal sealed record Defaults(
    bool A = true,
    byte B = 255,
    sbyte C = -128,
    short D = short.MinValue,
    ushort E = 65535,
    int F = int.MinValue,
    uint G = uint.MaxValue,
    long H = long.MinValue,
    ulong I = ulong.MaxValue,
    float J = -1.5f,
    double K = 1e300,
    decimal L = -79228162514264337593543950335m,
    char M = '\'',
    string N = "\"quoted\" \\ \n é 😀",
    string? O = null,
    Plain P = Plain.TwentyTwo,
    Flagged Q = Flagged.Read | Flagged.Execute,
    Plain? R = null,
    int? S = -1,
    Guid T = default,
    DateTime U = default,
    Point V = default,
    Settable? W = null,
    DayOfWeek X = (DayOfWeek)99,
    string Y = "");

internal sealed record SpecialDefaults(
    float A = float.NaN,
    float B = float.PositiveInfinity,
    double C = double.NaN,
    double D = double.NegativeInfinity,
    double E = -0.0,
    double F = double.Epsilon,
    float G = float.MaxValue,
    char H = '\0',
    char I = '\ud800',
    decimal J = 0.10m,
    long? K = long.MaxValue,
    OfUnsignedLongs L = OfUnsignedLongs.Highest,
    Point? M = null);

internal sealed class TwoConstructors
{
    public TwoConstructors() => Text = "from the one without parameters";

    public TwoConstructors(string text) => Text = text;

    public string Text { get; set; }
}

internal sealed class Chosen
{
    public Chosen() => Text = "not chosen";

    [JsonConstructor]
    public Chosen(string text, int number = 3)
    {
        Text = text;
        Number = number;
    }

    public string Text { get; }

    public int Number { get; }
}

internal sealed class ChosenInternal
{
    [JsonConstructor]
    internal ChosenInternal(string text) => Text = text;

    public ChosenInternal(int number) => Text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Text { get; }
}

internal struct StructChosen
{
    [JsonConstructor]
    public StructChosen(int number) => Number = number + 1;

    public int Number { get; }

    public string? Text { get; set; }
}

internal struct StructNotChosen
{
    public StructNotChosen(int number) => Number = number + 1;

    public int Number { get; set; }
}

#pragma warning disable WST2023 // How they fail is compared, too.
internal class OnlyInternalConstructor
{
    internal OnlyInternalConstructor()
    {
    }

    public int Number { get; set; }
}

internal sealed class SeveralPublic
{
    public SeveralPublic(int number) => Number = number;

    public SeveralPublic(int number, string text)
        : this(number) => Text = text;

    public int Number { get; }

    public string? Text { get; }
}
#pragma warning restore WST2023

internal sealed class SetsRequired
{
    public SetsRequired()
    {
    }

    [JsonConstructor]
    [SetsRequiredMembers]
    public SetsRequired(int number) => Number = number;

    public required int Number { get; init; }

    public required string? Text { get; init; }
}

internal sealed class RequiredAndBound
{
    public RequiredAndBound(int number) => Number = number;

    public required int Number { get; init; }

    public required string Text { get; init; }
}

internal sealed class BoundAndSet
{
    public BoundAndSet(string text) => Text = text + " (constructor)";

    public string Text { get; set; }

    public int Number { get; set; }
}

internal sealed class ByIn
{
    public ByIn(in int number, in Point point, string? text = "standard")
    {
        Number = number;
        Point = point;
        Text = text;
    }

    public int Number { get; }

    public Point Point { get; }

    public string? Text { get; }
}

internal sealed class WithParams(params int[] numbers)
{
    public int[] Numbers { get; } = numbers;
}

internal sealed class BoundField
{
    [JsonInclude]
    public readonly int Number;

    public BoundField(int number) => Number = number;
}

internal sealed class BoundRenamed(int number, string text)
{
    [JsonPropertyName("no")]
    public int Number { get; } = number;

    [JsonPropertyName("text")]
    public string Text { get; } = text;
}

internal sealed record BoundIgnored([property: JsonIgnore] int Number = 5, string Text = "standard");

internal sealed record ManyParameters(int A, string B, bool C, double D, Guid E, Point F, int[] G, string? H, long I, decimal J);

internal abstract class Immutable(int number)
{
    public int Number { get; } = number;
}

internal sealed class DerivedBound(int number, string text) : Immutable(number)
{
    public string Text { get; } = text;
}

internal sealed record WithBody(int Number)
{
    public int Number { get; init; } = Number * 2;

    public int Twice => Number * 2;
}

internal sealed record Nothing();

/// <summary>Objects that a constructor with parameters makes.</summary>
[WsService]
internal partial interface IConstructors
{
    ValueTask BindingAsync(Bound bound, BoundByCase byCase, Defaults defaults, SpecialDefaults special, ManyParameters many, DerivedBound derived);

    ValueTask ChoiceAsync(
        TwoConstructors two, Chosen chosen, ChosenInternal chosenInternal, StructChosen structChosen, StructNotChosen notChosen, Nothing nothing);

    ValueTask RequiredAsync(SetsRequired sets, RequiredAndBound required, BoundAndSet boundAndSet);

    ValueTask OthersAsync(
        ByIn byIn, WithParams withParams, BoundField field, BoundRenamed renamed, BoundIgnored ignored, WithBody body, StructChosen? optional);

    ValueTask BadAsync(OnlyInternalConstructor onlyInternal, SeveralPublic several);
}

[JsonSerializable(typeof(Bound))]
[JsonSerializable(typeof(BoundByCase))]
[JsonSerializable(typeof(Defaults))]
[JsonSerializable(typeof(SpecialDefaults))]
[JsonSerializable(typeof(ManyParameters))]
[JsonSerializable(typeof(DerivedBound))]
[JsonSerializable(typeof(TwoConstructors))]
[JsonSerializable(typeof(Chosen))]
[JsonSerializable(typeof(ChosenInternal))]
[JsonSerializable(typeof(StructChosen))]
[JsonSerializable(typeof(StructNotChosen))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(SetsRequired))]
[JsonSerializable(typeof(RequiredAndBound))]
[JsonSerializable(typeof(BoundAndSet))]
[JsonSerializable(typeof(ByIn))]
[JsonSerializable(typeof(WithParams))]
[JsonSerializable(typeof(BoundField))]
[JsonSerializable(typeof(BoundRenamed))]
[JsonSerializable(typeof(BoundIgnored))]
[JsonSerializable(typeof(WithBody))]
[JsonSerializable(typeof(StructChosen?))]
[JsonSerializable(typeof(OnlyInternalConstructor))]
[JsonSerializable(typeof(SeveralPublic))]
internal sealed partial class ConstructorsOracle : JsonSerializerContext;
