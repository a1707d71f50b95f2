using Microsoft.CodeAnalysis;
using WsToolkit.Benchmarks.Generator;
using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests;

/// <summary>What an edit makes anew in a project of 100 services and 500 payload types that all contain each other.</summary>
public sealed class LargeProjectTests
{
    private const int Services = 100;
    private const int Payloads = 500;

    private static readonly Lazy<GeneratorHarness> Before
        = new(() => GeneratorHarness.Run(TestCompilation.Create(SyntheticSolution.Files(Services, Payloads))));

    [Fact]
    public void Everything_is_generated() => Assert.Equal((Services * 3) + Payloads + 1, Before.Value.HintNames.Count());

    [Fact]
    public void An_edit_of_a_body_elsewhere_parses_and_writes_nothing() => AssertRests(SyntheticSolution.EditedUnrelated(1));

    [Fact]
    public void A_method_declared_elsewhere_parses_and_writes_nothing() => AssertRests(SyntheticSolution.DeclaredElsewhere(1));

    [Fact]
    public void A_type_declared_elsewhere_parses_and_writes_nothing() => AssertRests(SyntheticSolution.TypeElsewhere(1));

    [Fact]
    public void A_type_in_the_way_parses_all_and_writes_nothing()
    {
        // An enumeration has a member of the name.
        var after = Before.Value.Edit(SyntheticSolution.UnrelatedFile, text => text + "public class Second;");

        Assert.Empty(after.WrittenSince(Before.Value));
        after.AssertCached();

        // Or else the tests above would say nothing.
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(after, TrackingNames.Payloads));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(499)]
    public void A_payload_type_that_is_edited_writes_its_own_file(int index)
    {
        var after = Before.Value.Edit(SyntheticSolution.PayloadFile(index), _ => SyntheticSolution.EditedPayload(index, Payloads, 1));

        Assert.Equal([$"WsJsonContext.Payload{index}.g.cs"], after.WrittenSince(Before.Value));
        Assert.Single(
            after.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs),
            output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.Single(Reasons(after, TrackingNames.PayloadTypes), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(499)]
    public void A_payload_type_that_is_added_writes_its_own_file_and_the_list(int index)
    {
        var after = Before.Value.Edit(SyntheticSolution.PayloadFile(index), _ => SyntheticSolution.GrownPayload(index, Payloads));
        string[] expected = ["WsJsonContext.g.cs", $"WsJsonContext.Payload{index}.g.cs", $"WsJsonContext.Payload{index}More.g.cs"];

        Assert.Equal(expected.Order(StringComparer.Ordinal), after.WrittenSince(Before.Value).Order(StringComparer.Ordinal));
        var back = after.Edit(SyntheticSolution.PayloadFile(index), _ => SyntheticSolution.EditedPayload(index, Payloads, 1));
        Assert.Equal(
            expected.SkipLast(1).Order(StringComparer.Ordinal), back.WrittenSince(after).Order(StringComparer.Ordinal));
    }

    private static void AssertRests(string unrelated)
    {
        var after = Before.Value.Edit(SyntheticSolution.UnrelatedFile, _ => unrelated);

        Assert.Empty(after.WrittenSince(Before.Value));
        foreach (var step in TrackingNames.All)
        {
            Assert.All(Reasons(after, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorHarness run, string step)
        => run.Result.TrackedSteps.TryGetValue(step, out var steps)
            ? steps.SelectMany(one => one.Outputs).Select(output => output.Reason)
            : [];
}
