using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>Compares the files of two compilations: what has been edited between them, and whether contracts can tell.</summary>
internal sealed class Edit
{
    private readonly List<SyntaxTree> _before = [];
    private readonly List<SyntaxTree> _after = [];

    private readonly ComparedTrees _compared;

    private Edit(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, ComparedTrees compared)
    {
        _compared = compared;
        Align(before, after);
    }

    /// <summary>Whether nothing but bodies has been edited.</summary>
    public bool IsOfBodies => _before.Count == 0 && _after.Count == 0;

    /// <summary>Whether a file is different that contracts depend on whatever the others are.</summary>
    public bool IsOfContracts => _before.Concat(_after).Any(static tree => ContractReach.IsReadAnyway(TreeNames.Of(tree)));

    /// <summary>Finds the files whose declarations are different. All others are in the same order in both.</summary>
    public static Edit Between(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after, ComparedTrees compared)
        => new(before, after, compared);

    /// <summary>
    /// Whether contracts are what they were: only files out of their reach are different, and neither what these declare now nor what they
    /// declared is of a name that is asked for.
    /// </summary>
    public bool IsOutOf(ContractReach reach)
    {
        if (_before.Any(reach.Contains))
        {
            return false;
        }

        var namespaces = new Dictionary<string, int>(StringComparer.Ordinal);
        return _before.All(tree => IsOutOf(reach, TreeNames.Of(tree), namespaces, -1))
            && _after.All(tree => IsOutOf(reach, TreeNames.Of(tree), namespaces, 1))
            && namespaces.All(space => IsOutOf(reach, space.Key, space.Value));
    }

    private static bool IsOutOf(ContractReach reach, TreeNames names, Dictionary<string, int> namespaces, int difference)
    {
        foreach (var space in names.Namespaces)
        {
            namespaces.TryGetValue(space, out var count);
            namespaces[space] = count + difference;
        }

        return !reach.IsRead(names) && !names.Types.Any(reach.IsAsked);
    }

    // A namespace is there as long as one file declares it.
    private static bool IsOutOf(ContractReach reach, string space, int difference)
    {
        var count = reach.CountDeclarations(space);
        var name = ContractReach.LastSegment(space);
        return count > 0 == count + difference > 0 ? !reach.IsLikeDeclared(name) : !reach.IsAsked(name);
    }

    private void Align(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        if (AreSideBySide(before, after))
        {
            for (var index = 0; index < before.Length; index++)
            {
                Compare(before[index], after[index]);
            }

            return;
        }

        // A file has come, gone or been moved. Where in doubt, files count as different.
        var pathsBefore = Paths(before);
        var pathsAfter = Paths(after);
        var (left, right) = (0, 0);
        while (left < before.Length || right < after.Length)
        {
            if (left < before.Length && !pathsAfter.Contains(before[left].FilePath))
            {
                _before.Add(before[left++]);
            }
            else if (right < after.Length && !pathsBefore.Contains(after[right].FilePath))
            {
                _after.Add(after[right++]);
            }
            else
            {
                Compare(left < before.Length ? before[left++] : null, right < after.Length ? after[right++] : null);
            }
        }
    }

    private static bool AreSideBySide(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after)
    {
        for (var index = 0; index < before.Length && before.Length == after.Length; index++)
        {
            if (before[index] != after[index] && before[index].FilePath != after[index].FilePath)
            {
                return false;
            }
        }

        return before.Length == after.Length;
    }

    private void Compare(SyntaxTree? before, SyntaxTree? after)
    {
        if (before == after || (before is not null && after is not null && _compared.AreEqual(before, after)))
        {
            return;
        }

        if (before is not null)
        {
            _before.Add(before);
        }

        if (after is not null)
        {
            _after.Add(after);
        }
    }

    private static HashSet<string> Paths(ImmutableArray<SyntaxTree> trees) => new(trees.Select(static tree => tree.FilePath), StringComparer.Ordinal);
}
