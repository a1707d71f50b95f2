using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json.Tests.Generated;
using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>The corpus itself: enough of it, and the same types everywhere.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void The_corpus_is_large_enough() => Assert.InRange(Roots.OfContracts.Count, 300, 1000);

    [Fact]
    public void The_contracts_and_the_other_contexts_name_the_same_types() => Assert.Equal(Roots.OfContexts, Roots.OfContracts);

    [Fact]
    public void Types_have_names_of_their_own() => Assert.Equal(Roots.OfContracts.Count, Roots.OfContracts.Select(Roots.Name).Distinct().Count());

    [Theory]
    [MemberData(nameof(Roots.Names), MemberType = typeof(Roots))]
    public void Our_context_knows_the_type(string name)
        => Assert.NotNull(((IJsonTypeInfoResolver)WsJsonContext.Default).GetTypeInfo(Roots.Find(name), Profile.Wire.Ours));

    [Theory]
    [MemberData(nameof(Roots.Names), MemberType = typeof(Roots))]
    public void Values_can_be_made_and_are_the_same_for_the_same_seed(string name)
    {
        var type = Roots.Find(name);
        Assert.Equal(Picture.Of(new ValueMaker(3, false).Make(type)), Picture.Of(new ValueMaker(3, false).Make(type)));
    }
}
