using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

/// <summary>The types for which the serializer has a converter, and <see cref="BigInteger"/>, for which we have one.</summary>
[WsService]
internal partial interface IBuiltIns
{
    ValueTask WholeNumbersAsync(
        byte b, sbyte sb, short s, ushort us, int i, uint ui, long l, ulong ul, Int128 i128, UInt128 ui128, BigInteger big);

    ValueTask FractionsAsync(Half h, float f, double d, decimal m);

    ValueTask TextsAsync(bool b, char c, string s, Uri uri, Version version, Guid guid);

    ValueTask TimesAsync(DateTime dt, DateTimeOffset dto, DateOnly date, TimeOnly time, TimeSpan span);

    ValueTask BytesAsync(byte[] array, Memory<byte> memory, ReadOnlyMemory<byte> readOnly);

    ValueTask DocumentsAsync(JsonElement element, JsonDocument document, JsonNode node, JsonArray array, JsonObject obj, JsonValue value);

    // Everything that is assigned to an object has metadata of its own in this corpus.
    ValueTask AnythingAsync(object anything);

    ValueTask NullableNumbersAsync(
        byte? b, sbyte? sb, short? s, ushort? us, int? i, uint? ui, long? l, ulong? ul, Int128? i128, UInt128? ui128, BigInteger? big, Half? h,
        float? f, double? d, decimal? m);

    ValueTask NullableTextsAsync(
        bool? b, char? c, Guid? guid, DateTime? dt, DateTimeOffset? dto, DateOnly? date, TimeOnly? time, TimeSpan? span, Memory<byte>? memory,
        ReadOnlyMemory<byte>? readOnly, JsonElement? element);
}

[JsonSerializable(typeof(byte))]
[JsonSerializable(typeof(sbyte))]
[JsonSerializable(typeof(short))]
[JsonSerializable(typeof(ushort))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(uint))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(ulong))]
[JsonSerializable(typeof(Int128))]
[JsonSerializable(typeof(UInt128))]
[JsonSerializable(typeof(BigInteger))]
[JsonSerializable(typeof(Half))]
[JsonSerializable(typeof(float))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(char))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Uri))]
[JsonSerializable(typeof(Version))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(DateTime))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(TimeOnly))]
[JsonSerializable(typeof(TimeSpan))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(Memory<byte>))]
[JsonSerializable(typeof(ReadOnlyMemory<byte>))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonDocument))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonValue))]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(byte?))]
[JsonSerializable(typeof(sbyte?))]
[JsonSerializable(typeof(short?))]
[JsonSerializable(typeof(ushort?))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(uint?))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(ulong?))]
[JsonSerializable(typeof(Int128?))]
[JsonSerializable(typeof(UInt128?))]
[JsonSerializable(typeof(BigInteger?))]
[JsonSerializable(typeof(Half?))]
[JsonSerializable(typeof(float?))]
[JsonSerializable(typeof(double?))]
[JsonSerializable(typeof(decimal?))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(char?))]
[JsonSerializable(typeof(Guid?))]
[JsonSerializable(typeof(DateTime?))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(DateOnly?))]
[JsonSerializable(typeof(TimeOnly?))]
[JsonSerializable(typeof(TimeSpan?))]
[JsonSerializable(typeof(Memory<byte>?))]
[JsonSerializable(typeof(ReadOnlyMemory<byte>?))]
[JsonSerializable(typeof(JsonElement?))]
internal sealed partial class BuiltInsOracle : JsonSerializerContext;
