using System.Text;
using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>
/// Our context against the contexts of the serializer's own generator and against its reflection, for every type of the corpus.
/// </summary>
public sealed class OracleTests
{
    private const int Seeds = 6;

    public static TheoryData<string> Types => Roots.Names;

    [Theory]
    [MemberData(nameof(Types))]
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

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_bytes_are_written(string name)
    {
        var type = Roots.Find(name);
        var comparison = new Comparison(type, Aspect.Writing);
        foreach (var (profile, value) in Values(type))
        {
            comparison.Add(profile, Picture.Of(value), source => Outcome.OfWriting(value, type, profile.Of(source)));
        }

        comparison.Assert();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_values_are_read(string name)
    {
        var type = Roots.Find(name);
        var comparison = new Comparison(type, Aspect.Reading);
        var random = new Random(name.Length);
        foreach (var (profile, value) in Values(type))
        {
            // What cannot be written is read all the same, as something else.
            var json = Outcome.OfWriting(value, type, profile.Ours);
            string[] documents = Outcome.IsException(json) ? [.. Mutations.Of("{}", random)] : [json, .. Mutations.Of(json, random)];
            foreach (var document in documents)
            {
                comparison.Add(profile, document, source => Outcome.OfReading(Encoding.UTF8.GetBytes(document), type, profile.Of(source)));
            }
        }

        comparison.Assert();
    }

    private static IEnumerable<(Profile Profile, object? Value)> Values(Type type)
    {
        foreach (var profile in Profile.All)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                yield return (profile, new ValueMaker(seed, isHostile: seed == Seeds - 1).Make(type));
            }
        }
    }
}
