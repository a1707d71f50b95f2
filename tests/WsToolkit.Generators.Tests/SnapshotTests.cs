using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>Every file that is generated for every case, as it has been read and accepted; that it compiles; that it is cached.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Cases => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Contract(string name) => Snapshot.Verify(
        TestName(name),
        ContractCase.Named(name).Run().Files.Where(file => ContractCase.Named(name).HasSnapshot(file.HintName)).Select(file => new KeyValuePair<string, string>(file.HintName, file.SourceText.ToString())));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiles_without_a_warning(string name) => ContractCase.Named(name).Run().Compile().Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compiles_as_CSharp_12(string name)
    {
        var contract = ContractCase.Named(name);
        var old = GeneratorHarness.Run(contract.Compilation(LanguageVersion.CSharp12));
        old.Compile().Dispose();
        Assert.Equal(contract.Run().Print(), old.Print());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_cached_after_an_edit_elsewhere(string name)
    {
        var run = ContractCase.Named(name).Run();
        run.RunAgain(run.Input.AddFile("Elsewhere.cs", "namespace Elsewhere; public class Unrelated { public int Number { get; set; } }")).AssertCached();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_cached_after_an_edit_that_means_nothing(string name)
    {
        var contract = ContractCase.Named(name);
        var run = contract.Run();
        run.RunAgain(contract.Files.Aggregate(run.Input, (compilation, file) => compilation.Edit(file.Key, source => "// What a comment says is no matter.\n\n" + source)))
            .AssertCached();
    }

    [Fact]
    public void Has_no_snapshots_of_cases_that_are_gone()
        => Assert.Equal(ContractCase.All.Select(contract => TestName(contract.Name)).Order(), Snapshot.Tests().Where(test => test.StartsWith(nameof(SnapshotTests), StringComparison.Ordinal)).Order());

    private static string TestName(string name) => $"{nameof(SnapshotTests)}.{nameof(Contract)}_name={name}";
}
