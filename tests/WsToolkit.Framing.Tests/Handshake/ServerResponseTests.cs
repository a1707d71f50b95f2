using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>What a server answers (RFC 6455, sections 4.2.2 and 4.4).</summary>
[Trait("Rfc6455", "4.2.2")]
public class ServerResponseTests
{
    private readonly ArrayBufferWriter<byte> _output = new();

    [Fact]
    public void R5_The_101_answers_the_key_and_has_nothing_that_was_not_asked_for()
    {
        var server = Http.Serve(Http.Request());
        var agreement = server.Accept(_output);

        Assert.Equal(ServerHandshakeState.Accepted, server.State);
        Assert.Null(agreement.Subprotocol);
        Assert.Empty(agreement.Extensions);
        Assert.Equal(
            Http.Message(
                "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
                $"Sec-WebSocket-Accept: {Http.AcceptOfKey}"),
            Text());
    }

    [Fact]
    public void More_fields_may_be_added()
    {
        Http.Serve(Http.Request()).Accept(_output, headers: [new("X-Foo", "bar"), new("Set-Cookie", "a=b; Path=/")]);
        Assert.Equal("bar", Http.Field(Text(), "X-Foo"));
        Assert.Equal("a=b; Path=/", Http.Field(Text(), "Set-Cookie"));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public void R5_The_subprotocol_is_one_of_those_offered(string subprotocol)
    {
        var agreement = Http.Serve(Http.Request("Sec-Websocket-Protocol: one, two")).Accept(_output, subprotocol);
        Assert.Equal(subprotocol, agreement.Subprotocol);
        Assert.Equal(subprotocol, Http.Field(Text(), "Sec-WebSocket-Protocol"));
    }

    [Theory]
    [InlineData("three")]
    [InlineData("ONE")]
    [InlineData("")]
    public void R5_Any_other_subprotocol_is_the_callers_mistake(string subprotocol)
    {
        var server = Http.Serve(Http.Request("Sec-WebSocket-Protocol: one, two"));
        Assert.Throws<ArgumentException>(() => server.Accept(_output, subprotocol));
        Assert.Equal(0, _output.WrittenCount);
        server.Accept(_output, "one");
    }

    [Fact]
    [Trait("Rfc6455", "9.1")]
    public void R5_Extensions_are_answered_from_the_offer()
    {
        var negotiator = new FakeNegotiator { Answer = _ => new("fake", [new("p1", "v1"), new("p2", "a b")]) };
        var server = Http.Serve(Http.Request("Sec-WebSocket-Extensions: pretend, fake; p1=v3; p2=\"v,4\""));
        var agreement = server.Accept(_output, negotiators: [negotiator]);

        Assert.Same(negotiator.Created[0], Assert.Single(agreement.Extensions));
        Assert.Equal("fake; p1=v1; p2=\"a b\"", Http.Field(Text(), "Sec-WebSocket-Extensions"));
        Assert.Equal([new("p1", "v3"), new("p2", "v,4")], Assert.Single(negotiator.Seen).Parameters);
    }

    [Fact]
    [Trait("Rfc6455", "9.1")]
    public void R5_Extensions_that_were_not_offered_are_not_answered()
    {
        var agreement = Http.Serve(Http.Request("Sec-WebSocket-Extensions: pretend")).Accept(_output, negotiators: [new FakeNegotiator()]);
        Assert.Empty(agreement.Extensions);
        Assert.False(Http.HasField(Text(), "Sec-WebSocket-Extensions"));
    }

    [Theory]
    [InlineData("Sec-WebSocket-Accept", "x")]
    [InlineData("sec-websocket-anything", "x")]
    [InlineData("Upgrade", "x")]
    [InlineData("connection", "close")]
    [InlineData("Content-Length", "0")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-Foo", "a\r\nX-Bar: b")]
    [InlineData("X-Foo", "a\0")]
    [InlineData("X-Foo", "\u00e4")]
    [InlineData("X Foo", "a")]
    [InlineData("", "a")]
    public void Fields_that_would_break_the_101_are_refused(string name, string value)
    {
        var server = Http.Serve(Http.Request());
        Assert.Throws<ArgumentException>(() => server.Accept(_output, headers: [new(name, value)]));
        Assert.Equal(0, _output.WrittenCount);
        Assert.Equal(ServerHandshakeState.Received, server.State);
    }

    [Fact]
    public void A_refusal_is_a_whole_response()
    {
        var server = Http.Serve(Http.Request());
        server.Reject(_output, 401, [new("WWW-Authenticate", "Basic realm=\"x\"")], "Hello"u8);

        Assert.Equal(ServerHandshakeState.Rejected, server.State);
        Assert.Equal(
            Http.Message(
                "HTTP/1.1 401 Unauthorized", "Connection: close", "WWW-Authenticate: Basic realm=\"x\"", "Content-Length: 5") + "Hello",
            Text());
    }

    [Fact]
    public void A_refusal_without_a_body_says_so()
    {
        Http.Serve(Http.Request()).Reject(_output, 400);
        Assert.Equal("0", Http.Field(Text(), "Content-Length"));
    }

    [Fact]
    public void A_refusal_with_204_has_neither_body_nor_length()
    {
        var server = Http.Serve(Http.Request());
        Assert.Throws<ArgumentException>(() => server.Reject(_output, 204, body: "x"u8));
        server.Reject(_output, 204);
        Assert.False(Http.HasField(Text(), "Content-Length"));
    }

    [Theory]
    [InlineData(101)]
    [InlineData(199)]
    [InlineData(600)]
    public void A_refusal_is_a_final_response(int status)
        => Assert.Throws<ArgumentOutOfRangeException>(() => Http.Serve(Http.Request()).Reject(_output, status));

    [Fact]
    public void A_request_is_answered_once_and_not_before_it_is_there()
    {
        var server = new ServerHandshake();
        Assert.Throws<InvalidOperationException>(() => server.Accept(_output));
        Assert.Throws<InvalidOperationException>(() => server.Reject(_output, 400));
        Assert.Throws<InvalidOperationException>(() => server.RejectInvalid(_output));

        server.Receive(Http.Bytes(Http.Request()));
        Assert.Throws<InvalidOperationException>(() => server.RejectInvalid(_output));
        server.Accept(_output);
        Assert.Throws<InvalidOperationException>(() => server.Accept(_output));
        Assert.Throws<InvalidOperationException>(() => server.Reject(_output, 400));
    }

    [Fact]
    public void An_invalid_request_cannot_be_accepted_but_refused_in_the_callers_words()
    {
        var server = Http.Serve("broken nonsense\r\n\r\n");
        Assert.Throws<InvalidOperationException>(() => server.Accept(_output));
        server.Reject(_output, 404);
        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", Text());
    }

    [Fact]
    public void An_error_repeats_nothing_of_what_was_received()
        => Assert.DoesNotContain("secret", Http.Refused(Http.RequestWithout("Sec-WebSocket-Key", "Sec-WebSocket-Key: secret"), 400));

    [Fact]
    public void A_limit_that_cannot_work_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerHandshake(new HandshakeLimits { MaxHeadBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerHandshake(new HandshakeLimits { MaxHeaderFields = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServerHandshake(new HandshakeLimits { MaxBodyBytes = -1 }));
    }

    private string Text() => Encoding.Latin1.GetString(_output.WrittenSpan);
}
