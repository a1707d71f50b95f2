using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using WsToolkit.Dialects;

namespace WsToolkit.EndToEnd.Tests.Docs;

/// <summary>What the page on fixed headers shows and says is so.</summary>
public class FixedHeaderPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "fixed-header.md"));

    [Fact]
    public void Code_with_a_source_stands_there_word_for_word()
    {
        var blocks = Regex.Matches(Page, @"<!-- source: (?<file>\S+) -->\s*```csharp\n(?<code>.*?)```", RegexOptions.Singleline);

        Assert.Single(blocks);
        Assert.All(blocks, block => Assert.Contains(
            block.Groups["code"].Value.Trim(), File.ReadAllText(Path.Combine(RepositoryRoot(), block.Groups["file"].Value)), StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_are_those_of_the_options()
    {
        var options = new FixedHeaderOptions();

        Assert.Equal(10 * 1024 * 1024, options.MaxMessageBytes);
        Assert.Equal(4096, options.MaxErrorBodyBytes);
        Assert.Equal((100, 1024 * 1024), (options.MaxUnclaimedFrames, options.MaxUnclaimedBytes));
        Assert.Equal((1000, 204), (options.MaxAbandonedCalls, options.StreamEndStatus));
        Assert.All(
            [nameof(options.MaxMessageBytes), nameof(options.MaxErrorBodyBytes), nameof(options.MaxUnclaimedFrames), nameof(options.MaxAbandonedCalls)],
            name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
