namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>Offer, answer and check of extensions from header values alone (RFC 6455, section 9.1).</summary>
[Trait("Rfc6455", "9.1")]
public class ExtensionNegotiationTests
{
    [Fact]
    public void Offers_stand_in_the_order_of_the_negotiators()
    {
        var first = new FakeNegotiator("one") { Offers = [new("one", [new("a", "1"), new("b", null)]), new("one")] };
        Assert.Equal("one; a=1; b, one, two", ExtensionNegotiation.Offer([first, new FakeNegotiator("two")]));
    }

    [Fact]
    public void Nothing_to_offer_is_no_header()
    {
        Assert.Null(ExtensionNegotiation.Offer([]));
        Assert.Null(ExtensionNegotiation.Offer([new FakeNegotiator { Offers = [] }]));
    }

    [Fact]
    public void A_server_answers_in_the_clients_order()
    {
        var a = new FakeNegotiator("a", ReservedBits.Rsv1);
        var b = new FakeNegotiator("b", ReservedBits.Rsv2);
        var agreement = ExtensionNegotiation.Accept(["b, pretend; x", "A"], [a, b]);

        Assert.True(agreement.IsValid);
        Assert.Equal("b, a", agreement.HeaderValue);
        Assert.Equal(["b", "a"], agreement.Extensions.Select(extension => extension.Name));
    }

    [Fact]
    public void The_first_acceptable_element_of_a_name_wins()
    {
        var negotiator = new FakeNegotiator { Answer = offer => offer.Parameters.Count == 1 ? offer : null };
        var agreement = ExtensionNegotiation.Accept(["fake; a; b, fake; c=3, fake; d=4"], [negotiator]);

        Assert.Equal("fake; c=3", agreement.HeaderValue);
        Assert.Single(agreement.Extensions);
        Assert.Equal(2, negotiator.Seen.Count);
    }

    [Fact]
    public void A_server_declines_what_would_share_a_reserved_bit()
    {
        var a = new FakeNegotiator("a", ReservedBits.Rsv1 | ReservedBits.Rsv3);
        var b = new FakeNegotiator("b", ReservedBits.Rsv3);
        var agreement = ExtensionNegotiation.Accept(["a, b"], [b, a]);

        Assert.Equal("a", agreement.HeaderValue);
        Assert.True(Assert.Single(b.Created).IsDisposed);
        Assert.False(Assert.Single(a.Created).IsDisposed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    public void A_server_that_agrees_on_nothing_sends_no_header(string? value)
    {
        foreach (var values in new[] { [value], (IEnumerable<string?>?)(value is null ? null : [value]) })
        {
            var agreement = ExtensionNegotiation.Accept(values, [new FakeNegotiator()]);
            Assert.True(agreement.IsValid);
            Assert.Null(agreement.HeaderValue);
            Assert.Empty(agreement.Extensions);
        }
    }

    [Fact]
    public void A_server_fails_on_a_malformed_offer()
    {
        var agreement = ExtensionNegotiation.Accept(["fake;"], [new FakeNegotiator()]);
        Assert.False(agreement.IsValid);
        Assert.NotNull(agreement.Error);
        Assert.Empty(agreement.Extensions);
    }

    [Fact]
    public void An_acceptance_without_an_answer_is_the_negotiators_bug()
    {
        var good = new FakeNegotiator("good");
        Assert.Throws<InvalidOperationException>(() => ExtensionNegotiation.Accept(["good, bad"], [good, new Answerless()]));
        Assert.True(Assert.Single(good.Created).IsDisposed);
    }

    [Fact]
    public void A_client_confirms_what_it_offered()
    {
        var negotiator = new FakeNegotiator();
        var agreement = ExtensionNegotiation.Confirm(["FAKE; x=1"], [negotiator]);

        Assert.True(agreement.IsValid);
        Assert.Same(negotiator.Created[0], Assert.Single(agreement.Extensions));
        Assert.Equal("1", Assert.Single(negotiator.Seen).Parameters[0].Value);
    }

    [Fact]
    public void A_client_takes_an_answer_without_extensions()
    {
        var agreement = ExtensionNegotiation.Confirm(null, [new FakeNegotiator()]);
        Assert.True(agreement.IsValid);
        Assert.Empty(agreement.Extensions);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("fake, other")]
    [InlineData("silent")]
    [InlineData("fake, fake")]
    [InlineData("fake, Fake; a")]
    [InlineData("fake, clash")]
    [InlineData("fake; bad")]
    [InlineData("fake;")]
    [InlineData("")]
    public void A_client_fails_on_any_other_answer(string value)
    {
        var fake = new FakeNegotiator { Confirms = element => element.Parameters.All(parameter => parameter.Key != "bad") };
        var agreement = ExtensionNegotiation.Confirm(
            [value], [fake, new FakeNegotiator("clash"), new FakeNegotiator("silent") { Offers = [] }]);

        Assert.False(agreement.IsValid);
        Assert.Empty(agreement.Extensions);
        Assert.All(fake.Created, extension => Assert.True(extension.IsDisposed));
    }

    private sealed class Answerless : ExtensionNegotiator
    {
        public override string Name => "bad";

        public override IReadOnlyList<ExtensionHeader> Offer() => [];

        public override FrameExtension? Accept(ExtensionHeader offer, out ExtensionHeader? response)
        {
            response = null;
            return new FakeExtension("bad", ReservedBits.Rsv2);
        }

        public override FrameExtension? Confirm(ExtensionHeader response) => null;
    }
}
