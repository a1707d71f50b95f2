using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>The values that were found, by the numbers of their paths.</summary>
[InlineArray(MemberPaths.MaxCount)]
internal struct MemberValues
{
    private EnvelopeValue _first;
}

/// <summary>
/// Finds members of a message by their paths, such as <c>params.channel</c>, in one pass. Filled while a dialect is created, then immutable.
/// </summary>
internal sealed class MemberPaths
{
    public const int MaxCount = 32;

    private static readonly WsError Duplicate = new(WsErrorCodes.InvalidRequest, "Malformed message; duplicate member");

    private static readonly WsError NoObject = new(WsErrorCodes.InvalidRequest, "Malformed message; JSON object expected");

    private readonly List<byte[][]> _paths = [];
    private readonly List<string> _texts = [];

    /// <summary>Adds a path, unless it is known.</summary>
    /// <returns>Its number; -1 for none.</returns>
    /// <exception cref="FormatException">It is no path, or there are too many.</exception>
    public int Add(string? path)
    {
        if (path is null)
        {
            return -1;
        }

        var known = _texts.IndexOf(path);
        if (known >= 0)
        {
            return known;
        }

        var names = path.Split('.');
        if (names.Contains("") || _texts.Count == MaxCount)
        {
            throw new FormatException(names.Contains("") ? $"'{path}' is no path of members." : $"A description has at most {MaxCount} members.");
        }

        _texts.Add(path);
        _paths.Add([.. names.Select(Encoding.UTF8.GetBytes)]);
        return _texts.Count - 1;
    }

    /// <summary>Finds the members of a message.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public WsError? Find(ReadOnlyMemory<byte> message, int maxDepth, ref MemberValues values)
    {
        try
        {
            var reader = new Utf8JsonReader(message.Span, new JsonReaderOptions { MaxDepth = maxDepth });
            if (!Utf8.IsValid(message.Span) || !reader.Read())
            {
                return EnvelopeErrors.JsonExpected;
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                reader.Read();
                return NoObject;
            }

            var error = FindIn(ref reader, (1UL << _paths.Count) - 1, 0, ref values);

            // Finds what stands behind the object.
            reader.Read();
            return error;
        }
        catch (JsonException)
        {
            return EnvelopeErrors.JsonExpected;
        }
    }

    // The reader stands on the object's brace, and afterwards on its other one.
    private WsError? FindIn(ref Utf8JsonReader reader, ulong within, int depth, ref MemberValues values)
    {
        WsError? error = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (found, deeper) = Match(ref reader, within, depth);
            reader.Read();
            var value = new EnvelopeValue
            {
                Start = (int)reader.TokenStartIndex,
                Type = reader.TokenType,
                Escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped,
            };
            if (deeper != 0 && reader.TokenType == JsonTokenType.StartObject)
            {
                error = FindIn(ref reader, deeper, depth + 1, ref values) ?? error;
            }
            else
            {
                reader.Skip();
            }

            if (found >= 0)
            {
                error = values[found].Exists ? Duplicate : error;
                value.Length = (int)reader.BytesConsumed - value.Start;
                values[found] = value;
            }
        }

        return error;
    }

    private (int Found, ulong Deeper) Match(ref Utf8JsonReader reader, ulong within, int depth)
    {
        var (found, deeper) = (-1, 0UL);
        for (var i = 0; i < _paths.Count; i++)
        {
            if ((within & (1UL << i)) != 0 && IsNamed(ref reader, _paths[i][depth]))
            {
                if (_paths[i].Length == depth + 1)
                {
                    found = i;
                }
                else
                {
                    deeper |= 1UL << i;
                }
            }
        }

        return (found, deeper);
    }

    private static bool IsNamed(ref Utf8JsonReader reader, byte[] name)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(name);
        }

        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
            return false;
        }
    }
}
