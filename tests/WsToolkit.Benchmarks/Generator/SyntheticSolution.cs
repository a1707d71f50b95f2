using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Benchmarks.Generator;

/// <summary>
/// A project of many services and payload types, each in a file of its own, and a file that has to do with none of them. The payload types
/// contain each other, so every service reaches all of them.
/// </summary>
internal static class SyntheticSolution
{
    public const string UnrelatedFile = "Unrelated.cs";
    public const int MethodsPerService = 5;

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The files by their names.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(int services, int payloads)
    {
        yield return new("Usings.cs", Usings);
        yield return new(UnrelatedFile, "namespace Synthetic; public static class Unrelated { public static int Twice(int x) => x + x; }");
        for (var index = 0; index < payloads; index++)
        {
            yield return new(PayloadFile(index), Payload(index, payloads));
        }

        for (var index = 0; index < services; index++)
        {
            yield return new($"Service{Text(index)}.cs", Service(index, payloads));
        }
    }

    /// <summary>The file of a payload type.</summary>
    public static string PayloadFile(int index) => $"Payload{Text(index)}.cs";

    /// <summary>The same with one more member in one payload type.</summary>
    public static string EditedPayload(int index, int payloads, int edit)
        => Payload(index, payloads).Replace("/* more */", $"public int More{Text(edit)} {{ get; set; }}", StringComparison.Ordinal);

    /// <summary>The same with a member of a type that was not there before.</summary>
    public static string GrownPayload(int index, int payloads)
        => Payload(index, payloads).Replace("/* more */", $"public Payload{Text(index)}More? More {{ get; set; }}", StringComparison.Ordinal)
            + $"public class Payload{Text(index)}More {{ public int Number {{ get; set; }} }}\n";

    /// <summary>The same file with another body of its method.</summary>
    public static string EditedUnrelated(int edit)
        => $"namespace Synthetic; public static class Unrelated {{ public static int Twice(int x) => x + x + {Text(edit)}; }}";

    /// <summary>The same file with another method.</summary>
    public static string DeclaredElsewhere(int edit)
        => $"namespace Synthetic; public static class Unrelated {{ public static int Twice{Text(edit)}(int x) => x + x; }}";

    /// <summary>The same file with another type.</summary>
    public static string TypeElsewhere(int edit)
        => $"namespace Synthetic; public static class Unrelated {{ public static int Twice(int x) => x + x; }} public class Other{Text(edit)};";

    public static SyntaxTree Parse(string path, string text)
        => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose), path);

    /// <summary>A compilation of the files with what the process itself references.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees, IEnumerable<MetadataReference> references)
        => CSharpCompilation.Create(
            "Synthetic",
            trees,
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The platform and the toolkit.</summary>
    public static ImmutableArray<MetadataReference> References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "WsToolkit.dll" or "WsToolkit.Framing.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static string Service(int index, int payloads)
    {
        var methods = Enumerable.Range(0, MethodsPerService).Select(method =>
        {
            var argument = Text(((index * MethodsPerService) + method) % payloads);
            var result = Text(((index * MethodsPerService) + method + 1) % payloads);
            return method switch
            {
                0 => $"IAsyncEnumerable<Payload{result}> Watch(Payload{argument} first, CancellationToken ct) => null!;",
                1 => $"void Note{Text(method)}(Payload{argument} first, string text) {{ }}",
                _ => $"Task<Payload{result}> Get{Text(method)}Async(Payload{argument} first, int count, CancellationToken ct) => null!;",
            };
        });
        return $$"""
            using WsToolkit;
            namespace Synthetic;
            [WsService]
            public partial class Service{{Text(index)}}
            {
                {{string.Join("\n    ", methods.Select(static method => "[WsRpcMethod] public " + method))}}
            }
            """;
    }

    private static string Payload(int index, int payloads)
    {
        var next = "Payload" + Text((index + 1) % payloads);
        var far = "Payload" + Text((index + 7) % payloads);
        var name = "Payload" + Text(index);
        var body = (index % 5) switch
        {
            0 => $$"""
                public sealed record {{name}}
                {
                    public string Name { get; init; } = "none";
                    public decimal Price { get; init; }
                    public List<{{next}}>? Items { get; init; }
                    /* more */
                }
                """,
            1 => $$"""
                public sealed record {{name}}(string Name, int Count, {{far}}? Next, Kind{{Text(index)}} Kind = Kind{{Text(index)}}.Second)
                {
                    /* more */
                }
                public enum Kind{{Text(index)}} { First, Second, Third }
                """,
            2 => $$"""
                public class {{name}}
                {
                    public required string Name { get; init; }
                    public required DateTimeOffset At { get; init; }
                    public Dictionary<string, {{next}}>? ByName { get; set; }
                    /* more */
                }
                """,
            3 => $$"""
                public class {{name}} : Base{{Text(index)}}
                {
                    public double? Ratio { get; set; }
                    public {{next}}[]? Rest { get; set; }
                    /* more */
                }
                public abstract class Base{{Text(index)}} { public string? Id { get; set; } public Guid Key { get; set; } }
                """,
            _ => $$"""
                public readonly record struct {{name}}
                {
                    public long Number { get; init; }
                    public bool Flag { get; init; }
                    public IReadOnlyList<{{far}}>? Others { get; init; }
                    /* more */
                }
                """,
        };
        return "namespace Synthetic;\n" + body + "\n";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
