using System.IO.Compression;

namespace WsToolkit.Framing.Tests.Extensions;

/// <summary>The handshake of permessage-deflate (RFC 7692, sections 5 and 7.1).</summary>
public sealed class PerMessageDeflateNegotiationTests
{
    private const string Name = "permessage-deflate";

    [Theory]
    [InlineData(false, false, 15, 15, "permessage-deflate; client_max_window_bits")]
    [InlineData(true, false, 15, 15, "permessage-deflate; server_no_context_takeover; client_max_window_bits")]
    [InlineData(false, true, 15, 9, "permessage-deflate; client_no_context_takeover; client_max_window_bits=9")]
    [InlineData(true, true, 10, 8, "permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
        + "server_max_window_bits=10; client_max_window_bits=8")]
    [Trait("Rfc7692", "7.1")]
    public void A_client_offers_what_it_wants(bool serverForgets, bool clientForgets, int serverBits, int clientBits, string offer)
        => Assert.Equal(offer, ExtensionHeader.Format(Negotiator(serverForgets, clientForgets, serverBits, clientBits).Offer()));

    [Theory]
    [InlineData("", "", 15, true, 15, true)]
    [InlineData("client_max_window_bits", "", 15, true, 15, true)]
    [InlineData("client_max_window_bits=9", "client_max_window_bits=9", 15, true, 9, true)]
    [InlineData("client_max_window_bits=15", "client_max_window_bits=15", 15, true, 15, true)]
    [InlineData("server_max_window_bits=8", "server_max_window_bits=8", 8, true, 15, true)]
    [InlineData("server_max_window_bits=15", "server_max_window_bits=15", 15, true, 15, true)]
    [InlineData("server_no_context_takeover", "server_no_context_takeover", 15, false, 15, true)]
    [InlineData("client_no_context_takeover", "client_no_context_takeover", 15, true, 15, false)]
    [InlineData("Server_No_Context_Takeover; CLIENT_MAX_WINDOW_BITS=\"12\"",
        "server_no_context_takeover; client_max_window_bits=12", 15, false, 12, true)]
    [Trait("Rfc7692", "7.1")]
    public void A_server_does_as_a_client_wants(
        string offer, string answer, int sendBits, bool sendContext, int receiveBits, bool receiveContext)
    {
        using var extension = Accept(new PerMessageDeflate(), offer, out var response);
        Assert.NotNull(extension);
        Assert.Equal(Element(answer).ToString(), response!.ToString());
        Assert.Equal((sendBits, sendContext), (extension.SendWindowBits, extension.SendContextTakeover));
        Assert.Equal((receiveBits, receiveContext), (extension.ReceiveWindowBits, extension.ReceiveContextTakeover));
    }

    [Theory]
    [InlineData("", "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12", 12, 15)]
    [InlineData("client_max_window_bits",
        "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=10", 12, 10)]
    [InlineData("client_max_window_bits=9; server_max_window_bits=11",
        "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; client_max_window_bits=9", 11, 9)]
    [InlineData("client_max_window_bits=14; server_max_window_bits=14",
        "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=12; client_max_window_bits=10", 12, 10)]
    [Trait("Rfc7692", "7.1.2.2")]
    public void A_server_has_wishes_of_its_own_but_limits_only_clients_that_can_be_limited(
        string offer, string answer, int sendBits, int receiveBits)
    {
        using var extension = Accept(Negotiator(true, true, 12, 10), offer, out var response);
        Assert.NotNull(extension);
        Assert.Equal(Element(answer).ToString(), response!.ToString());
        Assert.Equal((sendBits, receiveBits), (extension.SendWindowBits, extension.ReceiveWindowBits));
        Assert.False(extension.SendContextTakeover || extension.ReceiveContextTakeover);
    }

