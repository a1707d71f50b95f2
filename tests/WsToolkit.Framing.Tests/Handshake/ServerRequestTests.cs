namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>A server reads and verifies the opening handshake (RFC 6455, sections 4.2.1 and 4.3).</summary>
[Trait("Rfc6455", "4.2.1")]
public class ServerRequestTests
{
    [Fact]
    public void A_plain_request_is_read_whole()
    {
        var request = Http.Valid(Http.Request("X-Foo: bar", "x-foo:\t baz \t"));

        Assert.Equal("/chat", request.Target);
        Assert.Equal("/chat", request.Path);
        Assert.Equal("", request.Query);
        Assert.Null(request.Scheme);
        Assert.Equal("example.com", request.Authority);
        Assert.Null(request.Origin);
        Assert.Empty(request.Subprotocols);
        Assert.Empty(request.Extensions);
        Assert.Equal(7, request.Headers.Count);
        Assert.Equal(["bar", "baz"], request.Headers.GetValues("X-FOO"));
        Assert.Equal("bar, baz", request.Headers.GetCombined("x-Foo"));
        Assert.Null(request.Headers.GetCombined("X-Other"));
        Assert.False(request.Headers.Contains("X-Other"));
        Assert.True(request.Headers.Contains("host"));
    }

    [Theory]
    [InlineData("connection: upgrade")]
    [InlineData("CONNECTION: UPGRADE")]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("Connection: Keep-Alive,Upgrade , x")]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Connection:upgrade")]
    public void R4_Connection_has_the_token_upgrade_in_any_case_and_list(string field)
        => Http.Valid(Http.RequestWithout("Connection", field));

    [Theory]
    [InlineData("Connection: keep-alive")]
    [InlineData("Connection: Keep-Alive, No-Upgrade")]
    [InlineData("Connection:")]
    [InlineData("X-Connection: Upgrade")]
    public void R4_Without_the_token_upgrade_the_request_is_refused(string field)
        => Http.Refused(Http.RequestWithout("Connection", field), 400);

    [Theory]
    [InlineData("upgrade: WebSocket")]
    [InlineData("Upgrade: h2c, websocket")]
    [InlineData("Upgrade: h2c\r\nUpgrade: websocket")]
    public void R3_Upgrade_contains_websocket_in_any_case_and_list(string field) => Http.Valid(Http.RequestWithout("Upgrade", field));

    [Theory]
    [InlineData("Upgrade: h2c")]
    [InlineData("Upgrade: websockets")]
    [InlineData("X-Upgrade: websocket")]
    public void R3_Without_websocket_the_client_is_told_to_upgrade(string field)
    {
        var response = Http.Refused(Http.RequestWithout("Upgrade", field), 426);
        Assert.Equal("websocket", Http.Field(response, "Upgrade"));
        Assert.Equal("close, Upgrade", Http.Field(response, "Connection"));
    }

    [Theory]
    [InlineData("POST", 405)]
    [InlineData("HEAD", 405)]
    [InlineData("CONNECT", 405)]
    [InlineData("get", 405)]
    [InlineData("G\u00c9T", 400)]
    [InlineData("G(E)T", 400)]
    public void R1_The_method_is_GET(string method, int status)
    {
        var response = Http.Refused(Http.Message($"{method} /chat HTTP/1.1", Http.RequestFields), status);
        if (status == 405)
            Assert.Equal("GET", Http.Field(response, "Allow"));
        if (method == "HEAD")
            Assert.EndsWith("\r\n\r\n", response);
    }

    [Theory]
    [InlineData("HTTP/1.0", 505)]
    [InlineData("HTTP/0.9", 505)]
    [InlineData("HTTP/2.0", 505)]
    [InlineData("http/1.1", 400)]
    [InlineData("HTTP/1.10", 400)]
    [InlineData("HTTP/1", 400)]
    [InlineData("HTTPS/1.1", 400)]
    public void R1_The_version_is_HTTP_1_1_or_higher(string version, int status)
        => Http.Refused(Http.Message($"GET /chat {version}", Http.RequestFields), status);

    [Fact]
    public void R1_A_higher_minor_version_is_read_as_1_1() => Http.Valid(Http.Message("GET /chat HTTP/1.2", Http.RequestFields));

    [Theory]
    [InlineData("broken nonsense")]
    [InlineData("GET  /chat HTTP/1.1")]
    [InlineData("GET /chat  HTTP/1.1")]
    [InlineData(" GET /chat HTTP/1.1")]
    [InlineData("GET /chat HTTP/1.1 ")]
    [InlineData("GET\t/chat\tHTTP/1.1")]
    [InlineData("GET /ch at HTTP/1.1")]
    [InlineData("GET /chat")]
    public void R1_The_request_line_is_that_of_HTTP(string line) => Http.Refused(Http.Message(line, Http.RequestFields), 400);

    [Theory]
    [InlineData("Host: ")]
    [InlineData("Host: a b")]
    [InlineData("Host: a/b")]
    [InlineData("Host: user@example.com")]
    [InlineData("Host: example.com:99999")]
    [InlineData("Host: example.com:x")]
    [InlineData("Host: [::1")]
    [InlineData("Host: [zz]")]
    [InlineData("Host: ex\u00e4mple.com")]
    [InlineData("Host: one\r\nHost: one")]
    [InlineData("X-Host: example.com")]
    public void R2_There_is_one_valid_Host(string field) => Http.Refused(Http.RequestWithout("Host", field), 400);

    [Theory]
    [InlineData("localhost:8080")]
    [InlineData("[::1]:8080")]
    [InlineData("[2001:db8::1]")]
    [InlineData("127.0.0.1:")]
    [InlineData("xn--7ks3rz39bh7u")]
    [InlineData("with_underscore.example")]
    public void R2_A_host_may_have_a_port(string host)
        => Assert.Equal(host, Http.Valid(Http.RequestWithout("Host", $"host: {host}")).Authority);

    [Theory]
    [InlineData("Sec-WebSocket-Key:")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZQ==")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSE=")]
    [InlineData("Sec-WebSocket-Key: not base64 not base64 no")]
    [InlineData("X-Key: " + Http.Key)]
    [InlineData("Sec-WebSocket-Key: " + Http.Key + "\r\nSec-WebSocket-Key: " + Http.Key)]
    [InlineData("Sec-WebSocket-Key: " + Http.Key + ", " + Http.Key)]
    public void R5_There_is_one_key_of_16_bytes(string field) => Http.Refused(Http.RequestWithout("Sec-WebSocket-Key", field), 400);

    [Theory]
    [Trait("Rfc6455", "4.4")]
    [InlineData("Sec-WebSocket-Version: 12", 426)]
    [InlineData("Sec-WebSocket-Version: 8", 426)]
    [InlineData("Sec-WebSocket-Version: not-a-digit", 426)]
    [InlineData("Sec-WebSocket-Version: 013", 426)]
    [InlineData("Sec-WebSocket-Version: 13, 8", 426)]
    [InlineData("X-Version: 13", 426)]
    [InlineData("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13", 400)]
    public void R6_The_version_is_13_and_others_learn_which_is_spoken(string field, int status)
    {
        var response = Http.Refused(Http.RequestWithout("Sec-WebSocket-Version", field), status);
        if (status == 426)
            Assert.Equal("13", Http.Field(response, "Sec-WebSocket-Version"));
    }

    [Fact]
    public void R7_The_origin_is_handed_to_the_caller()
    {
        Assert.Equal("https://example.com", Http.Valid(Http.Request("origin: https://example.com")).Origin);
        Http.Refused(Http.Request("Origin: https://a.example", "Origin: https://b.example"), 400);
    }

    [Fact]
    [Trait("Rfc6455", "11.3.4")]
    public void R8_Subprotocols_of_several_fields_are_one_list_in_order()
    {
        var request = Http.Valid(Http.Request("Sec-WebSocket-Protocol: one, two", "sec-websocket-protocol:three,, FOUR ,"));
        Assert.Equal(["one", "two", "three", "FOUR"], request.Subprotocols);
        Assert.Equal("three", request.SelectSubprotocol(["four", "three", "one"]));
        Assert.Null(request.SelectSubprotocol(["five"]));
    }

    [Theory]
    [Trait("Rfc6455", "4.3")]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("a b")]
    [InlineData("a, \"b\"")]
    [InlineData("a; b")]
    [InlineData("a, a")]
    [InlineData("\u00e4")]
    public void R8_Subprotocols_are_different_tokens(string value) => Http.Refused(Http.Request($"Sec-WebSocket-Protocol: {value}"), 400);

    [Fact]
    [Trait("Rfc6455", "9.1")]
    public void R9_Extensions_of_several_fields_are_one_list_in_order()
    {
        var request = Http.Valid(Http.Request(
            "Sec-WebSocket-Extensions: first; alone, second", "X: y", "Sec-WebSocket-Extensions: first; n=\"a, b; \\\"c\\\"\"; percent"));
        Assert.Equal(["first", "second", "first"], request.Extensions.Select(extension => extension.Name));
        Assert.Equal([new("n", "a, b; \"c\""), new("percent", null)], request.Extensions[2].Parameters);
    }

    [Theory]
    [Trait("Rfc6455", "9.1")]
    [InlineData("a;")]
    [InlineData("")]
    [InlineData("a; b=\"c")]
    public void R9_Malformed_extensions_fail_the_handshake(string value)
        => Http.Refused(Http.Request($"Sec-WebSocket-Extensions: {value}"), 400);

    [Theory]
    [InlineData("Content-Length: 0", null)]
    [InlineData("Content-Length: 5", 400)]
    [InlineData("Content-Length: -1", 400)]
    [InlineData("Content-Length: 0\r\nContent-Length: 5", 400)]
    [InlineData("Transfer-Encoding: chunked", 400)]
    public void The_request_has_no_body(string field, int? status)
    {
        if (status is null)
            Http.Valid(Http.Request(field));
        else
            Http.Refused(Http.Request(field), status.Value);
    }

    [Theory]
    [InlineData("X-Foo : bar")]
    [InlineData("X Foo: bar")]
    [InlineData(": bar")]
    [InlineData("no colon")]
    [InlineData("X-Foo: a\r\n folded")]
    [InlineData("X-Foo: a\r\n\tfolded")]
    [InlineData("X-Foo: a\nX-Bar: b")]
    [InlineData("X-Foo: a\rb")]
    [InlineData("X-Foo: a\0b")]
    [InlineData("X-Foo: a\u007fb")]
    [InlineData("X-F\u00f6\u00f6: a")]
    [InlineData("X-Foo(: a")]
    public void Fields_that_two_readers_could_read_differently_are_refused(string field) => Http.Refused(Http.Request(field), 400);

    [Fact]
    public void A_line_feed_alone_does_not_end_a_request() => Http.Refused(Http.Request().Replace("\r\n", "\n"), 400);

    [Fact]
    public void Control_characters_are_refused_as_soon_as_they_come() => Http.Refused("\u0016\u0003\u0001\u0002\u0000\u0001", 400);

    [Fact]
    public void Empty_lines_before_the_request_are_passed_over() => Http.Valid("\r\n\r\n" + Http.Request());

    [Fact]
    public void Bytes_beyond_ASCII_in_other_fields_are_handed_on_as_characters()
        => Assert.Equal("caf\u00c3\u00a9", Http.Valid(Http.Request("Cookie: caf\u00c3\u00a9")).Headers.GetCombined("cookie"));

    [Fact]
    public void The_head_may_be_as_large_as_the_limit_and_no_larger()
    {
        var request = Http.Request("X-Long: " + new string('x', 5000));
        Assert.NotNull(Http.Serve(request, new HandshakeLimits { MaxHeadBytes = request.Length }).Request);
        Http.Refused(request, 431, new HandshakeLimits { MaxHeadBytes = request.Length - 1 });
        Http.Refused(string.Concat(Enumerable.Repeat("\r\n", 9000)), 431);
        Http.Refused("GET /" + new string('x', 17_000), 431);
    }

    [Fact]
    public void There_may_be_as_many_fields_as_the_limit_and_no_more()
    {
        var more = Enumerable.Range(0, 95).Select(i => $"X-{i}: y").ToList();
        Http.Valid(Http.Request(more));
        Http.Refused(Http.Request(more.Append("X-Last: y")), 431);
    }
}
