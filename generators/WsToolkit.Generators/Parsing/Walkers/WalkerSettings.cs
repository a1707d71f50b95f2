using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>The settings of a walker that name its members, with their names on the wire.</summary>
internal sealed class WalkerSettings
{
    private readonly WalkerAnalysis _walker;
    private readonly List<ContractViolation> _violations = [];

    private WalkerSettings(WalkerAnalysis walker)
    {
        _walker = walker;
        Path = ParsePath();
        Query = ParseQuery();
        CheckExcluded();
        foreach (var name in walker.Options.Misplaced)
        {
            Add(ContractProblem.SettingOfRecord, name);
        }

        if (WalkerProgress.FindUntold(walker) is { } untold)
        {
            _violations.Add(untold);
        }

        if (walker.Options.HasProgress && (walker.Options.Progress is not { } progress || !WalkerReports.CanBe(progress, walker)))
        {
            Add(ContractProblem.UnsupportedProgress, walker.Options.Progress?.ToDisplayString() ?? string.Empty);
        }

        if (walker.Options.HasReports && walker.Options.Reports is not { } || walker.Options.Reports is { } reports && !SymbolEqualityComparer.Default.Equals(reports, walker.Reports))
        {
            Add(ContractProblem.UnsupportedReports, walker.Options.Reports?.ToDisplayString() ?? string.Empty);
        }
    }

    /// <summary>The path, with the names of members on the wire; <see langword="null"/> where there is none.</summary>
    public string? Path { get; }

    /// <summary>The names on the wire of the members that stand in the query, or the one that stands for all.</summary>
    public IReadOnlyList<string> Query { get; }

    public IReadOnlyList<ContractViolation> Violations => _violations;

    public static WalkerSettings Of(WalkerAnalysis walker) => new(walker);

    private string? ParsePath()
    {
        if (_walker.Options.Path is not { Length: > 0 } text)
        {
            return null;
        }

        var template = ChannelTemplate.Parse(text);
        if (template.Fault is { } fault)
        {
            Add(ContractProblem.InvalidPath, fault);
            return null;
        }

        foreach (var variable in template.Parameters)
        {
            if (Find(NameIn(variable.Text)) is null)
            {
                Add(ContractProblem.UnknownPathMember, NameIn(variable.Text));
                return null;
            }
        }

        return string.Concat(template.Parts.Select(part => part.IsParameter ? $"{{{Spell(part.Text)}}}" : part.Text));
    }

    // What routing understands besides stays as it is: {*rest}, {id:int}, {id?}.
    private string Spell(string variable)
    {
        var name = NameIn(variable);
        var start = variable.Length - variable.TrimStart('*').Length;
        return variable.Substring(0, start) + Find(name)!.WireName + variable.Substring(start + name.Length);
    }

    private static string NameIn(string variable)
    {
        var name = variable.TrimStart('*');
        var end = name.IndexOfAny([':', '=', '?']);
        return end < 0 ? name : name.Substring(0, end);
    }

    private List<string> ParseQuery()
    {
        var names = new List<string>();
        foreach (var name in _walker.Options.Query)
        {
            if (name == WalkerRules.AllMembers)
            {
                return [WalkerRules.AllMembers];
            }

            if (Find(name) is { } member)
            {
                names.Add(member.WireName);
            }
            else
            {
                Add(ContractProblem.UnknownQueryMember, name);
            }
        }

        return names;
    }

    private void CheckExcluded()
    {
        foreach (var name in _walker.Options.Excluded)
        {
            if (name != WalkerRules.AllMembers
                && !WalkerMembers.Find(_walker.MembersOf).Any(member => WalkerMembers.IsNamed(member.Symbol, name, _walker.Options.Naming)))
            {
                Add(ContractProblem.UnknownExcludedMember, name);
            }
        }
    }

    private WalkerMember? Find(string name)
        => _walker.GoodMembers.FirstOrDefault(member => member.Symbol.Name == name || member.WireName == name);

    private void Add(ContractProblem problem, string argument) => _violations.Add(new ContractViolation(problem, _walker.Type, argument));
}