    [Theory]
    [InlineData("server_max_window_bits")]
    [InlineData("server_max_window_bits=7")]
    [InlineData("server_max_window_bits=16")]
    [InlineData("server_max_window_bits=08")]
    [InlineData("server_max_window_bits=010")]
    [InlineData("server_max_window_bits=\"\"")]
    [InlineData("server_max_window_bits=\" 9\"")]
    [InlineData("server_max_window_bits=-9")]
    [InlineData("server_max_window_bits=9.0")]
    [InlineData("server_max_window_bits=99999999999999999999")]
    [InlineData("server_max_window_bits=nine")]
    [InlineData("client_max_window_bits=7")]
    [InlineData("client_max_window_bits=16")]
    [InlineData("client_max_window_bits=09")]
    [InlineData("client_max_window_bits=\"\"")]
    [InlineData("server_no_context_takeover=true")]
    [InlineData("client_no_context_takeover=1")]
    [InlineData("server_no_context_takeover=\"\"")]
    [InlineData("server_no_context_takeover; server_no_context_takeover")]
    [InlineData("client_no_context_takeover; client_no_context_takeover")]
    [InlineData("server_max_window_bits=9; server_max_window_bits=9")]
    [InlineData("server_max_window_bits=9; server_max_window_bits=10")]
    [InlineData("client_max_window_bits; client_max_window_bits")]
    [InlineData("client_max_window_bits; client_max_window_bits=9")]
    [InlineData("client_max_window_bits=9; client_max_window_bits")]
    [InlineData("unknown")]
    [InlineData("client_max_window_bits; unknown=1")]
    [Trait("Rfc7692", "7.1")]
    public void What_is_not_valid_is_declined_by_a_server_and_fails_a_client(string parameters)
    {
        Assert.Null(Accept(new PerMessageDeflate(), parameters, out var response));
        Assert.Null(response);
        Assert.Null(new PerMessageDeflate().Confirm(Element(parameters)));
    }

    [Fact]
    [Trait("Rfc7692", "5.1")]
    public void A_server_takes_the_first_offer_that_it_can_keep()
    {
        var agreement = ExtensionNegotiation.Accept(
            [
                "permessage-deflate; unknown, permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
            ],
            [new PerMessageDeflate(new() { MinWindowBits = 9 })]);
        Assert.Equal("permessage-deflate; server_max_window_bits=10", agreement.HeaderValue);
        Assert.Equal(10, Assert.IsType<PerMessageDeflateExtension>(Assert.Single(agreement.Extensions)).SendWindowBits);
    }

    [Theory]
    [InlineData(false, false, 15, 15, "", 15, true, 15, true)]
    [InlineData(false, false, 15, 15, "server_max_window_bits=9; server_no_context_takeover", 15, true, 9, false)]
    [InlineData(false, false, 15, 15, "client_max_window_bits=9; client_no_context_takeover", 9, false, 15, true)]
    [InlineData(false, true, 15, 10, "", 10, false, 15, true)]
    [InlineData(true, false, 12, 15, "server_no_context_takeover; server_max_window_bits=12", 15, true, 12, false)]
    [InlineData(true, false, 12, 15, "server_no_context_takeover; server_max_window_bits=8", 15, true, 8, false)]
    [Trait("Rfc7692", "7.1")]
    public void A_client_does_as_the_server_answers(
        bool serverForgets, bool clientForgets, int serverBits, int clientBits, string answer,
        int sendBits, bool sendContext, int receiveBits, bool receiveContext)
    {
        var client = Negotiator(serverForgets, clientForgets, serverBits, clientBits);
        using var extension = (PerMessageDeflateExtension?)client.Confirm(Element(answer));
        Assert.NotNull(extension);
        Assert.Equal((sendBits, sendContext), (extension.SendWindowBits, extension.SendContextTakeover));
        Assert.Equal((receiveBits, receiveContext), (extension.ReceiveWindowBits, extension.ReceiveContextTakeover));
    }

