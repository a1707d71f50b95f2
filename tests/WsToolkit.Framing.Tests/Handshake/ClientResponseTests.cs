namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>A client's checks of the response: the six of RFC 6455, section 4.1.</summary>
[Trait("Rfc6455", "4.1")]
public class ClientResponseTests
{
    private static readonly string[] Upgraded = ["Upgrade: websocket", "Connection: Upgrade"];

    [Fact]
    public void A_plain_101_is_accepted()
    {
        var client = Http.Answered(null, Upgraded.Append("X-Foo: bar"));
        Assert.Equal(ClientHandshakeState.Accepted, client.State);
        Assert.Null(client.Agreement!.Subprotocol);
        Assert.Empty(client.Agreement.Extensions);
        Assert.Equal(101, client.Response!.StatusCode);
        Assert.Equal("Switching Protocols", client.Response.ReasonPhrase);
        Assert.Equal("bar", client.Response.Headers.GetCombined("x-foo"));
        Assert.Equal(0, client.Receive("more"u8));
        client.ReceiveEnd();
        Assert.Equal(ClientHandshakeState.Accepted, client.State);
    }

    [Fact]
    public void R1_Another_status_is_handed_back()
    {
        var client = Http.AnsweredRaw(Http.Message("HTTP/1.1 302 Found", "Location: https://b.example/", "Content-Length: 0"));
        Assert.Equal(ClientHandshakeState.Rejected, client.State);
        Assert.Equal("https://b.example/", client.Response!.Headers.GetCombined("location"));
    }

    [Fact]
    public void R1_Interim_responses_are_passed_over()
    {
        var (client, accept) = Http.Started();
        var interim = Http.Message("HTTP/1.1 102 Processing", Upgraded) + Http.Message("HTTP/1.1 103 Early Hints", "Link: x");
        Assert.Equal(interim.Length, client.Receive(Http.Bytes(interim)));
        Assert.Equal(ClientHandshakeState.AwaitingResponse, client.State);
        client.Receive(Http.Bytes(Http.Message("HTTP/1.1 101", Upgraded.Append($"sec-websocket-accept:{accept}"))));
        Assert.Equal(ClientHandshakeState.Accepted, client.State);
    }

    [Fact]
    public void R1_Interim_responses_without_end_fail()
        => Failed(Http.AnsweredRaw(string.Concat(Enumerable.Repeat(Http.Message("HTTP/1.1 100 Continue"), 17))));

    [Theory]
    [InlineData("upgrade: WebSocket", true)]
    [InlineData("Upgrade: h2", false)]
    [InlineData("Upgrade: websocket, h2", false)]
    [InlineData("X-Upgrade: websocket", false)]
    public void R2_Upgrade_is_websocket_in_any_case(string field, bool isAccepted) => Check(isAccepted, field, "Connection: Upgrade");

