using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>What the steps of the pipeline hand on: values only, equal when the source means the same.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Cases => ContractCase.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_model_holds_on_to_a_compilation(string name)
    {
        var run = ContractCase.Named(name).Run();
        foreach (var (step, model) in Models(run))
        {
            Assert.All(ObjectGraph.Walk(model), part => Assert.False(
                part.Value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or SemanticModel or Location or AttributeData or IOperation,
                $"{step}: {part.Path} is {part.Value.GetType()}"));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equal_source_has_equal_models(string name)
    {
        var contract = ContractCase.Named(name);
        var models = Models(contract.Run()).ToList();
        var others = Models(GeneratorHarness.Run(contract.Compilation())).ToList();
        Assert.Equal(models.Count, others.Count);
        foreach (var (model, other) in models.Zip(others))
        {
            Assert.NotSame(model.Model, other.Model);
            Assert.Null(ObjectGraph.FindDifference(model.Model, other.Model));
            Assert.True(model.Model.Equals(other.Model), model.Step);
            Assert.Equal(model.Model.GetHashCode(), other.Model.GetHashCode());
        }
    }

    [Fact]
    public void Every_step_is_seen()
    {
        var seen = ContractCase.All.SelectMany(contract => contract.Run().Result.TrackedSteps.Keys).ToHashSet();
        Assert.All(TrackingNames.All, name => Assert.Contains(name, seen));
    }

    // One property at a time: a model that forgets one in its equality would leave stale files behind.
    [Theory]
    [InlineData("int a, string b", "int a, string c")]
    [InlineData("int a, string b", "int a, string? b")]
    [InlineData("int a, string b", "long a, string b")]
    [InlineData("int a, string b", "int a, string b = \"\"")]
    [InlineData("int a, string b", "[WsPayload] int a")]
    [InlineData("int a, string b", "int a, string b, CancellationToken c")]
    [InlineData("int a, string b", "int a, string b, IProgress<int> c")]
    [InlineData("int Run", "void Run")]
    [InlineData("int Run", "Task<int> Run")]
    [InlineData("int Run", "ValueTask<int> Run")]
    [InlineData("int Run", "int? Run")]
    [InlineData("int Run", "IAsyncEnumerable<int> Run")]
    [InlineData("Run(", "Walk(")]
    [InlineData("[WsRpcMethod]", "[WsRpcMethod(\"other\")]")]
    [InlineData("[WsRpcMethod]", "[WsRpcMethod(Ordered = true)]")]
    [InlineData("[WsRpcMethod]", "[WsRpcMethod(TimeoutMilliseconds = 5)]")]
    [InlineData("[WsRpcMethod]", "[WsRpcMethod, Obsolete]")]
    [InlineData("[WsRpcMethod]", "[WsRpcMethod, Microsoft.AspNetCore.Authorization.Authorize]")]
    [InlineData("[WsService]", "[WsService(\"other\")]")]
    [InlineData("[WsService]", "[WsService(Prefix = \"a\")]")]
    [InlineData("[WsService]", "[WsService(Naming = WsNaming.AsIs)]")]
    [InlineData("[WsService]", "[WsService(Ordered = true)]")]
    [InlineData("[WsService]", "[WsService(Ends = WsEnds.Client)]")]
    [InlineData("[WsService]", "[WsService, Obsolete]")]
    [InlineData("public partial", "internal partial")]
    [InlineData("partial class Service", "partial record Service")]
    [InlineData("class Service", "class Service<T>")]
    [InlineData("class Service", "class Service(TimeProvider time)")]
    [InlineData("namespace Shop", "namespace Shops")]
    [InlineData("documented", "better documented")]
    public void A_change_that_means_something_changes_the_output(string text, string replacement)
    {
        const string Source = """
            using WsToolkit;
            namespace Shop;
            /// <summary>Is documented.</summary>
            [WsService]
            public partial class Service { [WsRpcMethod] public int Run(int a, string b) => throw new NotSupportedException(); }
            """;
        var run = GeneratorHarness.Run(Source);
        var edited = run.Edit(0, text, replacement);
        Assert.NotEqual(run.Print(), edited.Print());
        Assert.Equal(GeneratorHarness.Run(edited.Input).Print(), edited.Print());
    }

    private static IEnumerable<(string Step, object Model)> Models(GeneratorHarness run)
        => TrackingNames.All.SelectMany(run.Models, (step, model) => (step, model));
}