    [Theory]
    [InlineData("7.1.1.1 not granted", true, 15, 15, "")]
    [InlineData("7.1.2.1 not granted", false, 12, 15, "")]
    [InlineData("7.1.2.1 larger than offered", false, 12, 15, "server_max_window_bits=13")]
    [InlineData("7.1.2.2 larger than offered", false, 15, 10, "client_max_window_bits=11")]
    [InlineData("7.1.2.2 without a value", false, 15, 15, "client_max_window_bits")]
    [Trait("Rfc7692", "7.1")]
    public void A_client_fails_on_an_answer_that_does_not_fit_its_offer(
        string why, bool serverForgets, int serverBits, int clientBits, string answer)
    {
        _ = why;
        Assert.Null(Negotiator(serverForgets, false, serverBits, clientBits).Confirm(Element(answer)));
    }

    [Fact]
    public void A_client_can_refuse_windows_that_cost_too_much()
        => Assert.Null(new PerMessageDeflate(new() { MinWindowBits = 10 }).Confirm(Element("client_max_window_bits=9")));

    [Fact]
    public void An_element_of_another_name_is_not_taken()
    {
        Assert.Null(new PerMessageDeflate().Accept(new ExtensionHeader("x-webkit-deflate-frame"), out _));
        Assert.Null(new PerMessageDeflate().Confirm(new ExtensionHeader("permessage-bzip2")));
    }

    [Fact]
    public void Any_two_sets_of_options_come_to_the_same_agreement_at_both_ends()
    {
        var random = new Random(77);
        for (var i = 0; i < 2000; i++)
        {
            var client = Negotiator(random.Next(2) == 0, random.Next(2) == 0, random.Next(8, 16), random.Next(8, 16));
            var server = Negotiator(random.Next(2) == 0, random.Next(2) == 0, random.Next(8, 16), random.Next(8, 16));
            var accepted = ExtensionNegotiation.Accept([ExtensionNegotiation.Offer([client])], [server]);
            var confirmed = ExtensionNegotiation.Confirm([accepted.HeaderValue], [client]);
            Assert.True(confirmed.IsValid, $"{ExtensionNegotiation.Offer([client])} | {accepted.HeaderValue}");
            var ofServer = Assert.IsType<PerMessageDeflateExtension>(Assert.Single(accepted.Extensions));
            var ofClient = Assert.IsType<PerMessageDeflateExtension>(Assert.Single(confirmed.Extensions));
            Assert.Equal(ofServer.SendWindowBits, ofClient.ReceiveWindowBits);
            Assert.Equal(ofServer.ReceiveWindowBits, ofClient.SendWindowBits);
            Assert.Equal(ofServer.SendContextTakeover, ofClient.ReceiveContextTakeover);
            Assert.Equal(ofServer.ReceiveContextTakeover, ofClient.SendContextTakeover);
        }
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_and_later_changes_have_no_effect()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerMessageDeflate(new() { ServerMaxWindowBits = 7 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerMessageDeflate(new() { ClientMaxWindowBits = 16 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerMessageDeflate(new() { MinWindowBits = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerMessageDeflate(new() { MinMessageBytes = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerMessageDeflate(new() { Level = (CompressionLevel)9 }));

        var options = new PerMessageDeflateOptions();
        var negotiator = new PerMessageDeflate(options);
        options.ServerMaxWindowBits = 9;
        Assert.Equal("permessage-deflate; client_max_window_bits", ExtensionHeader.Format(negotiator.Offer()));
    }

    private static PerMessageDeflate Negotiator(bool serverForgets, bool clientForgets, int serverBits, int clientBits) => new(new()
    {
        ServerNoContextTakeover = serverForgets,
        ClientNoContextTakeover = clientForgets,
        ServerMaxWindowBits = serverBits,
        ClientMaxWindowBits = clientBits,
    });

    private static PerMessageDeflateExtension? Accept(PerMessageDeflate server, string parameters, out ExtensionHeader? response)
        => (PerMessageDeflateExtension?)server.Accept(Element(parameters), out response);

    private static ExtensionHeader Element(string parameters)
    {
        Assert.True(ExtensionHeader.TryParse([parameters.Length == 0 ? Name : Name + "; " + parameters], out var elements));
        return Assert.Single(elements);
    }
}
