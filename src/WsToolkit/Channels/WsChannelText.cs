using System.Globalization;
using System.Numerics;

namespace WsToolkit.Channels;

/// <summary>
/// Values of parameters as they stand in a channel's name. Each value has exactly one spelling, and no value can contain what separates parameters.
/// Called by generated code; thread-safe.
/// </summary>
public static class WsChannelText
{
    /// <summary>Writes a text: letters, digits and <c>_ . ~ -</c> as they are, everything else in ASCII as <c>%</c> and two hexadecimal digits.</summary>
    /// <param name="value">The text.</param>
    /// <returns>Its spelling in a name.</returns>
    /// <exception cref="ArgumentException">The text is empty, or holds half of a surrogate pair.</exception>
    public static string Format(string value) => throw new NotImplementedException();

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
    /// <returns>Its spelling in a name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value has no name.</exception>
    public static string FormatEnum<T>(T value)
        where T : struct, Enum => throw new NotImplementedException();

    /// <summary>Whether a text is the one spelling of some string.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsString(string text) => throw new NotImplementedException();

    /// <summary>Whether a text is the one spelling of a GUID.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsGuid(string text) => throw new NotImplementedException();

    /// <summary>Whether a text is the one spelling of an integer.</summary>
    /// <typeparam name="T">The integer type.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsInteger<T>(string text)
        where T : IBinaryInteger<T> => throw new NotImplementedException();

    /// <summary>Whether a text is the one spelling of an enum value.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsEnum<T>(string text)
        where T : struct, Enum => throw new NotImplementedException();

    /// <summary>Reads a text. Only for what <see cref="IsString"/> accepts.</summary>
    /// <param name="text">A text out of a channel's name.</param>
    /// <returns>The value.</returns>
    public static string ToText(string text) => throw new NotImplementedException();

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
}
