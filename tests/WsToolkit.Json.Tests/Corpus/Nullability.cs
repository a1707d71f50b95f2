using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class Annotated
{
    public string NotNull { get; set; } = "a";

    public string? Nullable { get; set; }

    [AllowNull]
    public string TakesNull { get; set; } = "b";

    [DisallowNull]
    public string? TakesNoNull { get; set; }

    [MaybeNull]
    public string GivesNull { get; set; } = "c";

    [NotNull]
    public string? GivesNoNull { get; set; } = "d";

    [AllowNull, MaybeNull]
    public string Both { get; set; }

    [DisallowNull]
    public int? NoNullNumber { get; set; } = 1;

    [MaybeNull]
    public string ReadOnly { get; } = "e";

    public List<string?> Items { get; set; } = [];

    public List<string>? OptionalItems { get; init; }

    [JsonInclude]
    public string Field = "f";

    [JsonInclude]
    [AllowNull]
    public string TakesNullField = "g";
}

internal sealed class AnnotatedConstructor([AllowNull] string takes, [DisallowNull] string? takesNot, string never, string? maybe = null)
{
    public string Takes { get; } = takes ?? "(null)";

    public string? TakesNot { get; } = takesNot;

    public string Never { get; } = never;

    public string? Maybe { get; } = maybe;
}

#nullable disable
internal sealed class Oblivious
{
    public string Text { get; set; }

    public Oblivious Inside { get; init; }

    public int? Number { get; set; }
}

internal sealed record ObliviousRecord(string Text, Oblivious Inside);
#nullable enable

internal sealed class GenericNotNull<T>
    where T : notnull
{
    public required T Value { get; init; }

    public T? Optional { get; set; }
}

internal sealed class GenericClass<T>
    where T : class
{
    public required T Value { get; init; }

    public T? Optional { get; set; }
}

internal sealed class GenericFree<T>
{
    public required T Value { get; init; }

    public T? Optional { get; set; }

    public T[] Items { get; set; } = [];
}

internal sealed record GenericStruct<T>(T Value, T? Optional)
    where T : struct;

/// <summary>What may be null.</summary>
[WsService]
internal partial interface INullability
{
    ValueTask ClassesAsync(Annotated annotated, AnnotatedConstructor constructor, Oblivious oblivious, ObliviousRecord obliviousRecord);

    ValueTask GenericAsync(
        GenericNotNull<string> notNull, GenericNotNull<int> notNullNumber, GenericClass<string> classes, GenericFree<string> free,
        GenericFree<int> freeNumber, GenericFree<int?> freeOptional, GenericStruct<int> structs);
}

[JsonSerializable(typeof(Annotated))]
[JsonSerializable(typeof(AnnotatedConstructor))]
[JsonSerializable(typeof(Oblivious))]
[JsonSerializable(typeof(ObliviousRecord))]
[JsonSerializable(typeof(GenericNotNull<string>))]
[JsonSerializable(typeof(GenericNotNull<int>))]
[JsonSerializable(typeof(GenericClass<string>))]
[JsonSerializable(typeof(GenericFree<string>))]
[JsonSerializable(typeof(GenericFree<int>))]
[JsonSerializable(typeof(GenericFree<int?>))]
[JsonSerializable(typeof(GenericStruct<int>))]
internal sealed partial class NullabilityOracle : JsonSerializerContext;
