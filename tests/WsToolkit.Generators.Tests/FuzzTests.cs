using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>
/// Half-typed source is what a generator sees most of the time. It must never throw (the harness looks), and where the source is
/// correct by itself, what is generated for it must be so, too.
/// </summary>
public sealed class FuzzTests
{
    // Half of a part that the user adds to the client spoils the client.
    private const string Extended = "ExtendedClient";

    private const int Truncations = 12;
    private const int Mutations = 12;

    public static TheoryData<string> Cases => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Source_that_ends_anywhere(string name) => Fuzz(name, (text, random) =>
    {
        var step = Math.Max(1, text.Length / Truncations);
        return Enumerable.Range(0, Truncations).Select(index => text[..Math.Min(text.Length, (index * step) + random.Next(step))]);
    });

    [Theory]
    [MemberData(nameof(Cases))]
    public void Source_with_tokens_missing_doubled_or_exchanged(string name) => Fuzz(name, (text, random) =>
    {
        var tokens = CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions()).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        return Enumerable.Range(0, Mutations).Select(index =>
        {
            var token = tokens[random.Next(tokens.Count)];
            var other = tokens[random.Next(tokens.Count)];
            var replacement = (index % 3) switch
            {
                0 => "",
                1 => token.Text + " " + token.Text,
                _ => other.Text,
            };
            return text[..token.SpanStart] + replacement + text[token.Span.End..];
        });
    });

    private static void Fuzz(string name, Func<string, Random, IEnumerable<string>> mutate)
    {
        var contract = ContractCase.Named(name);
        var run = contract.Run();
        var random = new Random(name.Sum(character => character));
        foreach (var (path, text) in contract.Files)
        {
            foreach (var mutant in mutate(text, random).Where(mutant => mutant != text).Distinct())
            {
                var edited = run.Edit(path, _ => mutant);
                if (name != Extended && FirstError(edited.Input) is null && FirstError(edited.Output) is { } error)
                {
                    Assert.Fail($"{error}\n{error.Location.SourceTree}\n{mutant}");
                }
            }
        }
    }

    // Warnings are errors in these compilations; what is one by nature is meant here.
    private static Diagnostic? FirstError(Compilation compilation)
        => compilation.GetParseDiagnostics().Concat(compilation.GetDiagnostics())
            .FirstOrDefault(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
}
