using System.Text;
using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>What is read with our metadata against what is read with the serializer's own, from good documents and bad ones.</summary>
public sealed class ReadingTests
{
    [Theory]
    [MemberData(nameof(Roots.Names), MemberType = typeof(Roots))]
    public void The_same_values_are_read(string name)
    {
        var type = Roots.Find(name);
        var comparison = new Comparison(type, Aspect.Reading);
        var random = new Random(name.Length);
        foreach (var attempt in Attempt.Of(type))
        {
            // What cannot be written is read all the same, as something else. (Extension data that is a JsonObject is not written as JSON.)
            var json = Outcome.OfWriting(attempt.Value(), type, attempt.Profile.Ours);
            var mutations = Mutations.Of(JsonTree.IsValid(json) ? json : "{}", random);

            // All of them as contracts read them, and a share of them with every other profile.
            var documents = attempt.Profile == Profile.Wire ? mutations : mutations.Where((_, index) => index % Attempt.Seeds == attempt.Seed);
            foreach (var document in documents.Prepend(json))
            {
                var bytes = Encoding.UTF8.GetBytes(document);
                comparison.Add(attempt.Profile, document, source => Outcome.OfReading(bytes, type, attempt.Profile.Of(source)));
            }
        }

        comparison.Assert();
    }
}
