using System.Text.RegularExpressions;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Compares two pictures of which one may have default values where the other has what initializers gave.</summary>
internal static partial class LostInitialValues
{
    /// <summary>Whether the pictures differ, and only in properties that have their type's default value in theirs, or only what was read.</summary>
    public static bool Explain(string ours, string theirs)
    {
        var (left, right, count) = (0, 0, 0);
        while (left < ours.Length && right < theirs.Length)
        {
            if (ours[left] == theirs[right])
            {
                left++;
                right++;
                continue;
            }

            // Back to the beginning of the property's value.
            var start = ours.LastIndexOf(BackingField, left, StringComparison.Ordinal) + BackingField.Length;
            var back = left - start;
            if (start < BackingField.Length || back < 0 || ours.AsSpan(start, back).Contains(';'))
            {
                return false;
            }

            var value = theirs[(right - back)..End(theirs, right - back)];
            if (!Default().IsMatch(value) && !IsAppended(ours[start..End(ours, start)], value))
            {
                return false;
            }

            left = End(ours, start);
            right = right - back + value.Length;
            count++;
        }

        return count > 0 && left == ours.Length && right == theirs.Length;
    }

    private const string BackingField = "k__BackingField=";

    // What was read is added to the initial value, or put on top of it.
    private static bool IsAppended(string ours, string theirs)
    {
        var items = theirs.IndexOf('[', StringComparison.Ordinal);
        return items > 0
            && ((ours.StartsWith(theirs[..items], StringComparison.Ordinal) && ours.EndsWith(theirs[(items + 1)..], StringComparison.Ordinal))
                || ours.StartsWith(theirs.TrimEnd(']'), StringComparison.Ordinal));
    }

    // Where the value ends that begins at a position: before the semicolon behind it.
    private static int End(string picture, int at)
    {
        var depth = 0;
        for (var isText = false; at < picture.Length; at++)
        {
            switch (picture[at])
            {
                case '"' when !isText || (at + 1 < picture.Length && picture[at + 1] is ';' or ',' or ']' or '}'):
                    isText = !isText;
                    break;
                case '{' or '[' when !isText:
                    depth++;
                    break;
                case '}' or ']' when !isText:
                    depth--;
                    break;
                case ';' when !isText && depth == 0:
                    return at;
            }
        }

        return at;
    }

    [GeneratedRegex(@"^(|null|element undefined|\S+ (0|False|[0:]+|[0-]+|0001-01-01\S*|00:00:00\S*)|0001-01-01T00:00:00\S*|ImmutableArray<[^;]*>|\S+ [A-Z]\w*)$")]
    private static partial Regex Default();
}
