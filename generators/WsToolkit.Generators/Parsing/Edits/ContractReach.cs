using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>
/// The files that contracts can depend on: those with annotations, those that are always read, and those that declare a type whose name one
/// of them mentions, wherever it stands and whatever it means there. What a name means is decided by the declarations of that name alone.
/// </summary>
internal sealed class ContractReach
{
    private readonly HashSet<SyntaxTree> _trees = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declaredInAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _annotations = new(AskedNames.Annotations, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _namespaces = new(StringComparer.Ordinal);

    // Only while the reach is found: the last declaration of each name, and which one each comes after.
    private readonly Dictionary<string, int> _lastOfName = new(StringComparer.Ordinal);
    private readonly List<(SyntaxTree Tree, int Before)> _declarations = [];
    private readonly List<SyntaxTree> _clients = [];
    private readonly Queue<SyntaxTree> _next = new();

    public ContractReach(ImmutableArray<SyntaxTree> trees)
    {
        var names = trees.Select(TreeNames.Of).ToArray();
        for (var index = 0; index < names.Length; index++)
        {
            Index(trees[index], names[index]);
        }

        for (var index = 0; index < names.Length; index++)
        {
            if (IsRead(names[index]))
            {
                Enter(trees[index]);
            }
        }

        foreach (var name in AskedNames.Always)
        {
            Ask(name);
        }

        while (_next.Count > 0)
        {
            Follow(TreeNames.Of(_next.Dequeue()));
        }

        _lastOfName.Clear();
        _declarations.Clear();
        _clients.Clear();
    }

    /// <summary>Whether contracts can depend on a file.</summary>
    public bool Contains(SyntaxTree tree) => _trees.Contains(tree);

    /// <summary>Whether contracts depend on a file with these names, whatever they mention.</summary>
    public bool IsRead(TreeNames names) => names.IsAlwaysRead || names.Attributes.Any(_annotations.Contains);

    /// <summary>Whether that is so in any project.</summary>
    public static bool IsReadAnyway(TreeNames names) => names.IsAlwaysRead || names.Attributes.Any(AskedNames.Annotations.Contains);

    /// <summary>Whether it can matter to contracts that a type or namespace of a name is there, or what it is.</summary>
    public bool IsAsked(string name)
        => _asked.Contains(name)
            || (AskedNames.WithoutSuffix(name) is { } attribute && _asked.Contains(attribute))
            || (AskedNames.MayBeOfGroup(name) && _asked.Contains(AskedNames.GroupSetting))
            || IsLikeDeclared(name);

    /// <summary>Whether files are named differently when there is a type or namespace of a name: it differs in case only.</summary>
    public bool IsLikeDeclared(string name) => _declaredInAnyCase.Contains(name) && !_declared.Contains(name);

    /// <summary>In how many files a namespace is declared.</summary>
    public int CountDeclarations(string fullName) => _namespaces.TryGetValue(fullName, out var count) ? count : 0;

    private void Index(SyntaxTree tree, TreeNames names)
    {
        foreach (var type in names.Types)
        {
            Add(type);
            if (AskedNames.WithoutSuffix(type) is { } attribute)
            {
                Add(attribute);
            }

            if (AskedNames.MayBeOfGroup(type))
            {
                _clients.Add(tree);
            }
        }

        foreach (var space in names.Namespaces)
        {
            _namespaces[space] = CountDeclarations(space) + 1;
        }

        // An alias of an alias mentions the first in its own file.
        foreach (var (alias, target) in names.GlobalAliases)
        {
            if (target.Any(AskedNames.Annotations.Contains))
            {
                _annotations.Add(alias);
            }
        }

        void Add(string name)
        {
            _declarations.Add((tree, _lastOfName.TryGetValue(name, out var last) ? last : -1));
            _lastOfName[name] = _declarations.Count - 1;
        }
    }

    private void Enter(SyntaxTree tree)
    {
        if (_trees.Add(tree))
        {
            _next.Enqueue(tree);
        }
    }

    private void Follow(TreeNames names)
    {
        foreach (var type in names.Types)
        {
            Declare(type);
            Ask(type);
            foreach (var generated in AskedNames.Beside(type))
            {
                Ask(generated);
            }
        }

        foreach (var space in names.Namespaces)
        {
            Declare(LastSegment(space));
        }

        foreach (var name in names.Mentioned)
        {
            Ask(name);
        }
    }

    private void Declare(string name)
    {
        _declared.Add(name);
        _declaredInAnyCase.Add(name);
    }

    private void Ask(string name)
    {
        if (!_asked.Add(name))
        {
            return;
        }

        for (var index = _lastOfName.TryGetValue(name, out var last) ? last : -1; index >= 0; index = _declarations[index].Before)
        {
            Enter(_declarations[index].Tree);
        }

        if (name == AskedNames.GroupSetting)
        {
            _clients.ForEach(Enter);
        }
    }

    /// <summary>The name of a namespace without those around it.</summary>
    public static string LastSegment(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
