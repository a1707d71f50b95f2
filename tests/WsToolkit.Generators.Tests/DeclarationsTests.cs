using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>The generator rests while only bodies of what contracts read are edited. Whatever else is edited there, it must not rest.</summary>
public sealed class DeclarationsTests
{
    private const string Service = """
        #pragma warning disable CS1591
        using System.Text.Json.Serialization;
        using WsToolkit;
        namespace Shop;
        [WsService(Names.Service)]
        public partial class Trading : Base
        {
            [WsRpcMethod(Names.Method)] public Quote Get(Side side = Names.Default, int number = Names.Number) => Make(side);
            private static Quote Make(Side side) { return new Quote(); }
        }
        """;

    private const string Others = """
        #pragma warning disable CS1591
        namespace Shop;
        /// <summary>Names.</summary>
        public static class Names
        {
            public const string Service = "trading";
            public const string Method = "get";
            public const Side Default = Side.Buy;
        public const int Number = 1;
            public static readonly int Lucky = 7;
            public static int Twice(int x) { return x * 2; }
            public static int Thrice(int x) => x * 3;
            public static int Property { get; set; } = 1;
        }
        public enum Side { Buy = 1, Sell = 2 }
        public class Quote { public string Text { get; set; } = ""; }
        public class Base { }
        public record Doubled(int Number) { public int Twice = Number; }
        """;

    [Theory]
    [InlineData("return x * 2;", "var y = x; return y + y;")]
    [InlineData("x * 3", "x + x + x")]
    [InlineData("Lucky = 7", "Lucky = 8")]
    [InlineData("public class Base { }", "public  class  Base\n{\n} // words")]
    [InlineData("public static int Twice", "/* words */ public static int Twice")]
    public void Bodies_and_white_space_are_no_declarations(string text, string replacement)
    {
        var before = GeneratorHarness.Run(Service, Others);

        var after = before.Edit(1, text, replacement);

        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(after, TrackingNames.Declarations));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after, TrackingNames.Payloads));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(after, TrackingNames.AnnotatedServices));
        Assert.Equal(GeneratorHarness.Run(after.Input).Print(), after.Print());
    }

    [Theory]
    [InlineData("\"trading\"", "\"other\"")]
    [InlineData("\"get\"", "\"other\"")]
    [InlineData("Default = Side.Buy", "Default = Side.Sell")]
    [InlineData("Sell = 2", "Sell = 3")]
    [InlineData("string Text", "string? Text")]
    [InlineData("public class Quote", "#nullable disable\npublic class Quote")]
    [InlineData("/// <summary>Names.", "/// <summary>All names.")]
    [InlineData("Text { get; set; }", "Text { get; init; }")]
    [InlineData("Text { get; set; }", "Text { get { return \"\"; } set { } }")]
    [InlineData("public class Quote", "[System.Text.Json.Serialization.JsonUnmappedMemberHandling(default)] public class Quote")]
    [InlineData("Base { }", "Base { public class Nested; }")]
    [InlineData("namespace Shop;", "namespace Shop; using Names = Quote;")]
    [InlineData("Number = 1", "Number = 2")]
    [InlineData("return x * 2;", "return x * 2;\n#nullable disable\n")]
    [InlineData("Property { get; set; } = 1", "Property { get; set; } = 2")]
    [InlineData("Twice = Number", "Twice = 2")]
    public void All_else_is(string text, string replacement)
    {
        var before = GeneratorHarness.Run(Service, Others);

        var after = before.Edit(1, text, replacement);

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(after, TrackingNames.Declarations));
        Assert.Equal(GeneratorHarness.Run(after.Input).Print(), after.Print());
    }

    [Theory]
    [InlineData("Given(3)", "Given(Number)")]
    [InlineData("_shared = 3", "_shared = Id")]
    [InlineData("_shared = 3", "_shared = Make()")]
    [InlineData("{ get; set; }", "{ get; set { } }")]
    public void What_decides_how_a_record_is_read_counts_in_files_of_base_records_too(string text, string replacement)
    {
        var before = GeneratorHarness.Run(
            Service.Replace("new Quote()", "new Quote(1)"),
            """
            #pragma warning disable CS1591
            namespace Shop;
            public enum Side { Buy = 1, Sell = 2 }
            public class Base { }
            public static class Names
            {
                public const string Service = "trading";
                public const string Method = "get";
                public const Side Default = Side.Buy;
                public const int Number = 1;
            }
            public sealed record Quote(int Number) : Given(3);
            """,
            """
            #pragma warning disable CS1591
            namespace Shop;
            public record Given(int Id)
            {
                private readonly int _shared = 3;
                public int Other { get; set; }
                public int Shared() => _shared;
                private protected static int Make() => 4;
            }
            """);

        var after = before.Edit(text.StartsWith("Given") ? 1 : 2, text, replacement);

        Assert.Contains("Json.Positional<Self>(", before["WsJsonContext.Quote.g.cs"]);
        Assert.Contains("Json.Object<Self>(", after["WsJsonContext.Quote.g.cs"]);
        Assert.Equal(GeneratorHarness.Run(after.Input).Print(), after.Print());
    }

    [Fact]
    public void Options_references_files_and_the_assembly_count()
    {
        var compilation = TestCompilation.Create(Service, Others);
        var declarations = new Declarations(compilation);

        Assert.Equal(declarations, new Declarations(compilation.Clone()));
        Assert.NotEqual(declarations, new Declarations(compilation.WithAssemblyName("Other")));
        Assert.NotEqual(
            declarations,
            new Declarations(compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable))));
        Assert.NotEqual(
            declarations,
            new Declarations(compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new GeneratedFiles()))));
        Assert.NotEqual(declarations, new Declarations(compilation.RemoveReferences(compilation.References.First())));
        Assert.Equal(declarations, new Declarations(compilation.AddFile("More.cs", "")));
        Assert.NotEqual(declarations, new Declarations(compilation.AddFile("More.cs", "class Quote;")));
        Assert.NotEqual(declarations, new Declarations(compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[^1])));
    }

    [Fact]
    public void Several_edits_are_compared_with_what_was_generated()
    {
        var run = GeneratorHarness.Run(Service, Others);
        foreach (var number in Enumerable.Range(3, 5))
        {
            run = run.Edit(1, $"* {number}", $"* {number + 1}");
            Assert.Equal([IncrementalStepRunReason.Cached], Reasons(run, TrackingNames.Payloads));
        }

        run = run.Edit(1, "string Text", "string Words");
        Assert.Contains("\"Words\"", run["WsJsonContext.Quote.g.cs"]);
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorHarness run, string step)
        => run.Result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Reason);

    // As generated_code = true in an .editorconfig, which turns nullable annotations off.
    private sealed class GeneratedFiles : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.MarkedGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
