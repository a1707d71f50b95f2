using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>
/// Remembers for each file what it was compared with last. Until contracts are parsed again, all files that have been edited since are
/// compared with those of that time at each keystroke, and all but one of them have been before. Safe for several threads.
/// </summary>
/// <param name="compare">Compares two files; called once for a pair, or more often by several threads at once.</param>
internal sealed class ComparedTrees(Func<SyntaxTree, SyntaxTree, bool> compare)
{
    private readonly ConditionalWeakTable<SyntaxTree, Newer> _known = new();

    public bool AreEqual(SyntaxTree older, SyntaxTree newer)
    {
        var known = _known.GetValue(newer, static _ => new Newer());
        if (known.Last is { } last && last.Older.TryGetTarget(out var compared) && compared == older)
        {
            return last.AreEqual;
        }

        var areEqual = compare(older, newer);
        known.Last = new Comparison(new WeakReference<SyntaxTree>(older), areEqual);
        return areEqual;
    }

    private sealed class Newer
    {
        private Comparison? _last;

        public Comparison? Last
        {
            get => Volatile.Read(ref _last);
            set => Volatile.Write(ref _last, value);
        }
    }

    // Weakly: the older file has been a newer one, and so on back to the first.
    private sealed class Comparison(WeakReference<SyntaxTree> older, bool areEqual)
    {
        public WeakReference<SyntaxTree> Older { get; } = older;

        public bool AreEqual { get; } = areEqual;
    }
}
