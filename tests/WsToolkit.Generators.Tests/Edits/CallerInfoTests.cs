using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Edits;

/// <summary>What the compiler fills in from where an attribute stands is not repeated: it changes when lines are moved.</summary>
public sealed class CallerInfoTests
{
    private const string Marks = """
        using System;
        using System.Runtime.CompilerServices;
        using WsToolkit;
        namespace Shop;
        [AttributeUsage(AttributeTargets.All)]
        public sealed class MarkAttribute(
            object key,
            [CallerLineNumber] int line = -1,
            [CallerFilePath] string? file = null,
            [CallerMemberName] string member = "none",
            [CallerArgumentExpression(nameof(key))] string text = "no text") : Attribute
        {
            public object Key => key;
            public int Line => line;
            public string? File => file;
            public string Member => member;
            public string Text => text;
            public int More { get; set; }
        }
        """;

    [Theory]
    [InlineData("[Mark(1)]", "(1, -1, null!, \"none\", \"no text\")")]
    [InlineData("[Mark(1, More = 2)]", "(1, -1, null!, \"none\", \"no text\") { More = 2 }")]
    [InlineData("[Mark(1, 7)]", "(1, 7, null!, \"none\", \"no text\")")]
    [InlineData("[Mark(key: 1, 7, \"file\")]", "(1, 7, \"file\", \"none\", \"no text\")")]
    [InlineData("[Mark(1, @text: \"mine\", file: \"file\")]", "(1, -1, \"file\", \"none\", \"mine\")")]
    [InlineData("[Mark(1, 7, \"file\", \"member\", \"mine\")]", "(1, 7, \"file\", \"member\", \"mine\")")]
    public void What_is_given_is_repeated_and_the_rest_is_as_declared(string attribute, string expression)
    {
        var run = Run(attribute);
        run.Compile();
        Assert.Contains($"new global::Shop.MarkAttribute{expression}", run["Shop.S.Contract.g.cs"]);
    }

    [Theory]
    [InlineData("[Mark", "\n\n[Mark")]
    [InlineData("1 + 1", "1  +  1")]
    [InlineData("[Mark", "\n#line 200 \"other.cs\"\n[Mark")]
    public void Moving_lines_leaves_what_is_written(string text, string replacement)
    {
        var run = Run("[Mark(1 + 1)]");
        var edited = run.Edit(1, text, replacement);

        Assert.True(EditHarness.AreEqual(run.Input, edited.Input));
        EditHarness.AssertFresh(edited);
    }

    private static GeneratorHarness Run(string attribute) => GeneratorHarness.RunUntracked(TestCompilation.Create(
        Marks, $$"""namespace Shop; [WsToolkit.WsService] public partial class S { [WsToolkit.WsRpcMethod] {{attribute}} public int F() => 0; }"""));
}