    [Theory]
    [InlineData("connection: upgrade", true)]
    [InlineData("Connection: keep-alive, UPGRADE", true)]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade", true)]
    [InlineData("Connection: Keep-Alive", false)]
    [InlineData("X-Connection: Upgrade", false)]
    public void R3_Connection_has_the_token_upgrade(string field, bool isAccepted) => Check(isAccepted, "Upgrade: websocket", field);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Http.AcceptOfKey)]
    public void R4_Accept_answers_the_key(string? accept)
    {
        var fields = accept is null ? Upgraded : Upgraded.Append($"Sec-WebSocket-Accept: {accept}");
        Failed(Http.AnsweredRaw(Http.Message("HTTP/1.1 101 Switching Protocols", fields)));
    }

    [Fact]
    public void R4_Accept_stands_there_once_with_space_around_it_and_in_its_own_case()
    {
        foreach (var (format, isAccepted) in new[]
        {
            ("Sec-WebSocket-Accept: \t {0} \t", true), ("Sec-WebSocket-Accept: {0}\r\nSec-WebSocket-Accept: {0}", false),
            ("Sec-WebSocket-Accept: {0}=", false), ("Sec-WebSocket-Accept: \"{0}\"", false),
        })
        {
            var (client, accept) = Http.Started();
            client.Receive(Http.Bytes(Http.Message("HTTP/1.1 101 Switching Protocols", Upgraded.Append(string.Format(format, accept)))));
            Assert.Equal(isAccepted ? ClientHandshakeState.Accepted : ClientHandshakeState.Failed, client.State);
        }

        // A hash in base64 without a single letter does not occur in practice.
        var (other, right) = Http.Started();
        var swapped = string.Concat(right.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
        other.Receive(Http.Bytes(Http.Message("HTTP/1.1 101 Switching Protocols", Upgraded.Append($"Sec-WebSocket-Accept: {swapped}"))));
        Failed(other);
    }

    [Fact]
    [Trait("Rfc6455", "9.1")]
    public void R5_An_offered_extension_is_used()
    {
        var negotiator = new FakeNegotiator();
        var client = Http.Answered(new() { Extensions = [negotiator] }, Upgraded.Append("sec-websocket-extensions: fake; a=\"1\""));
        Assert.Same(negotiator.Created[0], Assert.Single(client.Agreement!.Extensions));
        Assert.Equal("1", negotiator.Seen[0].Parameters[0].Value);
    }

    [Theory]
    [Trait("Rfc6455", "9.1")]
    [InlineData("bad, foo")]
    [InlineData("fake, bad")]
    [InlineData("fake; refuse")]
    [InlineData("fake, clash")]
    [InlineData("fake, fake")]
    [InlineData("fake;")]
    [InlineData("fake\r\nSec-WebSocket-Extensions: fake")]
    public void R5_Any_other_answer_about_extensions_fails(string value)
    {
        var negotiator = new FakeNegotiator { Confirms = element => element.Parameters.All(parameter => parameter.Key != "refuse") };
        var options = new ClientHandshakeOptions { Extensions = [negotiator, new FakeNegotiator("clash")] };
        Failed(Http.Answered(options, Upgraded.Append($"Sec-WebSocket-Extensions: {value}")));
        Assert.All(negotiator.Created, extension => Assert.True(extension.IsDisposed));
    }

    [Fact]
    public void R6_The_chosen_subprotocol_is_spoken()
    {
        var client = Http.Answered(new() { Subprotocols = ["one", "two"] }, Upgraded.Append("sec-websocket-protocol: two"));
        Assert.Equal("two", client.Agreement!.Subprotocol);
    }

    [Fact]
    public void R6_The_server_need_not_choose_a_subprotocol()
        => Assert.Null(Http.Answered(new() { Subprotocols = ["one", "two"] }, Upgraded).Agreement!.Subprotocol);

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: new")]
    [InlineData("Sec-WebSocket-Protocol: ONE")]
    [InlineData("Sec-WebSocket-Protocol: one, two")]
    [InlineData("Sec-WebSocket-Protocol:")]
    [InlineData("Sec-WebSocket-Protocol: one\r\nSec-WebSocket-Protocol: two")]
    public void R6_A_subprotocol_that_was_not_offered_fails(string field)
        => Failed(Http.Answered(new() { Subprotocols = ["one", "two"] }, Upgraded.Append(field)));

    [Theory]
    [InlineData("broken nonsense")]
    [InlineData("HTTP/1.0 101 Switching Protocols")]
    [InlineData("HTTP/2.0 101 Switching Protocols")]
    [InlineData("HTTP/1.1 1o1 Switching Protocols")]
    [InlineData("HTTP/1.1 1011 Switching Protocols")]
    [InlineData("HTTP/1.1 099 Odd")]
    [InlineData("HTTP/1.1 600 Odd")]
    [InlineData("HTTP/1.1  101 Switching Protocols")]
    [InlineData("http/1.1 101 Switching Protocols")]
    public void A_status_line_that_is_none_fails(string line)
    {
        var (client, accept) = Http.Started();
        client.Receive(Http.Bytes(Http.Message(line, Upgraded.Append($"Sec-WebSocket-Accept: {accept}"))));
        Failed(client);
    }

    [Theory]
    [InlineData("X-Foo : bar")]
    [InlineData("X-Foo: a\r\n folded")]
    [InlineData("X-Foo: a\nX-Bar: b")]
    public void A_head_that_two_readers_could_read_differently_fails(string field) => Failed(Http.Answered(null, Upgraded.Append(field)));

    [Fact]
    public void A_head_that_is_too_large_fails()
    {
        Failed(Http.AnsweredRaw("HTTP/1.1 101 " + new string('x', 17_000)));
        Failed(Http.AnsweredRaw(Http.Message("HTTP/1.1 200 OK", Enumerable.Repeat("a: b", 101))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 101 Switching")]
    public void A_connection_that_ends_before_the_response_fails(string received)
    {
        var client = Http.AnsweredRaw(received);
        client.ReceiveEnd();
        Failed(client);
    }

    private static void Check(bool isAccepted, params string[] fields)
    {
        var client = Http.Answered(null, fields);
        if (isAccepted)
            Assert.Equal(ClientHandshakeState.Accepted, client.State);
        else
            Failed(client);
    }

    private static void Failed(ClientHandshake client)
    {
        Assert.Equal(ClientHandshakeState.Failed, client.State);
        Assert.False(string.IsNullOrEmpty(client.Error));
        Assert.Null(client.Response);
        Assert.Null(client.Agreement);
        Assert.Equal(0, client.Receive("HTTP/1.1 101 x\r\n\r\n"u8));
    }
}
