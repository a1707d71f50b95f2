using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace WsToolkit.Tests;

/// <summary>Dependencies point one way: a folder uses only what stands below it.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Contracts"] = [],
        ["Json"] = [],
        ["Dialects"] = ["Json"],
        ["Sessions"] = ["Json", "Dialects"],
        ["Rpc"] = ["Json", "Dialects", "Sessions"],
        ["Channels"] = ["Json", "Dialects", "Sessions"],

        // A walker over a WebSocket is a call: its limits, its deadline and its cancellation are the calls'.
        ["Walkers"] = ["Json", "Dialects", "Sessions", "Rpc"],
        ["Server"] = ["Json", "Dialects", "Sessions", "Rpc", "Channels", "Walkers"],
        ["Client"] = ["Json", "Dialects", "Sessions", "Rpc", "Channels", "Walkers"],
    };

    [Fact]
    public void Every_folder_uses_only_what_stands_below_it()
    {
        var root = Path.Combine(RepositoryRoot(), "src", "WsToolkit");
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0];
            if (folder is "obj" or "bin")
            {
                continue;
            }

            Assert.True(MayUse.ContainsKey(folder), $"{file} stands in a folder of which this test knows nothing.");
            foreach (Match use in Regex.Matches(File.ReadAllText(file), @"(?<!namespace )\bWsToolkit\.(Json|Dialects|Sessions|Rpc|Channels|Walkers|Server|Client)\b"))
            {
                var used = use.Groups[1].Value;
                if (used != folder && !MayUse[folder].Contains(used))
                {
                    wrong.Add($"{Path.GetFileName(file)} in {folder} uses {used}");
                }
            }
        }

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Signing_knows_nothing_of_the_dialects_that_use_it()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), "src", "WsToolkit", "Dialects", "Signing"), "*.cs"))
        {
            Assert.DoesNotMatch(@"(?<!namespace )\bWsToolkit\.", File.ReadAllText(file));
        }
    }

    [Fact]
    public void Framing_and_the_runtime_library_know_nothing_of_ASP_NET()
    {
        var forbidden = typeof(WsClient).Assembly.GetReferencedAssemblies()
            .Concat(typeof(Framing.OutputBuffer).Assembly.GetReferencedAssemblies())
            .Where(name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Empty(forbidden);
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
