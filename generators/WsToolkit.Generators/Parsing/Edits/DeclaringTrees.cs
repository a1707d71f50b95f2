using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>The files by the names of the types that they declare, and those that may declare a client of a group of walkers.</summary>
internal sealed class DeclaringTrees
{
    // The last declaration of each name, and which one each comes after: few names are declared twice.
    private readonly Dictionary<string, int> _lastOfName = new(StringComparer.Ordinal);
    private readonly List<(SyntaxTree Tree, int Before)> _declarations = [];
    private readonly List<SyntaxTree> _clients = [];

    public void Add(SyntaxTree tree, TreeNames names)
    {
        foreach (var type in names.Types)
        {
            Add(tree, type);
            if (AskedNames.WithoutSuffix(type) is { } attribute)
            {
                Add(tree, attribute);
            }

            if (AskedNames.MayBeOfGroup(type))
            {
                _clients.Add(tree);
            }
        }
    }

    /// <summary>The files in which a name may be declared when it is mentioned.</summary>
    public IEnumerable<SyntaxTree> Of(string name)
    {
        for (var index = LastOf(name); index >= 0; index = _declarations[index].Before)
        {
            yield return _declarations[index].Tree;
        }

        if (name == AskedNames.GroupSetting)
        {
            foreach (var tree in _clients)
            {
                yield return tree;
            }
        }
    }

    private void Add(SyntaxTree tree, string name)
    {
        _declarations.Add((tree, LastOf(name)));
        _lastOfName[name] = _declarations.Count - 1;
    }

    private int LastOf(string name) => _lastOfName.TryGetValue(name, out var last) ? last : -1;
}
