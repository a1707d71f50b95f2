using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

[JsonConverter(typeof(MoneyConverter))]
internal readonly record struct Money(decimal Amount, string? Currency);

internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = reader.GetString()!.Split(' ', 2);
        return decimal.TryParse(parts[0], System.Globalization.CultureInfo.InvariantCulture, out var amount)
            ? new Money(amount, parts.ElementAtOrDefault(1))
            : throw new JsonException("No money.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        => writer.WriteStringValue(FormattableString.Invariant($"{value.Amount} {value.Currency}"));

    public override Money ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Read(ref reader, typeToConvert, options);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        => writer.WritePropertyName(FormattableString.Invariant($"{value.Amount} {value.Currency}"));
}

[JsonConverter(typeof(ShoutConverter))]
internal sealed class Shout
{
    public string? Text { get; set; }
}

/// <summary>Also writes and reads null.</summary>
internal sealed class ShoutConverter : JsonConverter<Shout?>
{
    public override bool HandleNull => true;

    public override Shout? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => new() { Text = reader.TokenType == JsonTokenType.Null ? "(silence)" : reader.GetString() };

    public override void Write(Utf8JsonWriter writer, Shout? value, JsonSerializerOptions options)
        => writer.WriteStringValue(value is null ? "(nobody)" : value.Text?.ToUpperInvariant());
}

[JsonConverter(typeof(WrapperFactory))]
internal sealed class Wrapper<T>
{
    public T? Value { get; set; }
}

/// <summary>Makes converters of wrappers around numbers and texts.</summary>
internal sealed class WrapperFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert)
        => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Wrapper<>);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => typeToConvert == typeof(Wrapper<int>) ? new WrapperConverter<int>() : new WrapperConverter<string>();
}

internal sealed class WrapperConverter<T> : JsonConverter<Wrapper<T>>
{
    public override Wrapper<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => new() { Value = JsonSerializer.Deserialize(ref reader, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T))) };

    public override void Write(Utf8JsonWriter writer, Wrapper<T> value, JsonSerializerOptions options)
        => JsonSerializer.Serialize(writer, value.Value!, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}

internal sealed class HexConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => int.TryParse(reader.GetString(), System.Globalization.NumberStyles.HexNumber, null, out var number) ? number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("x"));
}

internal sealed class HexOrNullConverter : JsonConverter<int?>
{
    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetString() is { Length: > 0 } text && int.TryParse(text, System.Globalization.NumberStyles.HexNumber, null, out var number) ? number : null;

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString("x") ?? "");
}

internal sealed class ObjectAsTextConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class BrokenConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetInt32() == 13 ? throw new FormatException("Thirteen.") : 5;

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteEndArray();
    }
}

internal sealed class ConvertedMembers
{
    [JsonConverter(typeof(HexConverter))]
    public int Hex { get; set; } = 255;

    [JsonConverter(typeof(HexConverter))]
    public int? OptionalHex { get; set; } = 15;

    [JsonConverter(typeof(HexOrNullConverter))]
    public int? HexOrNull { get; init; }

    [JsonConverter(typeof(ObjectAsTextConverter))]
    public object? Anything { get; set; } = "x";

    [JsonConverter(typeof(WrapperFactory))]
    public Wrapper<int>? Wrapped { get; set; }

    [JsonConverter(typeof(BrokenConverter))]
    public int Broken { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<Flagged>))]
    public required Flagged Flags { get; init; }

    public Money Money { get; set; }

    public Money? OptionalMoney { get; set; }

    public Shout? Shout { get; set; }
}

internal sealed record ConvertedParameters(
    [property: JsonConverter(typeof(HexConverter))] int Hex,
    Money Money,
    Wrapper<string>? Wrapper = null,
    [property: JsonConverter(typeof(HexConverter))] int? Optional = 16);

internal sealed class ConvertedField
{
    [JsonInclude]
    [JsonConverter(typeof(HexConverter))]
    public int Hex = 17;

    [JsonConverter(typeof(HexConverter))]
    [JsonPropertyOrder(-1)]
    [JsonPropertyName("first")]
    public int Reordered { get; set; }
}

[JsonConverter(typeof(ListConverter))]
internal sealed class ConvertedList : List<int>;

internal sealed class ListConverter : JsonConverter<ConvertedList>
{
    public override ConvertedList Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => [.. (reader.GetString() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => int.TryParse(item, out var number) ? number : -1)];

    public override void Write(Utf8JsonWriter writer, ConvertedList value, JsonSerializerOptions options) => writer.WriteStringValue(string.Join(',', value));
}

/// <summary>Converters of types and of members.</summary>
[WsService]
internal partial interface IConverters
{
    ValueTask TypesAsync(Money money, Money? optional, Shout shout, Wrapper<int> numbers, Wrapper<string> texts, ConvertedList list);

    ValueTask MembersAsync(ConvertedMembers members, ConvertedParameters parameters, ConvertedField field);

    ValueTask CollectionsAsync(List<Money> list, Dictionary<Money, Money> dictionary, Shout?[] shouts, Dictionary<string, Money?> optional);
}

[JsonSerializable(typeof(Money))]
[JsonSerializable(typeof(Money?))]
[JsonSerializable(typeof(Shout))]
[JsonSerializable(typeof(Wrapper<int>))]
[JsonSerializable(typeof(Wrapper<string>))]
[JsonSerializable(typeof(ConvertedList))]
[JsonSerializable(typeof(ConvertedMembers))]
[JsonSerializable(typeof(ConvertedParameters))]
[JsonSerializable(typeof(ConvertedField))]
[JsonSerializable(typeof(List<Money>))]
[JsonSerializable(typeof(Dictionary<Money, Money>))]
[JsonSerializable(typeof(Shout[]))]
[JsonSerializable(typeof(Dictionary<string, Money?>))]
internal sealed partial class ConvertersOracle : JsonSerializerContext;
