using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;

namespace WsToolkit.Json;

/// <summary>
/// Short ways for the types that most arguments and results have. They apply only where the serializer would use its own converter in
/// its plain form, and leave to it whatever is unusual, errors included.
/// </summary>
internal static class ScalarPayloadTypes
{
    /// <summary>Gives the short way for a type, or <see langword="null"/> when there is none.</summary>
    public static WsPayloadType<T>? TryCreate<T>(JsonTypeInfo<T> info, JsonPayloadType<T> general)
    {
        if ((info.NumberHandling ?? info.Options.NumberHandling) != JsonNumberHandling.Strict)
        {
            return null;
        }

        return (object)info switch
        {
            JsonTypeInfo<string?> text when ReferenceEquals(info.Converter, JsonMetadataServices.StringConverter)
                => As<string?>(options => new TextType(text, (JsonPayloadType<string?>)(object)general, options)),
            JsonTypeInfo<bool> when ReferenceEquals(info.Converter, JsonMetadataServices.BooleanConverter)
                => As<bool>(options => new BooleanType((JsonPayloadType<bool>)(object)general, options)),
            JsonTypeInfo<int> when ReferenceEquals(info.Converter, JsonMetadataServices.Int32Converter)
                => As<int>(options => new Int32Type((JsonPayloadType<int>)(object)general, options)),
            JsonTypeInfo<long> when ReferenceEquals(info.Converter, JsonMetadataServices.Int64Converter)
                => As<long>(options => new Int64Type((JsonPayloadType<long>)(object)general, options)),
            JsonTypeInfo<double> when ReferenceEquals(info.Converter, JsonMetadataServices.DoubleConverter)
                => As<double>(options => new DoubleType((JsonPayloadType<double>)(object)general, options)),
            JsonTypeInfo<decimal> when ReferenceEquals(info.Converter, JsonMetadataServices.DecimalConverter)
                => As<decimal>(options => new DecimalType((JsonPayloadType<decimal>)(object)general, options)),
            JsonTypeInfo<Guid> when ReferenceEquals(info.Converter, JsonMetadataServices.GuidConverter)
                => As<Guid>(options => new GuidType((JsonPayloadType<Guid>)(object)general, options)),
            _ => null,
        };

        WsPayloadType<T> As<TScalar>(Func<JsonReaderOptions, WsPayloadType<TScalar>> create)
            => (WsPayloadType<T>)(object)create(new JsonReaderOptions
            {
                AllowTrailingCommas = info.Options.AllowTrailingCommas,
                CommentHandling = info.Options.ReadCommentHandling,
                MaxDepth = info.Options.MaxDepth,
            });
    }

    private abstract class ScalarType<T>(JsonPayloadType<T> general, JsonReaderOptions options) : WsPayloadType<T>
    {
        public sealed override T? Read(ReadOnlyMemory<byte> payload)
        {
            try
            {
                var reader = new Utf8JsonReader(payload.Span, options);
                if (reader.Read() && TryRead(ref reader, out var value) && !reader.Read())
                {
                    return value;
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // The serializer says it in its own words.
            }

            return general.Read(payload);
        }

        public sealed override T? ReadMember(ref Utf8JsonReader reader)
        {
            try
            {
                if (TryRead(ref reader, out var value))
                {
                    return value;
                }
            }
            catch (InvalidOperationException)
            {
                // Bytes that are not UTF-8, or half of a surrogate pair.
            }

            return general.ReadMember(ref reader);
        }

        public override void Write(OutputBuffer output, T value)
        {
            if (TryFormat(value, output.GetSpan(MaxLength), out var written))
            {
                output.Advance(written);
                return;
            }

            general.Write(output, value);
        }

        /// <summary>The most bytes that <see cref="TryFormat"/> writes.</summary>
        protected abstract int MaxLength { get; }

        protected abstract bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out T value);

        protected abstract bool TryFormat(T value, Span<byte> place, out int written);
    }

    private sealed class BooleanType(JsonPayloadType<bool> general, JsonReaderOptions options) : ScalarType<bool>(general, options)
    {
        protected override int MaxLength => 5;

