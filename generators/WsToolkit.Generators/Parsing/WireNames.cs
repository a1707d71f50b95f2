using System.Globalization;
using System.Text;

namespace WsToolkit.Generators.Parsing;

/// <summary>How C# names become names on the wire; the values are those of the attribute's enum.</summary>
internal enum Naming
{
    Default = 0,
    CamelCase = 1,
    SnakeCase = 2,
    AsIs = 3,
}

/// <summary>Turns C# names into names on the wire, as the naming policies of System.Text.Json do.</summary>
internal static class WireNames
{
    private const string AsyncSuffix = "Async";

    /// <summary>The name of a method that is not named explicitly.</summary>
    public static string OfMethod(string name, Naming naming, string? prefix) => prefix + Convert(WithoutAsync(name), naming);

    /// <summary>The name of a parameter: as it is written, except where the policy is about more than the first letter.</summary>
    public static string OfParameter(string name, Naming naming) => naming == Naming.SnakeCase ? ToSnakeCase(name) : name;

    /// <summary>The name without a trailing <c>Async</c>.</summary>
    public static string WithoutAsync(string name)
        => name.Length > AsyncSuffix.Length && name.EndsWith(AsyncSuffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - AsyncSuffix.Length)
            : name;

    /// <summary>The name with a trailing <c>Async</c>.</summary>
    public static string WithAsync(string name) => name.EndsWith(AsyncSuffix, StringComparison.Ordinal) ? name : name + AsyncSuffix;

    /// <summary>Whether a text can be a name: not empty, and encodable as UTF-8.</summary>
    public static bool IsValid(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return false;
            }
        }

        return !string.IsNullOrWhiteSpace(name);
    }

    public static string Convert(string name, Naming naming) => naming switch
    {
        Naming.SnakeCase => ToSnakeCase(name),
        Naming.AsIs => name,
        _ => ToCamelCase(name),
    };

    // The leading run of capitals is lowered, except the last one when a small letter follows it: "IOStream" -> "ioStream".
    private static string ToCamelCase(string name)
    {
        var characters = name.ToCharArray();
        for (var i = 0; i < characters.Length && char.IsUpper(characters[i]); i++)
        {
            if (i > 0 && i + 1 < characters.Length && !char.IsUpper(characters[i + 1]))
            {
                break;
            }

            characters[i] = char.ToLowerInvariant(characters[i]);
        }

        return new string(characters);
    }

    // A word begins at a capital after a small letter or digit, and at the last capital of a run that a small letter follows.
    private static string ToSnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        var previous = Kind.Other;
        for (var i = 0; i < name.Length; i++)
        {
            var kind = KindOf(name[i]);
            var endsRun = i + 1 < name.Length && char.IsLower(name[i + 1]);
            if (kind == Kind.Capital && (previous == Kind.SmallOrDigit || (previous == Kind.Capital && endsRun)))
            {
                snake.Append('_');
            }

            snake.Append(kind == Kind.Capital ? char.ToLowerInvariant(name[i]) : name[i]);
            previous = kind;
        }

        return snake.ToString();
    }

    private static Kind KindOf(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.UppercaseLetter => Kind.Capital,
        UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => Kind.SmallOrDigit,
        _ => Kind.Other,
    };

    private enum Kind
    {
        Other,
        Capital,
        SmallOrDigit,
    }
}
