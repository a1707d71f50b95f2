using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json;

/// <summary>
/// Reads and writes <see cref="BigInteger"/> as a JSON number with all of its digits; the serializer itself would take it for an object.
/// A fraction or an exponent is refused, and so are more than <see cref="MaxDigits"/> digits, because the cost of reading them grows
/// with the square of their number. As a dictionary's key it is the same digits in quotes. Part of every
/// <see cref="WsJsonOptions"/>. Thread-safe.
/// </summary>
public sealed class BigIntegerJsonConverter : JsonConverter<BigInteger>
{
    /// <summary>The most characters that are read, the sign included.</summary>
    public const int MaxDigits = 4096;

    /// <inheritdoc/>
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException();
        }

        Span<byte> bytes = stackalloc byte[LengthOf(ref reader)];
        if (reader.HasValueSequence)
        {
            reader.ValueSequence.CopyTo(bytes);
        }
        else
        {
            reader.ValueSpan.CopyTo(bytes);
        }

        Span<char> digits = stackalloc char[bytes.Length];
        Encoding.ASCII.GetChars(bytes, digits);
        return Parse(digits);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(value.ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    /// <inheritdoc/>
    public override BigInteger ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> digits = stackalloc char[LengthOf(ref reader)];
        return Parse(digits[..reader.CopyString(digits)]);
    }

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString(CultureInfo.InvariantCulture));
    }

    private static int LengthOf(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return length <= MaxDigits ? (int)length : throw new JsonException();
    }

    private static BigInteger Parse(ReadOnlySpan<char> digits)
        => BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException();
}
