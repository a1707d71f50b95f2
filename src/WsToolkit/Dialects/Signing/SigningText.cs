using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>Bytes as text and back, time stamps included.</summary>
internal static class SigningText
{
    public const int MaxTimestampBytes = 32;

    /// <summary>Writes bytes as text.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes, WsSignatureEncoding encoding)
    {
        var span = output.GetSpan(Math.Max(1, MaxLength(bytes.Length, encoding)));
        output.Advance(Write(span, bytes, encoding));
    }

    /// <summary>Writes bytes as text.</summary>
    /// <returns>The length of the text.</returns>
    public static int Write(Span<byte> output, ReadOnlySpan<byte> bytes, WsSignatureEncoding encoding)
    {
        int length;
        switch (encoding)
        {
            case WsSignatureEncoding.Hex:
                length = WriteHex(output, bytes, "0123456789abcdef"u8);
                break;
            case WsSignatureEncoding.HexUpper:
                length = WriteHex(output, bytes, "0123456789ABCDEF"u8);
                break;
            case WsSignatureEncoding.Base64:
                Base64.EncodeToUtf8(bytes, output, out _, out length);
                break;
            default:
                Base64Url.EncodeToUtf8(bytes, output, out _, out length);
                break;
        }

        return length;
    }

    public static int MaxLength(int bytes, WsSignatureEncoding encoding)
        => encoding is WsSignatureEncoding.Hex or WsSignatureEncoding.HexUpper ? bytes * 2 : Base64.GetMaxEncodedToUtf8Length(bytes);

    /// <summary>Reads bytes from text. Hexadecimal digits are taken in either case.</summary>
    /// <returns>False when it is no such text.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, WsSignatureEncoding encoding, Span<byte> bytes, out int length)
    {
        length = 0;
        switch (encoding)
        {
            case WsSignatureEncoding.Hex or WsSignatureEncoding.HexUpper:
                return TryReadHex(text, bytes, out length);
            case WsSignatureEncoding.Base64:
                return Base64.DecodeFromUtf8(text, bytes, out var used, out length) == OperationStatus.Done && used == text.Length;
            default:
                return Base64Url.DecodeFromUtf8(text, bytes, out used, out length) == OperationStatus.Done && used == text.Length;
        }
    }

    /// <summary>The bytes of a secret.</summary>
    /// <exception cref="FormatException">The secret is not written in the encoding. The message does not show it.</exception>
    public static byte[] ReadSecret(string secret, WsSecretEncoding encoding)
    {
        try
        {
            return encoding switch
            {
                WsSecretEncoding.Utf8 => Encoding.UTF8.GetBytes(secret),
                WsSecretEncoding.Hex => Convert.FromHexString(secret),
                _ => Base64Url.DecodeFromChars(secret.Replace('+', '-').Replace('/', '_')),
            };
        }
        catch (FormatException)
        {
            var wanted = encoding == WsSecretEncoding.Hex ? "hexadecimal digits" : "base64";
            throw new FormatException($"The secret is not written in {wanted}.");
        }
    }

    /// <summary>Makes the key of a MAC of a secret's bytes.</summary>
    public static byte[] DeriveKey(byte[] secret, WsKeyDerivation derivation)
    {
        if (derivation == WsKeyDerivation.None)
        {
            return secret;
        }

        var hash = SHA256.HashData(secret);
        var text = derivation switch
        {
            WsKeyDerivation.Sha256Base64Url => Convert.ToBase64String(hash).Replace('+', '-').Replace('/', '_'),
            WsKeyDerivation.Sha256Hex => Convert.ToHexStringLower(hash),
            _ => null,
        };
        return text is null ? hash : Encoding.ASCII.GetBytes(text);
    }

    /// <summary>Writes a time stamp.</summary>
    /// <returns>Its length, at most <see cref="MaxTimestampBytes"/>.</returns>
    public static int WriteTimestamp(Span<byte> output, DateTimeOffset time, WsTimestampFormat format)
    {
        int length;
        if (format == WsTimestampFormat.Iso8601)
        {
            time.UtcDateTime.TryFormat(output, out length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }
        else
        {
            Utf8Formatter.TryFormat((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TicksPerUnit(format), output, out length);
        }

        return length;
    }

    /// <summary>Reads a time stamp.</summary>
    public static bool TryReadTimestamp(ReadOnlySpan<byte> text, WsTimestampFormat format, out DateTimeOffset time)
    {
        time = default;
        if (format == WsTimestampFormat.Iso8601)
        {
            Span<char> chars = stackalloc char[MaxTimestampBytes];
            return text.Length <= chars.Length && Encoding.UTF8.TryGetChars(text, chars, out var length)
                && DateTimeOffset.TryParseExact(
                    chars[..length],
                    "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out time);
        }

        var unit = TicksPerUnit(format);
        if (!Utf8Parser.TryParse(text, out long units, out var read) || read != text.Length
            || units < 0 || units > (DateTimeOffset.MaxValue.UtcTicks - DateTime.UnixEpoch.Ticks) / unit)
        {
            return false;
        }

        time = new DateTimeOffset(DateTime.UnixEpoch.Ticks + (units * unit), TimeSpan.Zero);
        return true;
    }

    private static int WriteHex(Span<byte> output, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digits)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            output[2 * i] = digits[bytes[i] >> 4];
            output[(2 * i) + 1] = digits[bytes[i] & 0xF];
        }

        return 2 * bytes.Length;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, Span<byte> bytes, out int length)
    {
        length = text.Length / 2;
        if (text.Length % 2 != 0 || length > bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i += 2)
        {
            if (!char.IsAsciiHexDigit((char)text[i]) || !char.IsAsciiHexDigit((char)text[i + 1]))
            {
                return false;
            }

            bytes[i / 2] = (byte)((Digit(text[i]) << 4) | Digit(text[i + 1]));
        }

        return true;

        static int Digit(byte code) => (code & 0xF) + (code >= 'A' ? 9 : 0);
    }

    private static long TicksPerUnit(WsTimestampFormat format) => format switch
    {
        WsTimestampFormat.Seconds => TimeSpan.TicksPerSecond,
        WsTimestampFormat.Milliseconds => TimeSpan.TicksPerMillisecond,
        _ => TimeSpan.TicksPerMicrosecond,
    };
}
