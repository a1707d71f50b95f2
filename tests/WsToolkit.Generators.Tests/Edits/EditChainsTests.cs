using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>Edits that come one after another, files that come and go, and projects that are compared as wholes.</summary>
public sealed class EditChainsTests
{
    private const string Elsewhere = "namespace Shop; public class Widget;";

    [Fact]
    public void Edits_elsewhere_are_compared_with_what_was_parsed()
    {
        var run = Run(EditHarness.Contract, Elsewhere);
        var parsed = run.Input;
        for (var number = 0; number < 20; number++)
        {
            run = run.Edit("File1.cs", _ => $"namespace Shop; public class Widget{number} {{ public int Number{number}; }}");
            Assert.True(EditHarness.AreEqual(parsed, run.Input));
        }

        run = run.Edit(0, "string Text", "string Words");
        Assert.False(EditHarness.AreEqual(parsed, run.Input));
        Assert.Contains("Words", run["WsJsonContext.Quote.g.cs"]);
        EditHarness.AssertFresh(run);
    }

    [Fact]
    public void What_an_edit_elsewhere_declares_is_there_when_a_contract_mentions_it()
    {
        var run = Run(EditHarness.Contract, Elsewhere);
        var declared = run.Edit(1, "Widget;", "Widget { public const int Number = 77; }");
        Assert.True(EditHarness.AreEqual(run.Input, declared.Input));

        var mentioned = declared.Edit(0, "Names.Number", "Widget.Number");
        Assert.Contains("77", mentioned["Shop.Trading.Client.g.cs"]);
        EditHarness.AssertFresh(mentioned);

        // Now the same edit matters.
        var edited = mentioned.Edit(1, "77", "78");
        Assert.Contains("78", edited["Shop.Trading.Client.g.cs"]);
    }

    [Fact]
    public void What_a_contract_mentions_no_longer_is_out_of_reach_again()
    {
        var run = Run(EditHarness.Contract.Replace("Names.Number", "Widget.Number", StringComparison.Ordinal), Elsewhere);
        var left = run.Edit(0, "Widget.Number", "Names.Number");
        var edited = left.Edit(1, "Widget;", "Widget { public const int Number = 77; }");

        Assert.True(EditHarness.AreEqual(left.Input, edited.Input));
        EditHarness.AssertFresh(edited);
    }

    [Theory]
    [InlineData("class B { public const int X = C.X; }", "class C { public const int X = 1; }", "X = 1", "X = 2")]
    [InlineData("partial class Dto : Middle;", "class Middle : Top; class Top { public int X { get; set; } }", "int X", "int Y")]
    [InlineData("partial class Dto { public Middle? In { get; set; } }", "class Middle { public int X { get; set; } }", "int X", "int Y")]
    [InlineData("[C] partial class S;", "class CAttribute : System.Attribute { }", "class C", "abstract class C")]
    public void What_is_reached_by_way_of_another_file(string between, string last, string text, string replacement)
    {
        var run = Run(
            "using WsToolkit; namespace Shop; [WsService] public partial class S { [WsRpcMethod] public Dto F(int x = B.X) => null!; }",
            "namespace Shop; public partial class Dto;",
            "namespace Shop; " + between,
            "namespace Shop; " + last);
        var edited = run.Edit(3, text, replacement);

        Assert.False(EditHarness.AreEqual(run.Input, edited.Input));
        Assert.NotEqual(run.Print(), edited.Print());
        EditHarness.AssertFresh(edited);
    }

    [Fact]
    public void Bodies_of_contracts_and_declarations_elsewhere_at_once()
    {
        var run = Run(EditHarness.Contract, Elsewhere);
        var edited = run.RunAgain(run.Input.Edit("File1.cs", text => text + "public class More;")
            .Edit("File0.cs", text => text.Replace("new Helper()", "new Helper(1)", StringComparison.Ordinal)));

        Assert.True(EditHarness.AreEqual(run.Input, edited.Input));
        EditHarness.AssertFresh(edited);
    }

    [Fact]
    public void One_of_two_edits_matters()
    {
        var run = Run(EditHarness.Contract, Elsewhere);
        var edited = run.RunAgain(run.Input.Edit("File1.cs", text => text + "public class More;")
            .Edit("File0.cs", text => text.Replace("Number = 1", "Number = 2", StringComparison.Ordinal)));

        Assert.False(EditHarness.AreEqual(run.Input, edited.Input));
        EditHarness.AssertFresh(edited);
    }

