using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>
/// One of the contracts in <c>Cases</c>, each of a different shape and all of them correct: written as a user would, compiled by the
/// tests. A line <c>// file: Name.cs</c> begins the next file of a case. A line <c>// without snapshots: Name</c> keeps generated files whose
/// names begin so out of the snapshots, where they depend on types of the toolkit.
/// </summary>
/// <param name="Name">The case's name.</param>
/// <param name="Files">The source files with their names.</param>
internal sealed record ContractCase(string Name, IReadOnlyList<KeyValuePair<string, string>> Files)
{
    private const string Separator = "// file: ";
    private const string Exception = "// without snapshots: ";

    private static readonly Lazy<Dictionary<string, ContractCase>> Cases = new(() => Directory
        .EnumerateFiles(TestProject.PathOf("Cases"), "*.cs")
        .Select(Read)
        .OrderBy(contract => contract.Name, StringComparer.Ordinal)
        .ToDictionary(contract => contract.Name, StringComparer.Ordinal));

    private readonly Lazy<GeneratorHarness> _run = new(() => GeneratorHarness.Run(TestCompilation.Create(Files)));

    public static IEnumerable<ContractCase> All => Cases.Value.Values;

    /// <summary>All names, as data of a theory.</summary>
    public static TheoryData<string> Names => new(Cases.Value.Keys);

    public static ContractCase Named(string name) => Cases.Value[name];

    /// <summary>A run of the generator over the case. It is shared: every test starts from the same one.</summary>
    public GeneratorHarness Run() => _run.Value;

    public CSharpCompilation Compilation(LanguageVersion version = LanguageVersion.Latest) => TestCompilation.Create(Files, version);

    /// <summary>Whether a generated file is among the snapshots.</summary>
    public bool HasSnapshot(string hintName) => !Files
        .SelectMany(static file => file.Value.Split('\n'))
        .Any(line => line.StartsWith(Exception, StringComparison.Ordinal) && hintName.StartsWith(line[Exception.Length..], StringComparison.Ordinal));

    public override string ToString() => Name;

    private static ContractCase Read(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var files = new List<KeyValuePair<string, string>>();
        var parts = ("\n" + File.ReadAllText(path).ReplaceLineEndings("\n")).Split("\n" + Separator);
        if (parts[0].Length > 0)
        {
            files.Add(new(name + ".cs", parts[0][1..]));
        }

        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            files.Add(new(part[..end], part[(end + 1)..]));
        }

        return new ContractCase(name, files);
    }
}
