using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>A name that occurs twice ends the whole generator; a strange one breaks file systems.</summary>
public sealed class HintNameTests
{
    public static TheoryData<string> Cases => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_are_unique_and_fit_for_every_file_system(string name)
    {
        var names = ContractCase.Named(name).Run().HintNames.ToList();
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, hint =>
        {
            Assert.EndsWith(".g.cs", hint, StringComparison.Ordinal);
            Assert.True(hint.Length <= 150, hint);
            Assert.DoesNotContain(hint, character => character is '<' or '>' or '`' or ':' or '"' or '/' or '\\' or '|' or '?' or '*' || char.IsControl(character));
        });
    }

    [Fact]
    public void Types_that_differ_in_case_only_have_names_of_their_own()
    {
        // Every mixture of small and capital letters.
        var services = Enumerable.Range(0, 1 << 6).Select(bits =>
            string.Concat("market".Select((letter, index) => (bits >> index & 1) == 0 ? letter : char.ToUpperInvariant(letter))));
        var source = "using WsToolkit; namespace Shop;\n" + string.Concat(services.Select(service =>
            $"public partial class @{service} {{ [WsRpcMethod] public void Run() {{ }} }}\n"));
        var names = GeneratorHarness.Run(source).HintNames.ToList();
        Assert.Equal((64 * 3) + 1, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
