using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using WsToolkit.CodeFixes;
using WsToolkit.Generators.Analyzers;
using WsToolkit.Generators.Analyzers.Payloads;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>Every diagnostic has a page, the page says what is true, and its examples are what it says they are.</summary>
public sealed partial class DiagnosticPagesTests
{
    private const string Index = "README.md";

    private static readonly string Root = TestProject.PathOf("..", "..");
    private static readonly string Pages = Path.Combine(Root, "docs", "diagnostics");
    private static readonly HashSet<string> Fixable =
        [.. new MakePartialFix().FixableDiagnosticIds, .. new AddJsonSerializableFix().FixableDiagnosticIds, .. new AddGenericPayloadsFix().FixableDiagnosticIds];

    private static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors =
    [
        .. new ContractAnalyzer().SupportedDiagnostics.Concat(new PayloadAnalyzer().SupportedDiagnostics)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ids => new(Descriptors.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_describes_its_diagnostic(string id)
    {
        var descriptor = Descriptor(id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(Pages, id + ".md"));
        Assert.Equal($"# {id}: {descriptor.Title}", lines[0]);
        Assert.Equal($"Severity: {SeverityOf(descriptor)}. Code fix: {FixOf(id)}.", lines[2]);
        Assert.Equal(
            ["## Cause", "## How to fix it", "## Example", "## When to suppress it"],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(2, Examples(id).Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_first_example_of_a_page_is_wrong_and_the_second_right(string id)
    {
        // Whether the example is wrong depends on another generator there; that has a test of its own.
        var isAlone = id != Diagnostics.UnresolvedType.Id && id != PayloadDiagnostics.UnseenMember.Id;
        var examples = Examples(id);
        Assert.Equal(isAlone ? [id] : [], await AnalyzeAsync(examples[0], compiles: id != Diagnostics.UnresolvedType.Id));
        Assert.Equal([], await AnalyzeAsync(examples[1], compiles: true));
    }

    [Fact]
    public void The_index_lists_every_page()
    {
        var rows = File.ReadAllLines(Path.Combine(Pages, Index)).Where(line => line.StartsWith("| [WST", StringComparison.Ordinal));
        Assert.Equal(
            Descriptors.Select(descriptor => Row(
                $"[{descriptor.Id}]({descriptor.Id}.md)", descriptor.Title, SeverityOf(descriptor), FixOf(descriptor.Id))),
            rows.Where(IsOurs));
    }

    [Fact]
    public void No_page_is_left_over()
    {
        var pages = Directory.EnumerateFiles(Pages, "WST*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(IsOurs).Order(StringComparer.Ordinal);
        Assert.Equal(Descriptors.Select(descriptor => descriptor.Id), pages);
    }

    [Fact]
    public void The_release_notes_list_every_diagnostic()
    {
        var folder = Path.Combine(Root, "generators", "WsToolkit.Generators");
        var rows = File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))
            .Concat(File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")))
            .Where(IsOurs);
        Assert.Equal(
            Descriptors.Select(descriptor => Row(
                descriptor.Id, descriptor.Category, descriptor.DefaultSeverity, $"[{descriptor.Title}]({descriptor.HelpLinkUri})").Trim('|', ' ')),
            rows);
    }

    [Fact]
    public void The_fix_is_for_diagnostics_that_exist()
        => Assert.All(Fixable, id => Assert.NotNull(Descriptor(id)));

    private static async Task<IEnumerable<string>> AnalyzeAsync(string example, bool compiles)
    {
        // What is about several files names the second in a comment.
        var files = example.Split("// Second file:\n").Select(file => "using WsToolkit;\nnamespace Shop;\n" + file);
        var run = GeneratorHarness.Run([.. files]);
        if (compiles)
        {
            Assert.Empty(run.Output.CompilerErrors());
        }

        return (await AnalyzerHarness.AnalyzeAsync(run.Output)).Select(diagnostic => diagnostic.Id);
    }

    private static List<string> Examples(string id)
        => [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(Pages, id + ".md"))).Select(match => match.Groups[1].Value)];

    private static DiagnosticDescriptor Descriptor(string id) => Descriptors.Single(descriptor => descriptor.Id == id);

    private static string Row(params object[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string SeverityOf(DiagnosticDescriptor descriptor)
        => descriptor.DefaultSeverity.ToString().ToLowerInvariant()
        + (descriptor.Category == PayloadDiagnostics.Category
            ? $"; {PayloadDiagnostics.WhenTrimmed(descriptor).ToString().ToLowerInvariant()} with NativeAOT or trimming"
            : "");

    private static string FixOf(string id) => Fixable.Contains(id) ? "yes" : "no";

    // Of contracts and payloads.
    private static bool IsOurs(string text)
        => text.TrimStart('|', ' ', '[') is var id
        && (id.StartsWith("WST1", StringComparison.Ordinal) || id.StartsWith("WST2", StringComparison.Ordinal));

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
