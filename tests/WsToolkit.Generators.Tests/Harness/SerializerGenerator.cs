using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>System.Text.Json's own generator, which stands beside the toolkit's in every project.</summary>
internal static class SerializerGenerator
{
    private const string Path = "packs/Microsoft.NETCore.App.Ref";
    private const string File = "System.Text.Json.SourceGeneration.dll";

    private static readonly Lazy<ISourceGenerator> Instance = new(() =>
    {
        // The SDK's packs lie beside its shared frameworks.
        var runtime = System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = System.IO.Path.GetFullPath(System.IO.Path.Combine(runtime, "..", "..", "..", Path));
        var path = Directory.EnumerateFiles(packs, File, SearchOption.AllDirectories)
            .OrderBy(file => Version.Parse(System.IO.Path.GetRelativePath(packs, file).Split(System.IO.Path.DirectorySeparatorChar)[0].Split('-')[0]))
            .Last();
        var type = Assembly.LoadFrom(path).GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator")!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    });

    /// <summary>Runs it beside the toolkit's generator; neither sees the other's output.</summary>
    /// <returns>The compilation with what both have written.</returns>
    public static CSharpCompilation RunBoth(CSharpCompilation compilation, ProjectOptions? project = null)
    {
        CSharpGeneratorDriver
            .Create(
                [new WsGenerator().AsSourceGenerator(), Instance.Value],
                parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
                optionsProvider: project ?? new ProjectOptions())
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)output;
    }
}
