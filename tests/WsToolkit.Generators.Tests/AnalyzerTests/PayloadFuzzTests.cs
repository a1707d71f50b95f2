using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>The analyzer sees half-typed code most of the time, too. It must never throw, which would show as AD0001.</summary>
public sealed class PayloadFuzzTests
{
    private const int Mutants = 30;

    [Fact]
    public async Task Half_typed_payload_types()
    {
        var random = new Random(1);
        var source = "using System.Text.Json;\nusing System.Text.Json.Nodes;\nusing System.Text.Json.Serialization;\nusing WsToolkit;\n"
            + string.Join("\n", PayloadMistakes.All.Select((mistake, index) => $"namespace N{index}\n{{\n{AnalyzerHarness.Unmark(mistake.Source).Source}\n{Contract(mistake)}\n}}"));
        var tokens = CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions()).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        for (var i = 0; i < Mutants; i++)
        {
            // Several mistakes at once: a token left out, doubled or replaced by another.
            var text = source;
            foreach (var index in Enumerable.Range(0, 20).Select(_ => random.Next(tokens.Count)).Distinct().OrderDescending())
            {
                var replacement = random.Next(3) switch
                {
                    0 => "",
                    1 => tokens[index].Text + " " + tokens[index].Text,
                    _ => tokens[random.Next(tokens.Count)].Text,
                };
                text = text[..tokens[index].SpanStart] + replacement + text[tokens[index].Span.End..];
            }

            var project = i % 2 == 0 ? ProjectOptions.Aot : ProjectOptions.User;
            var diagnostics = await AnalyzerHarness.AnalyzeAsync(GeneratorHarness.Run(TestCompilation.Create(text), project).Output, project);
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        }
    }

    private static string Contract(PayloadMistake mistake)
        => mistake.Root is null ? "" : $"public partial class Trading {{ [WsRpcMethod] public void Put({mistake.Root} value) {{ }} }}";
}
