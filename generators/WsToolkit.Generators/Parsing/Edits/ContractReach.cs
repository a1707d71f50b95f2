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

    public ContractReach(ImmutableArray<SyntaxTree> trees)
    {
        var names = trees.Select(TreeNames.Of).ToArray();
        var declaring = new DeclaringTrees();
        for (var index = 0; index < names.Length; index++)
        {
            declaring.Add(trees[index], names[index]);
            Index(names[index]);
        }

        var next = new Queue<SyntaxTree>();
        for (var index = 0; index < names.Length; index++)
        {
            if (IsRead(names[index]))
            {
                Enter(trees[index], next);
            }
        }

        foreach (var name in AskedNames.Always)
        {
            Ask(name, declaring, next);
        }

        while (next.Count > 0)
        {
            Follow(TreeNames.Of(next.Dequeue()), declaring, next);
        }
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

    private void Index(TreeNames names)
    {
        foreach (var space in names.Namespaces)
        {
            _namespaces[space] = CountDeclarations(space) + 1;
        }

        // An alias of an alias mentions the first in its own file.
        foreach (var (alias, target) in names.GlobalAliases)
        {
            if (!target.Any(AskedNames.Annotations.Contains))
            {
                continue;
            }

            _annotations.Add(alias);
            if (AskedNames.WithoutSuffix(alias) is { } attribute)
            {
                _annotations.Add(attribute);
            }
        }
    }

    private void Enter(SyntaxTree tree, Queue<SyntaxTree> next)
    {
        if (_trees.Add(tree))
        {
            next.Enqueue(tree);
        }
    }

    private void Follow(TreeNames names, DeclaringTrees declaring, Queue<SyntaxTree> next)
    {
        foreach (var type in names.Types)
        {
            Declare(type);
            Ask(type, declaring, next);
            foreach (var generated in AskedNames.Beside(type))
            {
                Ask(generated, declaring, next);
            }
        }

        foreach (var space in names.Namespaces)
        {
            Declare(LastSegment(space));
        }

        foreach (var name in names.Mentioned)
        {
            Ask(name, declaring, next);
        }
    }

    private void Declare(string name)
    {
        _declared.Add(name);
        _declaredInAnyCase.Add(name);
    }

    private void Ask(string name, DeclaringTrees declaring, Queue<SyntaxTree> next)
    {
        if (!_asked.Add(name))
        {
            return;
        }

        foreach (var tree in declaring.Of(name))
        {
            Enter(tree, next);
        }
    }

    /// <summary>The name of a namespace without those around it.</summary>
    public static string LastSegment(string fullName) => fullName.Substring(fullName.LastIndexOf('.') + 1);
}
