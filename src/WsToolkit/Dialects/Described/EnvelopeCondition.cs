using System.Text;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>
/// What must be true of a message: <c>op=auth !error data</c> is a member <c>op</c> that is <c>auth</c>, no <c>error</c>, and some
/// <c>data</c>. Words
/// are separated by spaces; <c>null</c> is as good as nothing. Immutable.
/// </summary>
internal sealed class EnvelopeCondition
{
    private readonly Word[] _words;

    private EnvelopeCondition(Word[] words) => _words = words;

    /// <summary>Reads a condition; null is one that is never true.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static EnvelopeCondition? Parse(string? text, MemberPaths paths)
    {
        var words = text?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is null ? null : new EnvelopeCondition([.. words.Select(word => Read(word, text!, paths))]);
    }

    /// <summary>Whether a message fulfils it.</summary>
    public bool Holds(ReadOnlyMemory<byte> message, in MemberValues values)
    {
        foreach (ref readonly var word in _words.AsSpan())
        {
            var value = values[word.Member];
            var holds = value.Exists && value.Type != JsonTokenType.Null && (word.Value is null || Equals(message, in value, word.Value));
            if (holds == word.Negated)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Equals(ReadOnlyMemory<byte> message, in EnvelopeValue value, byte[] expected)
        => value.Type == JsonTokenType.String
            ? value.TryReadText(message, out var text) && text.Span.SequenceEqual(expected)
            : value.Of(message).Span.SequenceEqual(expected);

    private static Word Read(string word, string text, MemberPaths paths)
    {
        var negated = word.StartsWith('!');
        var equals = word.IndexOf('=');
        var name = word[(negated ? 1 : 0)..(equals < 0 ? word.Length : equals)];
        return name.Length == 0
            ? throw new FormatException($"'{word}' in the condition '{text}' names no member.")
            : new Word(paths.Add(name), negated, equals < 0 ? null : Encoding.UTF8.GetBytes(word[(equals + 1)..]));
    }

    private readonly record struct Word(int Member, bool Negated, byte[]? Value);
}
