using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>The dialect that the page shows is the one that is tested.</summary>
public class DialectsPageTests
{
    [Fact]
    public void The_dialect_on_the_page_stands_in_its_file_word_for_word()
    {
        var root = RepositoryRoot();
        var page = File.ReadAllText(Path.Combine(root, "docs", "dialects.md"));
        var block = Regex.Match(page, @"<!-- source: (?<file>\S+) -->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline);
        Assert.True(block.Success);
        Assert.EndsWith(
            block.Groups["code"].Value.Trim(), File.ReadAllText(Path.Combine(root, block.Groups["file"].Value)).Trim(), StringComparison.Ordinal);
    }

    private static string RepositoryRoot([CallerFilePath] string path = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
