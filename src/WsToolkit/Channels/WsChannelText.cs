using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace WsToolkit.Channels;

/// <summary>
/// Values of parameters as they stand in a channel's name. Each value has exactly one spelling, and no value can contain what separates
/// parameters.
/// Called by generated code; thread-safe.
/// </summary>
public static class WsChannelText
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>
    /// Writes a text: letters, digits and <c>_ . ~ -</c> as they are, everything else in ASCII as <c>%</c> and two hexadecimal digits.
    /// </summary>
    /// <param name="value">The text.</param>
    /// <param name="parameter">The parameter that exceptions name: the caller's.</param>
    /// <returns>Its spelling in a name.</returns>
    /// <exception cref="ArgumentException">The text is empty, or holds half of a surrogate pair.</exception>
    public static string Format(string value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter?.TrimStart('@'));
        if (IsHalved(value))
        {
            throw new ArgumentException("The text holds half of a surrogate pair.", parameter?.TrimStart('@'));
        }

        if (!MustEscape(value))
        {
            return value;
        }

        var text = new StringBuilder(value.Length + 16);
        foreach (var character in value)
        {
            if (IsPlain(character))
            {
                text.Append(character);
            }
            else
            {
                text.Append('%').Append(Hex[character >> 4]).Append(Hex[character & 0xF]);
            }
        }

        return text.ToString();
    }

    /// <summary>Writes a GUID as 36 lower-case characters.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Its spelling in a name.</returns>
    public static string Format(Guid value) => value.ToString("D");

    /// <summary>Writes an integer.</summary>
    /// <typeparam name="T">The integer type.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its spelling in a name.</returns>
    public static string FormatInteger<T>(T value)
        where T : IBinaryInteger<T> => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>Writes an enum value by its name.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter that exceptions name: the caller's.</param>
    /// <returns>Its spelling in a name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public static string FormatEnum<T>(T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : struct, Enum
        => Enum.GetName(value)
            ?? throw new ArgumentOutOfRangeException(parameter?.TrimStart('@'), value, $"{typeof(T).Name} has no name for this value.");

    /// <summary>Whether a text is the one spelling of some string.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                // Only what has to be escaped, and only in capitals: each value has one spelling.
                if (!TryUnescape(text, i, out var character) || IsPlain(character))
                {
                    return false;
                }

                i += 2;
            }
            else if (!IsPlain(text[i]))
            {
                return false;
            }
        }

        return text.Length > 0 && !IsHalved(text);
    }

    /// <summary>Whether a text is the one spelling of a GUID.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsGuid(string text) => Guid.TryParseExact(text, "D", out var value) && Format(value) == text;

    /// <summary>Whether a text is the one spelling of an integer.</summary>
    /// <typeparam name="T">The integer type.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsInteger<T>(string text)
        where T : IBinaryInteger<T>
        => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && FormatInteger(value) == text;

    /// <summary>Whether a text is the one spelling of an enum value.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsEnum<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text;

    /// <summary>Reads a text. Only for what <see cref="IsString"/> accepts.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>The value.</returns>
    public static string ToText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('%'))
        {
            return text;
        }

        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && TryUnescape(text, i, out var character))
            {
                value.Append(character);
                i += 2;
            }
            else
            {
                value.Append(text[i]);
            }
        }

        return value.ToString();
    }

    /// <summary>Reads a GUID. Only for what <see cref="IsGuid"/> accepts.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>The value.</returns>
    public static Guid ToGuid(string text) => Guid.ParseExact(text, "D");

    /// <summary>Reads an integer. Only for what <see cref="IsInteger"/> accepts.</summary>
    /// <typeparam name="T">The integer type.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>The value.</returns>
    public static T ToInteger<T>(string text)
        where T : IBinaryInteger<T> => T.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>Reads an enum value. Only for what <see cref="IsEnum"/> accepts.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>The value.</returns>
    public static T ToEnum<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text);

    /// <summary>Whether a character may stand in a value as it is. All others separate what stands beside them.</summary>
    internal static bool IsPlain(char character)
        => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '~' or '-' or > '\x7F';

    private static bool MustEscape(string value)
    {
        foreach (var character in value)
        {
            if (!IsPlain(character))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryUnescape(string text, int start, out char character)
    {
        character = default;
        if (start + 2 >= text.Length)
        {
            return false;
        }

        var (high, low) = (Hex.IndexOf(text[start + 1], StringComparison.Ordinal), Hex.IndexOf(text[start + 2], StringComparison.Ordinal));
        character = (char)((high << 4) | low);
        return high is >= 0 and < 8 && low >= 0;
    }

    private static bool IsHalved(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
