using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>
/// Compiles source as the strictest of projects would: nullable and documentation on, every warning an error. References the
/// platform, ASP.NET Core and the toolkit, and has the SDK's implicit usings.
/// </summary>
internal static class TestCompilation
{
    public const string AssemblyName = "Shop";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // The SDK silences the two about assembly versions as well. The cases are not documented themselves.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithNullableContextOptions(NullableContextOptions.Enable)
        .WithGeneralDiagnosticOption(ReportDiagnostic.Error)
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress), new("CS1591", ReportDiagnostic.Warn)])
        .WithWarningLevel(9999)
        .WithDeterministic(true);

    private static readonly Lazy<ImmutableArray<MetadataReference>> Platform = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(IsReferenced)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    // What is derived from one compilation shares its bound references.
    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(AssemblyName, [], Platform.Value, Options));

    /// <summary>How source is parsed.</summary>
    public static CSharpParseOptions ParseOptions(LanguageVersion version = LanguageVersion.Latest)
        => new(version, DocumentationMode.Diagnose);

    /// <summary>Compiles files that are called <c>File0.cs</c> and so on.</summary>
    public static CSharpCompilation Create(params string[] sources) => Create(sources, LanguageVersion.Latest);

    public static CSharpCompilation Create(IEnumerable<string> sources, LanguageVersion version)
        => Create(sources.Select((source, index) => new KeyValuePair<string, string>($"File{index}.cs", source)), version);

    /// <summary>Compiles files, given with their names.</summary>
    public static CSharpCompilation Create(IEnumerable<KeyValuePair<string, string>> files, LanguageVersion version = LanguageVersion.Latest)
        => Empty.Value.AddSyntaxTrees(files
            .Prepend(new KeyValuePair<string, string>("ImplicitUsings.cs", ImplicitUsings))
            .Select(file => CSharpSyntaxTree.ParseText(file.Value, ParseOptions(version), file.Key)));

    /// <summary>The same compilation with the text of one file changed.</summary>
    public static CSharpCompilation Edit(this CSharpCompilation compilation, string path, Func<string, string> edit)
    {
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
        var before = tree.ToString();
        var after = edit(before);
        Assert.NotEqual(before, after);
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(after, (CSharpParseOptions)tree.Options, path));
    }

    /// <summary>The same compilation with one more file.</summary>
    public static CSharpCompilation AddFile(this CSharpCompilation compilation, string path, string source)
        => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, path));

    private static bool IsReferenced(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || name is "netstandard.dll" or "mscorlib.dll" or "WsToolkit.dll" or "WsToolkit.Framing.dll" or "WsToolkit.Testing.dll";
    }
}
