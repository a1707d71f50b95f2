using System.Globalization;

namespace WsToolkit.Channels;

/// <summary>Names of catch-all channels, and keys of messages. Called by generated code; thread-safe.</summary>
public static class WsChannelNames
{
    /// <summary>The name of a channel whose template is one text and nothing else: the text as it is.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static string Any(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value;
    }

    /// <summary>Whether a text is the name of such a channel: any text is, unless it is empty.</summary>
    /// <param name="text">A channel's name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsAny(string text) => !string.IsNullOrEmpty(text);

    /// <summary>Writes a message's key in the one spelling that it has in every culture; times keep all their digits.</summary>
    /// <typeparam name="T">The type of the member that is the key.</typeparam>
    /// <param name="value">Its value.</param>
    /// <returns>The key, or <see langword="null"/> when there is no value.</returns>
    public static string? Key<T>(T value) => value switch
    {
        null => null,
        string text => text,
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