        protected override bool TryRead(ref Utf8JsonReader reader, out bool value)
        {
            value = reader.TokenType == JsonTokenType.True;
            return value || reader.TokenType == JsonTokenType.False;
        }

        protected override bool TryFormat(bool value, Span<byte> place, out int written)
            => Utf8Formatter.TryFormat(value, place, out written, new('l'));
    }

    private sealed class Int32Type(JsonPayloadType<int> general, JsonReaderOptions options) : ScalarType<int>(general, options)
    {
        protected override int MaxLength => 11;

        protected override bool TryRead(ref Utf8JsonReader reader, out int value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out value);
        }

        protected override bool TryFormat(int value, Span<byte> place, out int written)
            => Utf8Formatter.TryFormat(value, place, out written);
    }

    private sealed class Int64Type(JsonPayloadType<long> general, JsonReaderOptions options) : ScalarType<long>(general, options)
    {
        protected override int MaxLength => 20;

        protected override bool TryRead(ref Utf8JsonReader reader, out long value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value);
        }

        protected override bool TryFormat(long value, Span<byte> place, out int written)
            => Utf8Formatter.TryFormat(value, place, out written);
    }

    private sealed class DoubleType(JsonPayloadType<double> general, JsonReaderOptions options) : ScalarType<double>(general, options)
    {
        protected override int MaxLength => 128;

        protected override bool TryRead(ref Utf8JsonReader reader, out double value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value);
        }

        protected override bool TryFormat(double value, Span<byte> place, out int written)
        {
            written = 0;
            return double.IsFinite(value) && Utf8Formatter.TryFormat(value, place, out written);
        }
    }

    private sealed class DecimalType(JsonPayloadType<decimal> general, JsonReaderOptions options) : ScalarType<decimal>(general, options)
    {
        protected override int MaxLength => 31;

        protected override bool TryRead(ref Utf8JsonReader reader, out decimal value)
        {
            value = 0;
            return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out value);
        }

        protected override bool TryFormat(decimal value, Span<byte> place, out int written)
            => Utf8Formatter.TryFormat(value, place, out written);
    }

    private sealed class GuidType(JsonPayloadType<Guid> general, JsonReaderOptions options) : ScalarType<Guid>(general, options)
    {
        protected override int MaxLength => 38;

        protected override bool TryRead(ref Utf8JsonReader reader, out Guid value)
        {
            value = default;
            return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out value);
        }

        protected override bool TryFormat(Guid value, Span<byte> place, out int written)
        {
            place[0] = (byte)'"';
            Utf8Formatter.TryFormat(value, place[1..], out written);
            place[++written] = (byte)'"';
            written++;
            return true;
        }
    }

    private sealed class TextType(JsonTypeInfo<string?> info, JsonPayloadType<string?> general, JsonReaderOptions options)
        : ScalarType<string?>(general, options)
    {
        // Longer texts are written piecewise by the serializer's writer.
        private const int LongestShortText = 8192;

        private static readonly SearchValues<char> Plain = SearchValues.Create(
            [.. Enumerable.Range(' ', 127 - ' ').Select(code => (char)code).Where(character => character is not ('"' or '\\'))]);

        private readonly JsonPayloadType<string?> _general = general;
        private readonly bool _relaxed = ReferenceEquals(info.Options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

        protected override int MaxLength => 0;

        public override void Write(OutputBuffer output, string? value)
        {
            if (!_relaxed || value is null || value.Length > LongestShortText || value.AsSpan().ContainsAnyExcept(Plain))
            {
                _general.Write(output, value);
                return;
            }

            var place = output.GetSpan(value.Length + 2);
            place[0] = (byte)'"';
            Ascii.FromUtf16(value, place[1..], out var written);
            place[written + 1] = (byte)'"';
            output.Advance(written + 2);
        }

        protected override bool TryRead(ref Utf8JsonReader reader, [MaybeNullWhen(false)] out string? value)
        {
            value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            return value is not null;
        }

        protected override bool TryFormat(string? value, Span<byte> place, out int written) => throw new InvalidOperationException();
    }
}
