using System.Text.RegularExpressions;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>
/// Compares generated files with the ones that have been read and accepted. The names and contents follow the conventions of the
/// library Verify, so that it can take over: <c>Type.Method_parameter=value#hint.verified.cs</c> is what is expected, and
/// <c>.received.cs</c> beside it is what came instead. With <c>WSTOOLKIT_ACCEPT_SNAPSHOTS=1</c> what comes is accepted.
/// </summary>
internal static partial class Snapshot
{
    private const string Verified = ".verified.cs";
    private const string Received = ".received.cs";

    private static readonly bool Accept = Environment.GetEnvironmentVariable("WSTOOLKIT_ACCEPT_SNAPSHOTS") == "1";

    /// <summary>The directory of the snapshots.</summary>
    public static string DirectoryPath { get; } = TestProject.PathOf("Snapshots");

    /// <summary>Compares all files of a run.</summary>
    /// <param name="test">The name of the test, such as <c>Type.Method_parameter=value</c>.</param>
    /// <param name="files">The names of the files and their texts.</param>
    public static void Verify(string test, IEnumerable<KeyValuePair<string, string>> files)
    {
        Directory.CreateDirectory(DirectoryPath);
        var obsolete = Directory.EnumerateFiles(DirectoryPath, test + "#*" + Verified).ToHashSet(StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var (hintName, text) in files)
        {
            var path = Path.Combine(DirectoryPath, $"{test}#{Path.GetFileNameWithoutExtension(hintName)}");
            obsolete.Remove(path + Verified);
            if (Compare(path, $"//HintName: {hintName}\n{Scrub(text)}") is { } difference)
            {
                differences.Add(difference);
            }
        }

        foreach (var path in obsolete)
        {
            if (Accept)
            {
                File.Delete(path);
            }
            else
            {
                differences.Add($"{Path.GetFileName(path)}: is not generated any more");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>The names of the tests that have snapshots.</summary>
    public static IEnumerable<string> Tests()
        => Directory.EnumerateFiles(DirectoryPath, "*" + Verified).Select(path => Path.GetFileName(path).Split('#')[0]).Distinct();

    private static string? Compare(string path, string text)
    {
        var expected = File.Exists(path + Verified) ? File.ReadAllText(path + Verified) : null;
        if (Accept || expected == text)
        {
            File.Delete(path + Received);
            if (expected != text)
            {
                File.WriteAllText(path + Verified, text);
            }

            return null;
        }

        File.WriteAllText(path + Received, text);
        var name = Path.GetFileName(path);
        return expected is null ? $"{name}: is new" : $"{name}: {FirstDifference(expected, text)}";
    }

    private static string FirstDifference(string expected, string actual)
    {
        var expectedLines = expected.Split('\n');
        var actualLines = actual.Split('\n');
        var line = expectedLines.Zip(actualLines).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}\n  expected: {expectedLines.ElementAtOrDefault(line)}\n  actual:   {actualLines.ElementAtOrDefault(line)}";
    }

    // The version of the generator is no part of what it does.
    private static string Scrub(string text) => GeneratorVersion().Replace(text, "$1VERSION$2");

    [GeneratedRegex("""(GeneratedCode(?:Attribute)?\("WsToolkit\.Generators", ")[^"]*(")""")]
    private static partial Regex GeneratorVersion();
}
