using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Json;

namespace WsToolkit.Generators.Tests.Json;

/// <summary>Makes the JSON context of some source, compiles both, and runs code against it and against reflection.</summary>
internal sealed class JsonHarness
{
    private const string Namespace = "Test.Generated";

    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.Diagnostics.CodeAnalysis;
        using System.Linq;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;

        """;

    private const string Helpers = """

        public static class Runner
        {
            private static JsonSerializerOptions Options = null!;

            public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

            public static string Write<T>(T value) => JsonSerializer.Serialize(value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

            public static string Again<T>(string json) => Write(Read<T>(json)!);

            public static string Try(Func<string> run)
            {
                try { return run(); }
                catch (Exception exception) { return exception.GetType().Name + ": " + exception.Message; }
            }

            public static string Run(JsonSerializerOptions options)
            {
                Options = options;
                return Body();
            }

            private static string Body()
            {
        """;

    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly Lazy<MetadataReference[]> References = new(() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal)
            || Path.GetFileName(path) is "netstandard.dll" or "WsToolkit.dll" or "WsToolkit.Framing.dll")
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray());

    private readonly Assembly _assembly;

    private JsonHarness(JsonContextModel context, IReadOnlyDictionary<string, string> files, Assembly assembly)
    {
        Context = context;
        Files = files;
        _assembly = assembly;
    }

    /// <summary>What the walk has found.</summary>
    public JsonContextModel Context { get; }

    /// <summary>The generated files.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>The types in the context, without <c>global::</c>.</summary>
    public IEnumerable<string> Types => Context.Table.Types.Select(type => type.Type.Replace("global::", ""));

    /// <summary>Walks from the types of the members of <c>interface Roots</c>.</summary>
    public static JsonContextModel Walk(Compilation compilation)
    {
        var walker = new PayloadWalker(compilation, Namespace);
        foreach (var member in compilation.GetTypeByMetadataName("Roots")!.GetMembers().OfType<IPropertySymbol>())
        {
            walker.Add(member.Type);
        }

        return walker.Walk(CancellationToken.None);
    }

    public static CSharpCompilation Compile(params string[] sources)
        => CSharpCompilation.Create(
            "Test" + Guid.NewGuid().ToString("N"),
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{index}.cs")),
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Generates and compiles.</summary>
    /// <param name="roots">The types to begin with, separated by semicolons.</param>
    /// <param name="types">The source of the types.</param>
    /// <param name="body">Code that uses the helpers and returns a text.</param>
    public static JsonHarness Create(string roots, string types, string body = "return \"\";")
    {
        var properties = roots.Split(';').Select((root, index) => $"{root.Trim()} P{index} {{ get; }}");
        var source = Usings + types + $"\npublic interface Roots {{ {string.Join(' ', properties)} }}\n";
        var compilation = Compile(source, Usings + Helpers + "\n" + body + "}}");
        var context = Walk(compilation);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["WsJsonContext.g.cs"] = JsonContextEmitter.Table(context.Table).ToString() };
        foreach (var model in context.Objects)
        {
            files.Add($"WsJsonContext.{model.Id}.g.cs", JsonContextEmitter.Object(model).ToString());
        }

        var complete = compilation.AddSyntaxTrees(files.Select(file => CSharpSyntaxTree.ParseText(file.Value, ParseOptions, file.Key)));
        var diagnostics = complete.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToArray();
        Assert.True(diagnostics.Length == 0, string.Join('\n', diagnostics.Take(5).Select(diagnostic => diagnostic.ToString()))
            + "\n" + string.Join('\n', diagnostics.Take(1).Select(diagnostic => diagnostic.Location.SourceTree?.ToString())));

        using var stream = new MemoryStream();
        Assert.True(complete.Emit(stream).Success);
        stream.Position = 0;
        return new JsonHarness(context, files, new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream));
    }

    /// <summary>The options as the toolkit uses them, without reflection.</summary>
    public JsonSerializerOptions Options(Action<JsonSerializerOptions>? configure = null)
    {
        var context = (IJsonTypeInfoResolver)_assembly.GetType(Namespace + ".WsJsonContext")!
            .GetProperty("Default", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
        return new WsJsonOptions
        {
            Configure = options =>
            {
                options.TypeInfoResolverChain.RemoveAt(options.TypeInfoResolverChain.Count - 1);
                configure?.Invoke(options);
            },
        }.CreateSerializerOptions(WsNaming.CamelCase, context);
    }

    /// <summary>Runs the body with the generated context.</summary>
    public string Run(Action<JsonSerializerOptions>? configure = null) => Run(Options(configure));

    /// <summary>Runs the body with reflection.</summary>
    public string RunReflection(Action<JsonSerializerOptions>? configure = null)
        => Run(new WsJsonOptions { Configure = configure }.CreateSerializerOptions(WsNaming.CamelCase, JsonTypeInfoResolver.Combine()));

    /// <summary>Generates, compiles and runs.</summary>
    public static string Run(string roots, string types, string body) => Create(roots, types, body).Run();

    /// <summary>Generates, compiles, runs, and makes sure that reflection does the same.</summary>
    public static string Same(string roots, string types, string body, Action<JsonSerializerOptions>? configure = null)
    {
        var harness = Create(roots, types, body);
        var result = harness.Run(configure);
        Assert.Equal(harness.RunReflection(configure), result);
        return result;
    }

    private string Run(JsonSerializerOptions options)
    {
        var run = _assembly.GetType("Runner")!.GetMethod("Run")!;
        return (string)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [options], null)!;
    }
}
