using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using WsToolkit.Generators;

namespace WsToolkit.Benchmarks.Generator;

/// <summary>
/// Measures the generator over a synthetic solution: the first run, and runs after edits elsewhere and of a payload type, beside
/// generators that do nothing.
/// </summary>
internal static class GeneratorSpeed
{
    /// <summary>The command of a process of its own, whose code is not compiled yet.</summary>
    public const string FirstRunCommand = "generator-first-run";

    private static readonly (string Name, Func<IIncrementalGenerator> Create)[] Generators =
    [
        ("nothing", static () => new EmptyGenerator()),
        ("finding the attributes", static () => new FindingGenerator()),
        ("WsGenerator", static () => new WsGenerator()),
    ];

    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "services", "payloads", "rounds");
        var services = arguments.Number("services", 100, 2000);
        var payloads = arguments.Number("payloads", 500, 10_000);
        var rounds = arguments.Number("rounds", 15, 200);
        var trees = SyntheticSolution.Files(services, payloads)
            .Select(static file => SyntheticSolution.Parse(file.Key, file.Value));
        var input = SyntheticSolution.Compile(trees, SyntheticSolution.References());
        Check(input);

        Console.WriteLine($"{services} services with {SyntheticSolution.MethodsPerService} methods each, {payloads} payload types, "
            + $"medians of {rounds} rounds (least):");
        Console.WriteLine();
        Console.WriteLine("| generator | cold | the first edit after it, a method declared elsewhere | a body edited elsewhere "
            + "| a method declared elsewhere | a type declared elsewhere | a payload type edited "
            + "| files made anew by the edits |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var times = Generators.ToDictionary(static generator => generator.Name, static _ => new Times());
        for (var round = -3; round < rounds; round++)
        {
            foreach (var (name, create) in Generators)
            {
                // The first rounds let the code be compiled.
                Measure(input, payloads, create, Math.Abs(round) + 1, round < 0 ? new Times() : times[name]);
            }
        }

        foreach (var (name, _) in Generators)
        {
            var of = times[name];
            Console.WriteLine($"| {name} | {Text(of.Cold)} | {Text(of.First)} | {Text(of.Body)} | {Text(of.Method)} | {Text(of.Type)} "
                + $"| {Text(of.Payload)} | {of.BodyFiles}, {of.MethodFiles}, {of.TypeFiles}, {of.PayloadFiles} |");
        }

        Console.WriteLine();
        Console.WriteLine("The first run of a process, with nothing compiled yet, neither the compiler nor the generator:");
        Console.WriteLine();
        Console.WriteLine("| generator | median of 5 processes (least) |");
        Console.WriteLine("|---|---|");
        foreach (var (name, _) in Generators)
        {
            Console.WriteLine($"| {name} | {Text([.. Enumerable.Range(0, 5).Select(_ => InProcess(name, services, payloads))])} |");
        }
    }

    /// <summary>What the process of its own does: prints the milliseconds of one run.</summary>
    public static void FirstRun(string[] args)
    {
        var generator = Generators.Single(generator => generator.Name == args[0]).Create();
        var counts = args[1..].Select(static count => int.Parse(count, CultureInfo.InvariantCulture)).ToArray();
        var trees = SyntheticSolution.Files(counts[0], counts[1])
            .Select(static file => SyntheticSolution.Parse(file.Key, file.Value));
        var input = SyntheticSolution.Compile(trees, SyntheticSolution.References());

        // Loading the references is the compiler's business.
        _ = input.GetSpecialType(SpecialType.System_Object);
        var driver = Create(generator, input);
        var watch = Stopwatch.StartNew();
        driver.RunGenerators(input);
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }

    // What is measured has to compile, or it measures error paths.
    private static void Check(CSharpCompilation input)
    {
        Create(new WsGenerator(), input).RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        var errors = output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5).ToArray();
        if (errors.Length > 0)
        {
            throw new InvalidOperationException("The synthetic solution does not compile: " + string.Join("; ", errors.AsEnumerable()));
        }
    }

    private static void Measure(CSharpCompilation original, int payloads, Func<IIncrementalGenerator> create, int edit, Times times)
    {
        // Another compilation of the same trees has bound nothing but the references.
        var input = original.RemoveSyntaxTrees(original.SyntaxTrees[^1]).AddSyntaxTrees(original.SyntaxTrees[^1]);
        var driver = Create(create(), input);
        times.Cold.Add(Time(ref driver, input));
        times.First.Add(FirstEdit(original, create, edit));
        var body = Replace(input, SyntheticSolution.UnrelatedFile, SyntheticSolution.EditedUnrelated(edit));
        times.BodyFiles = Edit(ref driver, body, times.Body);
        var method = Replace(body, SyntheticSolution.UnrelatedFile, SyntheticSolution.DeclaredElsewhere(edit));
        times.MethodFiles = Edit(ref driver, method, times.Method);
        var type = Replace(method, SyntheticSolution.UnrelatedFile, SyntheticSolution.TypeElsewhere(edit));
        times.TypeFiles = Edit(ref driver, type, times.Type);
        var edited = edit % payloads;
        var payload = Replace(type, SyntheticSolution.PayloadFile(edited), SyntheticSolution.EditedPayload(edited, payloads, edit));
        times.PayloadFiles = Edit(ref driver, payload, times.Payload);
    }

    // Names are kept for each tree, so these have to be new ones.
    private static double FirstEdit(CSharpCompilation original, Func<IIncrementalGenerator> create, int edit)
    {
        var input = original.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(original.SyntaxTrees.Select(static tree => SyntheticSolution.Parse(tree.FilePath, tree.ToString())));
        var driver = Create(create(), input).RunGenerators(input);
        return Time(ref driver, Replace(input, SyntheticSolution.UnrelatedFile, SyntheticSolution.DeclaredElsewhere(edit)));
    }

    private static int Edit(ref GeneratorDriver driver, CSharpCompilation edited, List<double> times)
    {
        var before = driver;
        times.Add(Time(ref driver, edited));
        return Written(before, driver);
    }

    private static GeneratorDriver Create(IIncrementalGenerator generator, CSharpCompilation input)
        => CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)input.SyntaxTrees[0].Options);

    private static double Time(ref GeneratorDriver driver, CSharpCompilation input)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(input);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string path, string text)
        => compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees.Single(tree => tree.FilePath == path), SyntheticSolution.Parse(path, text));

    private static int Written(GeneratorDriver before, GeneratorDriver after)
    {
        // The driver parses all files lazily again; what has been emitted is told by the texts.
        var old = Texts(before).ToHashSet();
        return Texts(after).Count(text => !old.Contains(text));
    }

    private static IEnumerable<SourceText> Texts(GeneratorDriver driver)
        => driver.GetRunResult().Results.SelectMany(static result => result.GeneratedSources).Select(static source => source.SourceText);

    private static double InProcess(string generator, int services, int payloads)
    {
        using var process = Process.Start(OwnProcess.With(FirstRunCommand, generator, $"{services}", $"{payloads}"))!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string Text(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:F1} ms ({times[0]:F1})");
    }

    private sealed class Times
    {
        public List<double> Cold { get; } = [];

        public List<double> First { get; } = [];

        public List<double> Body { get; } = [];

        public List<double> Method { get; } = [];

        public List<double> Type { get; } = [];

        public List<double> Payload { get; } = [];

        public int BodyFiles { get; set; }

        public int MethodFiles { get; set; }

        public int TypeFiles { get; set; }

        public int PayloadFiles { get; set; }
    }
}
