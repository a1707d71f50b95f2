using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>The same source gives the same files, on every machine and in every order.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void The_order_of_the_files_does_not_matter()
    {
        var contracts = ContractCase.All.Where(contract => contract.Files.Count > 1).ToList();
        Assert.NotEmpty(contracts);
        foreach (var contract in contracts)
        {
            // The order of a contract's methods follows its parts; everything else is the same.
            var reversed = GeneratorHarness.Run(TestCompilation.Create(contract.Files.Reverse()));
            Assert.Equal(contract.Run().HintNames.Order(), reversed.HintNames.Order());
            Assert.Equal(Words(contract.Run()), Words(reversed));
        }
    }

    [Fact]
    public void The_order_of_services_does_not_matter()
    {
        string[] files = ["A", "B", "C", "D", "E"];
        var sources = files.Select(name => $$"""
            using WsToolkit;
            namespace Shop;
            public sealed record {{name}}Dto(int Number, List<Shared> Shared);
            public partial class {{name}} { [WsRpcMethod] public {{name}}Dto Run({{name}}Dto dto, Shared shared, Dictionary<string, {{name}}Dto> more) => dto; }
            """).Append("namespace Shop; public sealed record Shared(string Text);").ToArray();
        Assert.Equal(GeneratorHarness.Run(sources).Print(), GeneratorHarness.Run([.. sources.Reverse()]).Print());
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var contract = ContractCase.Named("DefaultValues");
        var culture = Thread.CurrentThread.CurrentCulture;
        try
        {
            // Commas for points, and another minus sign.
            var strange = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "\u2212" } };
            Thread.CurrentThread.CurrentCulture = strange;
            Assert.Equal(contract.Run().Print(), GeneratorHarness.Run(contract.Compilation()).Print());
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Line_ends_do_not_matter()
    {
        foreach (var contract in ContractCase.All)
        {
            var windows = GeneratorHarness.Run(TestCompilation.Create(
                contract.Files.Select(file => new KeyValuePair<string, string>(file.Key, file.Value.ReplaceLineEndings("\r\n")))));
            Assert.Equal(contract.Run().Print(), windows.Print());
            Assert.All(windows.Files, file => Assert.DoesNotContain('\r', file.SourceText.ToString()));
        }
    }

    private static List<string> Words(GeneratorHarness run)
        => [.. run.Files.SelectMany(file => file.SourceText.ToString().Split([' ', '\n', ',', '[', ']', '(', ')', ';'])).Order(StringComparer.Ordinal)];
}
