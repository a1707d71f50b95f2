using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal enum Plain { None, One, Two, TwentyTwo = 22 }

[Flags]
internal enum Flagged { None = 0, Read = 1, Write = 2, Both = 3, Execute = 8 }

internal enum OfBytes : byte { Low, High = 255 }

internal enum OfSignedBytes : sbyte { Low = sbyte.MinValue, High = sbyte.MaxValue }

internal enum OfShorts : short { Low = short.MinValue, High = short.MaxValue }

internal enum OfUnsignedShorts : ushort { Low, High = ushort.MaxValue }

internal enum OfUnsignedInts : uint { Low, High = uint.MaxValue }

internal enum OfLongs : long { Low = long.MinValue, High = long.MaxValue }

[Flags]
internal enum OfUnsignedLongs : ulong { None, Highest = 1UL << 63 }

internal enum Renamed
{
    [JsonStringEnumMemberName("first one")]
    First,
    [JsonStringEnumMemberName("zweites-ü")]
    Second,

    // The serializer does not know this attribute.
    [EnumMember(Value = "third")]
    Third,
}

[Flags]
internal enum RenamedFlags
{
    [JsonStringEnumMemberName("r")]
    Read = 1,
    [JsonStringEnumMemberName("w")]
    Write = 2,
}

internal enum Aliased { First = 1, Second = 2, Uno = First }

internal enum Nameless
{
}

internal enum Unusual { @class, Größe, _, lower, UPPER, camelCase, With_Underscore }

[JsonConverter(typeof(JsonStringEnumConverter<ConvertedToString>))]
internal enum ConvertedToString { Here, There }

[JsonConverter(typeof(JsonNumberEnumConverter<ConvertedToNumber>))]
internal enum ConvertedToNumber { Here, There }

internal static class AroundEnum
{
    internal enum Nested { In, Out }
}

internal sealed class EnumMembers
{
    public Plain Plain { get; set; }

    public Plain? Optional { get; set; }

    [JsonConverter(typeof(JsonNumberEnumConverter<Plain>))]
    public Plain AsNumber { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<ConvertedToNumber>))]
    public ConvertedToNumber AsString { get; set; }

    [JsonConverter(typeof(JsonNumberEnumConverter<Plain>))]
    public Plain? OptionalNumber { get; set; }

    public Flagged Flags { get; init; } = Flagged.Both;

    public Renamed[] Renamed { get; set; } = [];
}

internal sealed record EnumParameters(Plain First, Flagged Second = Flagged.Read | Flagged.Execute, Plain? Third = Plain.Two, OfLongs Fourth = (OfLongs)7);

/// <summary>Enumerations.</summary>
[WsService]
internal partial interface IEnums
{
    ValueTask PlainAsync(Plain plain, Flagged flags, Renamed renamed, RenamedFlags renamedFlags, Aliased aliased, Nameless nameless, Unusual unusual);

    ValueTask SizesAsync(
        OfBytes b, OfSignedBytes sb, OfShorts s, OfUnsignedShorts us, OfUnsignedInts ui, OfLongs l, OfUnsignedLongs ul);

    ValueTask OptionalAsync(Plain? plain, Flagged? flags, OfLongs? l, Renamed? renamed, ConvertedToNumber? number, DayOfWeek? day);

    ValueTask OthersAsync(ConvertedToString text, ConvertedToNumber number, AroundEnum.Nested nested, DayOfWeek day, DateTimeKind kind);

    ValueTask CollectionsAsync(Plain[] array, List<Flagged?> list, EnumMembers members, EnumParameters parameters);
}

[JsonSerializable(typeof(Plain))]
[JsonSerializable(typeof(Flagged))]
[JsonSerializable(typeof(Renamed))]
[JsonSerializable(typeof(RenamedFlags))]
[JsonSerializable(typeof(Aliased))]
[JsonSerializable(typeof(Nameless))]
[JsonSerializable(typeof(Unusual))]
[JsonSerializable(typeof(OfBytes))]
[JsonSerializable(typeof(OfSignedBytes))]
[JsonSerializable(typeof(OfShorts))]
[JsonSerializable(typeof(OfUnsignedShorts))]
[JsonSerializable(typeof(OfUnsignedInts))]
[JsonSerializable(typeof(OfLongs))]
[JsonSerializable(typeof(OfUnsignedLongs))]
[JsonSerializable(typeof(Plain?))]
[JsonSerializable(typeof(Flagged?))]
[JsonSerializable(typeof(OfLongs?))]
[JsonSerializable(typeof(Renamed?))]
[JsonSerializable(typeof(ConvertedToNumber?))]
[JsonSerializable(typeof(DayOfWeek?))]
[JsonSerializable(typeof(ConvertedToString))]
[JsonSerializable(typeof(ConvertedToNumber))]
[JsonSerializable(typeof(AroundEnum.Nested))]
[JsonSerializable(typeof(DayOfWeek))]
[JsonSerializable(typeof(DateTimeKind))]
[JsonSerializable(typeof(Plain[]))]
[JsonSerializable(typeof(List<Flagged?>))]
[JsonSerializable(typeof(EnumMembers))]
[JsonSerializable(typeof(EnumParameters))]
internal sealed partial class EnumsOracle : JsonSerializerContext;
