using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>Our metadata against that of the serializer's own generator and that of its reflection.</summary>
public sealed class ShapeTests
{
    [Theory]
    [MemberData(nameof(Roots.Names), MemberType = typeof(Roots))]
    public void The_metadata_has_the_same_shape(string name)
    {
        var type = Roots.Find(name);
        var comparison = new Comparison(type, Aspect.Shape);
        foreach (var profile in Profile.All)
        {
            comparison.Add(profile, "its metadata", source => Shape.Of(type, profile.Of(source)));
        }

        comparison.Assert();
    }
}
