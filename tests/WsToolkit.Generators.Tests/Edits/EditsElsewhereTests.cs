namespace WsToolkit.Generators.Tests.Edits;

/// <summary>Edits that no contract can tell: the generator rests.</summary>
public sealed class EditsElsewhereTests
{
    private const string Other = "namespace Shop; public class Helper { public Quote Help(Quote quote) => quote; } public class Widget;";

    [Theory]
    [InlineData("public class Widget;", "public class Widget { public int Count(int x) => x; }")]
    [InlineData("public class Widget;", "public class Widget { public const int Number = 3; public enum Kind { A } }")]
    [InlineData("public class Widget;", "public class Widget { public Quote? Quote { get; set; } public int Names; public void Base(int Trading) { } }")]
    [InlineData("public class Widget;", "public class Widget; public class More;")]
    [InlineData("public class Widget;", "")]
    [InlineData("class Widget", "struct Gadget")]
    [InlineData("class Widget", "delegate Quote Widget(Quote quote)")]
    [InlineData("class Widget", "partial class Widget")]
    [InlineData("class Widget", "class Widget<Quote>")]
    [InlineData("public class Widget", "file class Widget")]
    [InlineData("public class Widget", "[System.Obsolete] [Tools.Widget] public class Widget")]
    [InlineData("public class Widget", "/// <summary>As <see cref=\"Quote\"/>.</summary>\npublic class Widget")]
    [InlineData("public class Widget", "\n#if MORE\npublic class Quote;\n#endif\npublic class Widget")]
    [InlineData("public class Widget", "// class Quote\npublic class Widget")]
    [InlineData("Quote Help(Quote quote)", "Quote Help(Quote quote, int more = 0)")]
    [InlineData("namespace Shop;", "namespace Shop; using Names = Widget; using static System.Math;")]
    [InlineData("namespace Shop;", "using Quote = System.Uri; namespace Shop;")]
    [InlineData("namespace Shop;", "namespace Shop.Views.Inner;")]
    [InlineData("namespace Shop;", "namespace Another;")]
    [InlineData("namespace Shop;", "")]
    [InlineData("public class Widget;", "public static class Extensions { public static int Number(this Quote quote) => 1; }")]
    [InlineData("public class Widget;", "public class Widget : Quote { public class Nested : Names { } }")]
    [InlineData("public class Widget;", "public class Widget {")]
    public void Cost_nothing(string text, string replacement)
        => Assert.Equal((true, false), EditHarness.Edit(EditHarness.Contract, Other, Replace(Other, text, replacement)));

    [Fact]
    public void Members_and_parameters_of_contracts_are_no_mention_of_types() => Assert.Equal((true, false), EditHarness.Edit(
        """
        using WsToolkit;
        [WsService] public partial class Service { [WsRpcMethod] public Kind Run(int Widget, Kind kind) => kind; public int Gadget { get; set; } }
        public enum Kind { Button }
        """,
        "class Widget; class Gadget; class Button; class Run;",
        "class Widget { int x; } class Gadget { int x; } class Button { int x; } class Run { int x; }"));

    [Fact]
    public void In_a_project_without_contracts() => Assert.Equal((true, false), EditHarness.Edit("class A : B;", "class B;", "class B { class C; }"));

    [Fact]
    public void What_files_out_of_reach_mention_does_not_matter() => Assert.Equal((true, false), EditHarness.Edit(
        EditHarness.Contract + "\n", "namespace Shop; class Widget : Gadget;", "namespace Shop; class Widget : Gadget, Missing { Gadget Get(Quote quote) => null!; }"));

    private static string Replace(string source, string text, string replacement) => source.Replace(text, replacement, StringComparison.Ordinal);
}
