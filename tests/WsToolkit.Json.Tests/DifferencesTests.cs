using System.Text;
using System.Text.Json;
using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>Each difference by intention exists.</summary>
public sealed class DifferencesTests
{
    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Differences.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_example_shows_the_difference(int row)
    {
        var difference = Differences.All[row];
        var type = difference.Example;
        var outcomes = Profile.All.SelectMany(_ => Enumerable.Range(0, 10), (profile, seed) =>
            (Ours: Attempt(difference, profile.Ours, seed), Theirs: Attempt(difference, profile.Of(difference.From), seed)));
        Assert.True(difference.Concerns(type), difference.What);
        Assert.True(
            outcomes.Any(outcome => (outcome.Ours != outcome.Theirs && difference.Explains(outcome.Ours, outcome.Theirs)) || outcome.Ours.Split('\n').Zip(outcome.Theirs.Split('\n')).Any(
                line => line.First != line.Second && difference.Explains(line.First, line.Second))),
            $"{difference.What}: {Roots.Name(type)} does not show it ({difference.From}, {difference.Aspect}).");
    }

    private static string Attempt(Difference difference, JsonSerializerOptions options, int seed) => difference.Aspect switch
    {
        Aspect.Shape => Shape.Of(difference.Example, options),
        Aspect.Writing => Outcome.OfWriting(new ValueMaker(seed, false).Make(difference.Example), difference.Example, options),
        _ => Outcome.OfReading(Encoding.UTF8.GetBytes(difference.Document), difference.Example, options),
    };
}