    [Fact]
    public void Files_that_come_and_go()
    {
        var run = Run("namespace Shop; public class First;", EditHarness.Contract, Elsewhere);
        var more = run.RunAgain(run.Input.AddFile("More.cs", "namespace Shop; public class More;"));
        var less = more.RunAgain(more.Input.RemoveSyntaxTrees(more.Input.SyntaxTrees[1]));
        var edited = less.Edit("File1.cs", text => text.Replace("new Helper()", "new Helper(1)", StringComparison.Ordinal));
        foreach (var one in new[] { more, less, edited })
        {
            Assert.True(EditHarness.AreEqual(run.Input, one.Input));
            Assert.True(EditHarness.AreEqual(one.Input, run.Input));
            EditHarness.AssertFresh(one);
        }

        var without = edited.RunAgain(edited.Input.RemoveSyntaxTrees(edited.Input.SyntaxTrees[1]));
        Assert.False(EditHarness.AreEqual(run.Input, without.Input));
        Assert.Empty(without.Files);
    }

    [Fact]
    public void A_namespace_stays_while_one_file_declares_it()
    {
        const string Using = "using WsToolkit; namespace Shop; [WsService] public partial class S { [WsRpcMethod] public int F(int x = Tools.A.X) => x; }";
        var run = Run(Using, "namespace Shop.Tools { class B; }", "namespace Shop.Tools { class C; }", "namespace Tools; class A { public const int X = 7; }");
        var less = run.RunAgain(run.Input.RemoveSyntaxTrees(run.Input.SyntaxTrees[2]));
        Assert.True(EditHarness.AreEqual(run.Input, less.Input));
        EditHarness.AssertFresh(less);

        var least = less.RunAgain(less.Input.RemoveSyntaxTrees(less.Input.SyntaxTrees[2]));
        Assert.False(EditHarness.AreEqual(run.Input, least.Input));
        Assert.NotEqual(run.Print(), least.Print());
        EditHarness.AssertFresh(least);
    }

    [Fact]
    public void The_order_of_what_contracts_read_counts()
    {
        const string First = "using WsToolkit; namespace Shop; [WsService] public partial class S { [WsRpcMethod] public int One() => 1; }";
        const string Second = "using WsToolkit; namespace Shop; public partial class S { [WsRpcMethod] public int Two() => 2; }";
        var run = Run(First, Elsewhere, Second);
        var trees = run.Input.SyntaxTrees;

        var moved = run.RunAgain(Ordered(trees[0], trees[2], trees[1], trees[3]));
        EditHarness.AssertFresh(moved);
        var turned = run.RunAgain(Ordered(trees[0], trees[3], trees[2], trees[1]));
        Assert.False(EditHarness.AreEqual(run.Input, turned.Input));
        EditHarness.AssertFresh(turned);

        CSharpCompilation Ordered(params SyntaxTree[] ordered) => run.Input.RemoveAllSyntaxTrees().AddSyntaxTrees(ordered);
    }

    [Fact]
    public void A_reference_that_mentions_the_project_itself()
    {
        // What was compiled against an older version of the project brings its types along, without their names.
        var older = TestCompilation.Create("namespace Shop { public class Dto { public int X { get; set; } } }");
        var library = TestCompilation.Create("namespace Lib { public class Holder { public Shop.Dto Held { get; set; } = null!; } }")
            .WithAssemblyName("Lib").AddReferences(Image(older));
        var project = TestCompilation.Create(
            "using WsToolkit; namespace Shop; [WsService] public partial class S { [WsRpcMethod] public Lib.Holder F() => null!; }",
            "namespace Shop { public class Dto { public int X { get; set; } } }").AddReferences(Image(library));
        var run = GeneratorHarness.RunUntracked(project);
        var edited = run.Edit(1, "int X", "int Y");

        Assert.False(EditHarness.AreEqual(run.Input, edited.Input));
        Assert.NotEqual(run.Print(), edited.Print());
        EditHarness.AssertFresh(edited);
    }

    private static GeneratorHarness Run(params string[] sources) => GeneratorHarness.RunUntracked(TestCompilation.Create(sources));

    private static PortableExecutableReference Image(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
