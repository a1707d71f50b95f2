using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>One run of the generator over a compilation, with what its steps did.</summary>
internal sealed class GeneratorHarness
{
    public const string RootNamespace = "Shop";

    private readonly GeneratorDriver _driver;

    private GeneratorHarness(GeneratorDriver driver, CSharpCompilation input)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Input = input;
        Output = (CSharpCompilation)output;
        Result = _driver.GetRunResult().Results.Single();

        // An exception would show as the warning CS8785, and all that is generated would be missing.
        Assert.Null(Result.Exception);
        Assert.Empty(diagnostics);
    }

    /// <summary>What the user wrote.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The same with what has been generated.</summary>
    public CSharpCompilation Output { get; }

    public GeneratorRunResult Result { get; }

    public IEnumerable<GeneratedSourceResult> Files => Result.GeneratedSources;

    public IEnumerable<string> HintNames => Files.Select(file => file.HintName);

    /// <summary>The text of one file.</summary>
    public string this[string hintName] => Files.Single(file => file.HintName == hintName).SourceText.ToString();

    /// <summary>Runs over files that are called <c>File0.cs</c> and so on.</summary>
    public static GeneratorHarness Run(params string[] sources) => Run(TestCompilation.Create(sources));

    public static GeneratorHarness Run(CSharpCompilation compilation, string? rootNamespace = RootNamespace)
        => Run(compilation, new ProjectOptions(rootNamespace));

    /// <summary>Runs in a project with properties.</summary>
    public static GeneratorHarness Run(CSharpCompilation compilation, ProjectOptions options) => Run(compilation, options, trackSteps: true);

    /// <summary>Runs as an editor does. A driver that keeps track of its steps may lose files after others have been taken away.</summary>
    public static GeneratorHarness RunUntracked(CSharpCompilation compilation)
        => Run(compilation, new ProjectOptions(RootNamespace), trackSteps: false);

    private static GeneratorHarness Run(CSharpCompilation compilation, ProjectOptions options, bool trackSteps)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new WsGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            optionsProvider: options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));
        return new GeneratorHarness(driver, compilation);
    }

    /// <summary>Runs again after an edit, with all that the last run left in the caches.</summary>
    public GeneratorHarness RunAgain(CSharpCompilation edited) => new(_driver, edited);

    /// <summary>Changes the text of one file and runs again.</summary>
    public GeneratorHarness Edit(string path, Func<string, string> edit) => RunAgain(Input.Edit(path, edit));

    /// <summary>Changes a part of the text of <c>File{index}.cs</c> and runs again.</summary>
    public GeneratorHarness Edit(int index, string text, string replacement)
        => Edit($"File{index}.cs", source => source.Replace(text, replacement, StringComparison.Ordinal));

    /// <summary>What a step of the pipeline has produced.</summary>
    /// <param name="trackingName">One of <see cref="TrackingNames"/>.</param>
    public IEnumerable<object> Models(string trackingName)
        => Result.TrackedSteps.TryGetValue(trackingName, out var steps)
            ? steps.SelectMany(step => step.Outputs).Where(output => output.Reason != IncrementalStepRunReason.Removed).Select(output => output.Value)
            : [];

    /// <summary>The files as a text, to compare two runs.</summary>
    public string Print() => string.Join("\n", Files.OrderBy(file => file.HintName, StringComparer.Ordinal)
        .Select(file => $"==== {file.HintName}\n{file.SourceText}"));

    /// <summary>Makes sure that no named step and no output has been made anew.</summary>
    public void AssertCached()
    {
        var outputs = Result.TrackedOutputSteps.Concat(Result.TrackedSteps.Where(step => TrackingNames.All.Contains(step.Key)))
            .SelectMany(steps => steps.Value, (steps, step) => (steps.Key, step.Outputs))
            .SelectMany(step => step.Outputs, (step, output) => (Step: step.Key, output.Reason));
        Assert.All(outputs, output => Assert.True(
            output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{output.Step} is {output.Reason}"));
    }

    /// <summary>The files that have been written anew since another run, even if with the same text.</summary>
    public IEnumerable<string> WrittenSince(GeneratorHarness before)
        => Files.Where(file => !before.Files.Any(other => other.HintName == file.HintName && ReferenceEquals(other.SourceText, file.SourceText)))
            .Select(file => file.HintName);

    /// <summary>Compiles what the user wrote with what has been generated; there must be nothing at all to complain of.</summary>
    /// <returns>The assembly.</returns>
    public MemoryStream Compile()
    {
        var assembly = new MemoryStream();
        var result = Output.Emit(assembly, xmlDocumentationStream: new MemoryStream());
        var diagnostics = result.Diagnostics.Where(IsFault).ToList();
        if (diagnostics.Count > 0)
        {
            var lines = diagnostics.Take(10).Select(diagnostic => $"{diagnostic}\n    {LineOf(diagnostic)}");
            Assert.Fail($"{diagnostics.Count} diagnostics:\n{string.Join('\n', lines)}");
        }

        Assert.True(result.Success);
        assembly.Position = 0;
        return assembly;
    }

    /// <summary>Compiles and loads.</summary>
    public Assembly Load() => new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(Compile());

    // The user's own types need not be documented; what is generated from them has to be.
    private bool IsFault(Diagnostic diagnostic)
        => diagnostic.Severity != DiagnosticSeverity.Hidden
            && !(diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree is { } tree && Input.ContainsSyntaxTree(tree));

    private static string? LineOf(Diagnostic diagnostic)
        => diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
}
