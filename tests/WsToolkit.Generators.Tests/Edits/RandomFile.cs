using System.Text;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>A file of a project that is edited at random.</summary>
internal sealed class RandomFile(string path, string space, int row)
{
    public string Path { get; } = path;

    /// <summary>Whether the file began as one that has nothing to do with contracts.</summary>
    public bool IsOutside => Row >= 0;

    /// <summary>Which names the file keeps to; less than zero for what contracts read.</summary>
    public int Row { get; } = row;

    public string Namespace { get; set; } = space;

    /// <summary>What comes first: comments, directives and attributes of the assembly.</summary>
    public List<string> Usings { get; } = [];

    public List<RandomType> Types { get; } = [];

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in Usings.OrderBy(Rank))
        {
            text.AppendLine(line);
        }

        if (Namespace.Length > 0)
        {
            text.AppendLine($"namespace {Namespace};");
        }

        return text.AppendJoin('\n', Types).ToString();
    }

    private static int Rank(string line) => line[0] switch
    {
        '/' => -1,
        '#' => 0,
        'g' => 1,
        'u' => 2,
        _ => 3,
    };
}

/// <summary>A type of a project that is edited at random.</summary>
internal sealed class RandomType(string modifiers, string kind, string name)
{
    public string Modifiers { get; set; } = modifiers;

    public string Kind { get; } = kind;

    public string Name { get; set; } = name;

    public string Base { get; set; } = "";

    public List<string> Attributes { get; } = [];

    public List<string> Members { get; } = [];

    public override string ToString()
        => $"{string.Join('\n', Attributes)}\n{Modifiers} {Kind} {Name}{(Base.Length == 0 ? "" : " : ")}{Base}\n{{\n{string.Join('\n', Members)}\n}}\n";
}
