using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>What is written with our metadata against what is written with the serializer's own.</summary>
public sealed class WritingTests
{
    [Theory]
    [MemberData(nameof(Roots.Names), MemberType = typeof(Roots))]
    public void The_same_bytes_are_written(string name)
    {
        var type = Roots.Find(name);
        var comparison = new Comparison(type, Aspect.Writing);
        foreach (var attempt in Attempt.Of(type))
        {
            comparison.Add(
                attempt.Profile,
                Picture.Of(attempt.Value()),
                source => Outcome.OfWriting(attempt.Value(), type, attempt.Profile.Of(source)));
        }

        comparison.Assert();
    }
}
