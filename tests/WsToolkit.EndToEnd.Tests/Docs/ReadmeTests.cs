using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>What the README shows is what the sample runs, and every page that a page names exists.</summary>
public class ReadmeTests
{
    private static readonly string Root = RepositoryRoot();

    [Fact]
    public void Code_in_the_README_stands_in_the_sample_word_for_word()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var blocks = Regex.Matches(readme, @"<!-- source: (?<file>\S+) -->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

        Assert.Equal(4, blocks.Count);
        Assert.All(blocks, block =>
        {
            var source = File.ReadAllText(Path.Combine(Root, block.Groups["file"].Value));
            Assert.Contains(block.Groups["code"].Value.Trim(), source, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_first_typed_call_of_the_Quickstart_stands_within_20_lines()
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "samples", "Quickstart", "Program.cs"));
        var call = Array.FindIndex(lines, line => line.Contains("await trading.EstimateSwapAsync(", StringComparison.Ordinal));
        Assert.InRange(call + 1, 1, 20);
    }

    [Fact]
    public void Every_page_that_is_linked_exists()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md"));
        var missing =
            from page in pages
            from Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:)(?<target>[^)#]+)")
            let target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, link.Groups["target"].Value))
            where !File.Exists(target)
            select $"{Path.GetRelativePath(Root, page)} -> {link.Groups["target"].Value}";
        Assert.Empty(missing);
    }

    private static string RepositoryRoot([CallerFilePath] string path = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
