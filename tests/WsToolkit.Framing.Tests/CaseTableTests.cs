using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace WsToolkit.Framing.Tests;

/// <summary>The tables that say which test proves what name tests that exist.</summary>
public sealed partial class CaseTableTests
{
    private static readonly HashSet<string> Tests = FindTests();

    [Fact]
    public void Every_case_of_the_wsproto_suite_has_a_test_or_a_reason()
    {
        var rows = Rows("tests/WsToolkit.Framing.Tests/wsproto-cases.md").Where(row => row[0].Contains("test_")).ToList();
        Assert.Equal(178, rows.Count);
        Assert.All(rows, row => AssertProved(row[1]));
    }

    [Fact]
    public void Every_requirement_of_rfc_6455_has_a_test_or_a_reason()
    {
        var rows = Rows("docs/rfc6455.md").Where(row => char.IsAsciiDigit(row[0][0])).ToList();
        Assert.InRange(rows.Count, 80, 200);
        Assert.All(rows, row => AssertProved(row[2]));
    }

    private static void AssertProved(string cell)
    {
        var names = NamesPattern().Matches(cell).Select(match => match.Groups[1].Value).Where(name => name.Contains('.')).ToList();
        Assert.All(names, name => Assert.True(Tests.Contains(name), $"There is no test {name}."));
        Assert.True(names.Count > 0 || cell.StartsWith("does not apply", StringComparison.Ordinal),
            $"'{cell}' names no test and no reason.");
    }

    private static IEnumerable<string[]> Rows(string file)
        => File.ReadLines(Path.Combine(Root(), file)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line
            => line.Trim('|', ' ').Split(" | "));

    /// <summary>The tests of all projects, as their sources declare them.</summary>
    private static HashSet<string> FindTests()
    {
        var tests = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*Test*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Root(), "tests"), "*Properties.cs", SearchOption.AllDirectories)))
        {
            foreach (Match method in MethodPattern().Matches(File.ReadAllText(file)))
            {
                tests.Add($"{Path.GetFileNameWithoutExtension(file).Split('.')[0]}.{method.Groups[1].Value}");
            }
        }

        return tests;
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex NamesPattern();

    [GeneratedRegex(@"\[\w*(?:Fact|Theory)[\s\S]*?public (?:async )?(?:void|Task|ValueTask) (\w+)\(")]
    private static partial Regex MethodPattern();
}
