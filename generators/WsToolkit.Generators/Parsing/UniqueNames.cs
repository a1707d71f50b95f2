using System.Globalization;

namespace WsToolkit.Generators.Parsing;

/// <summary>Gives out identifiers that are not taken yet.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>Takes a name, with a number behind it when it is taken.</summary>
    /// <param name="name">The name wanted.</param>
    /// <param name="alsoTaken">Names that are derived from it and have to be free as well.</param>
    public string Take(string name, params string[] alsoTaken)
    {
        var candidate = name;
        for (var number = 2; IsTaken(candidate, alsoTaken); number++)
        {
            candidate = name + number.ToString(CultureInfo.InvariantCulture);
        }

        _taken.Add(candidate);
        foreach (var suffix in alsoTaken)
        {
            _taken.Add(candidate + suffix);
        }

        return candidate;
    }

    /// <summary>Takes all of some names, if all are free.</summary>
    public bool TryTake(params string[] names)
    {
        if (names.Any(_taken.Contains))
        {
            return false;
        }

        _taken.UnionWith(names);
        return true;
    }

    /// <summary>The name with a capital in front, which no keyword has.</summary>
    public static string Capitalized(string name) => name.Length == 0 ? "Value" : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private bool IsTaken(string name, string[] suffixes) => _taken.Contains(name) || suffixes.Any(suffix => _taken.Contains(name + suffix));
}
