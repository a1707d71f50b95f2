using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>Edits of a project as the generator sees them: whether it rests, and whether it was right to.</summary>
internal static class EditHarness
{
    /// <summary>A contract, and what it mentions, in <c>File0.cs</c>.</summary>
    public const string Contract = """
        using System;
        using WsToolkit;
        using Tools;
        namespace Shop;
        [WsService]
        public partial class Trading : Base
        {
            /// <summary>As <see cref="Names"/> say.</summary>
            [WsRpcMethod] public Quote Get(Quote quote, int number = Names.Number) => new Helper().Help(quote);
        }
        public partial class Base { private static readonly object Helping = new Helper(); }
        public partial record Quote(string Text, int Widget);
        public static class Names { public const int Number = 1; }
        """;

    /// <summary>Compares two versions of <c>File1.cs</c> in both directions, and what is written with what a new generator writes.</summary>
    /// <returns>Whether the generator rests, and whether it writes anything else after the edit.</returns>
    public static (bool Rests, bool Changes) Edit(string contracts, string before, string after)
    {
        var run = GeneratorHarness.RunUntracked(TestCompilation.Create(contracts, before));
        var edited = run.Edit("File1.cs", _ => after);
        var rests = AreEqual(run.Input, edited.Input);
        Assert.Equal(rests, AreEqual(edited.Input, run.Input));
        AssertFresh(edited);
        AssertFresh(edited.RunAgain(run.Input));
        return (rests, edited.Print() != run.Print());
    }

    /// <summary>Whether the generator rests between two compilations.</summary>
    public static bool AreEqual(CSharpCompilation before, CSharpCompilation after)
    {
        var (one, other) = (new Declarations(before), new Declarations(after));
        var areEqual = one.Equals(other);
        Assert.True(!areEqual || one.GetHashCode() == other.GetHashCode());
        return areEqual;
    }

    /// <summary>Compares what is written with what a new generator writes.</summary>
    public static void AssertFresh(GeneratorHarness run) => Assert.Equal(GeneratorHarness.RunUntracked(run.Input).Print(), run.Print());
}
