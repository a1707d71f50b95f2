using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>
/// Chains of random edits. After each, a generator that has seen all of them must have written what one writes that sees the project for
/// the first time.
/// </summary>
public sealed class RandomEditsTests
{
    private const int Chains = 2;
    private const int Edits = 50;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(13, true)]
    public void What_is_written_is_never_stale(int seed, bool withHeaders = false)
    {
        var rests = 0;
        var changes = 0;
        for (var chain = 0; chain < Chains; chain++)
        {
            var (resting, changing) = Follow(new RandomProject((seed * Chains) + chain, withHeaders));
            rests += resting;
            changes += changing;
        }

        // Without a fair share of edits that cost nothing, and of those that matter, the test would say nothing.
        Assert.InRange(rests, Chains * Edits / 8, Chains * Edits);
        Assert.InRange(changes, Chains * Edits / 8, Chains * Edits);
    }

    private static (int Rests, int Changes) Follow(RandomProject project)
    {
        var run = GeneratorHarness.RunUntracked(TestCompilation.Create(project.Files));
        var parsed = new Declarations(run.Input);
        var written = run.Print();
        var done = new List<string>();
        var (rests, changes) = (0, 0);
        while (done.Count < Edits)
        {
            done.Add(project.Edit());
            run = run.RunAgain(Replace(run.Input, project));
            var edited = new Declarations(run.Input);
            var rested = parsed.Equals(edited);
            parsed = rested ? parsed : edited;
            rests += rested ? 1 : 0;

            var fresh = GeneratorHarness.RunUntracked(run.Input).Print();
            Assert.True(fresh == run.Print(), $"Stale after {string.Join('\n', done)}\n\n{Difference(fresh, run.Print())}");
            changes += fresh == written ? 0 : 1;
            written = fresh;
        }

        return (rests, changes);
    }

    // As an editor does: what has not been edited is the same tree.
    private static CSharpCompilation Replace(CSharpCompilation compilation, RandomProject project)
    {
        var known = compilation.SyntaxTrees.Skip(1).ToDictionary(tree => tree.FilePath);
        var files = project.Files.Select(file => known.TryGetValue(file.Key, out var tree) && tree.ToString() == file.Value
            ? tree
            : CSharpSyntaxTree.ParseText(file.Value, TestCompilation.ParseOptions(), file.Key));
        return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(files.Prepend(compilation.SyntaxTrees[0]));
    }

    private static string Difference(string expected, string actual)
    {
        var (lines, others) = (expected.Split('\n'), actual.Split('\n'));
        var first = Enumerable.Range(0, Math.Min(lines.Length, others.Length)).FirstOrDefault(index => lines[index] != others[index]);
        return $"line {first}\nexpected: {lines[first]}\nactual:   {others[first]}";
    }
}
