namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>What a client asks: the twelve requirements of RFC 6455, section 4.1, on the request, and section 3 on the URI.</summary>
[Trait("Rfc6455", "4.1")]
public class ClientRequestTests
{
    [Fact]
    public void R1_The_request_is_a_GET_of_HTTP_1_1_and_valid_for_a_server()
    {
        var text = Http.Asked("ws://localhost/");
        Assert.StartsWith("GET / HTTP/1.1\r\n", text);
        Http.Valid(text);
    }

    [Theory]
    [InlineData("ws://example.com", "/")]
    [InlineData("ws://example.com/a/b", "/a/b")]
    [InlineData("ws://example.com/a?b=c&d", "/a?b=c&d")]
    [InlineData("wss://example.com?x", "/?x")]
    [InlineData("http://example.com/a b/\u00e4", "/a%20b/%C3%A4")]
    public void R2_The_target_is_the_resource_name_with_its_query(string uri, string target)
        => Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Http.Asked(uri));

    [Theory]
    [InlineData("ws://example.com:81/a?b", "ws://example.com:81/a?b")]
    [InlineData("wss://example.com:443", "wss://example.com/")]
    public void R2_The_target_may_be_absolute(string uri, string target)
        => Assert.StartsWith($"GET {target} HTTP/1.1\r\n", Http.Asked(uri, new ClientHandshakeOptions { UseAbsoluteTarget = true }));

    [Theory]
    [InlineData("ws://example.com:80/", "example.com")]
    [InlineData("wss://example.com:443/", "example.com")]
    [InlineData("ws://example.com:443/", "example.com:443")]
    [InlineData("https://example.com:8443/", "example.com:8443")]
    [InlineData("ws://[::1]/", "[::1]")]
    [InlineData("ws://[2001:db8::1]:9000/", "[2001:db8::1]:9000")]
    [InlineData("ws://[fe80::1%251]:9000/", "[fe80::1]:9000")]
    [InlineData("ws://127.0.0.1:9000/", "127.0.0.1:9000")]
    [InlineData("ws://\u829d\u58eb\u6c49\u5821/", "xn--7ks3rz39bh7u")]
    public void R4_Host_is_the_host_and_any_port_that_is_not_the_default(string uri, string host)
        => Assert.Equal(host, Http.Field(Http.Asked(uri), "Host"));

    [Fact]
    public void R5_R6_R9_Upgrade_Connection_and_Version_are_there()
    {
        var text = Http.Asked("ws://localhost/");
        Assert.Equal("websocket", Http.Field(text, "Upgrade"));
        Assert.Equal("Upgrade", Http.Field(text, "Connection"));
        Assert.Equal("13", Http.Field(text, "Sec-WebSocket-Version"));
    }

    [Fact]
    public void R7_Every_connection_has_a_new_key_of_16_bytes()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Http.Field(Http.Asked("ws://localhost/"), "Sec-WebSocket-Key")).ToList();
        Assert.Equal(20, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(HandshakeKey.IsValid(key)));
    }

    [Fact]
    public void R8_Origin_is_sent_where_it_is_given()
    {
        Assert.False(Http.HasField(Http.Asked("ws://localhost/"), "Origin"));
        Assert.Equal("https://a.example", Http.Field(Http.Asked("ws://localhost/", new() { Origin = "https://a.example" }), "Origin"));
    }

    [Fact]
    public void R10_Subprotocols_are_listed_in_order()
    {
        Assert.False(Http.HasField(Http.Asked("ws://localhost/"), "Sec-WebSocket-Protocol"));
        var text = Http.Asked("ws://localhost/", new() { Subprotocols = ["one", "two"] });
        Assert.Equal("one, two", Http.Field(text, "Sec-WebSocket-Protocol"));
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData("", "two")]
    [InlineData("a b", "two")]
    [InlineData("a,b", "two")]
    [InlineData("\u00e4", "two")]
    public void R10_Subprotocols_are_different_tokens(string first, string second)
        => Assert.Throws<ArgumentException>(() => Http.Asked("ws://localhost/", new() { Subprotocols = [first, second] }));

    [Theory]
    [Trait("Rfc6455", "9.1")]
    [InlineData("fake", "fake")]
    [InlineData("fake; parameter1=value1; parameter2=value2", "fake; parameter1=value1; parameter2=value2")]
    public void R11_Extensions_are_offered(string offer, string expected)
    {
        Assert.True(ExtensionHeader.TryParse([offer], out var elements));
        var options = new ClientHandshakeOptions { Extensions = [new FakeNegotiator { Offers = elements }] };
        Assert.Equal(expected, Http.Field(Http.Asked("ws://localhost/", options), "Sec-WebSocket-Extensions"));
    }

    [Fact]
    public void R11_Without_an_offer_there_is_no_field()
        => Assert.False(Http.HasField(
            Http.Asked("ws://localhost/", new() { Extensions = [new FakeNegotiator { Offers = [] }] }), "Sec-WebSocket-Extensions"));

    [Fact]
    public void R12_More_fields_may_be_added()
    {
        var text = Http.Asked("ws://localhost/", new() { Headers = [new("X-Foo", "Bar"), new("Authorization", "Basic eDp5")] });
        Assert.Equal("Bar", Http.Field(text, "X-Foo"));
        Assert.Equal("Basic eDp5", Http.Field(text, "Authorization"));
    }

    [Theory]
    [InlineData("Host", "x")]
    [InlineData("origin", "x")]
    [InlineData("UPGRADE", "x")]
    [InlineData("Connection", "x")]
    [InlineData("Sec-WebSocket-Key", "x")]
    [InlineData("sec-websocket-protocol", "x")]
    [InlineData("Content-Length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("X-Foo", "a\r\nX-Bar: b")]
    [InlineData("X-Foo", "a\nb")]
    [InlineData("X-Foo", "a\0b")]
    [InlineData("X-Foo:", "a")]
    [InlineData("", "a")]
    public void R12_Fields_that_would_break_the_request_are_refused(string name, string value)
        => Assert.Throws<ArgumentException>(() => Http.Asked("ws://localhost/", new() { Headers = [new(name, value)] }));

    [Fact]
    public void An_origin_that_would_break_the_request_is_refused()
        => Assert.Throws<ArgumentException>(() => Http.Asked("ws://localhost/", new() { Origin = "x\r\nX-Bar: b" }));

    [Theory]
    [Trait("Rfc6455", "3")]
    [InlineData("ftp://example.com/")]
    [InlineData("/relative")]
    [InlineData("ws://example.com/#fragment")]
    [InlineData("ws://user:password@example.com/")]
    public void A_URI_that_is_none_of_a_WebSocket_is_refused(string uri)
        => Assert.Throws<ArgumentException>(() => new ClientHandshake(new Uri(uri, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void The_request_is_written_once_and_before_the_response()
    {
        var client = new ClientHandshake(new Uri("ws://localhost/"));
        Assert.Equal(ClientHandshakeState.NotStarted, client.State);
        Assert.Throws<InvalidOperationException>(() => client.Receive("x"u8));
        Assert.Throws<InvalidOperationException>(client.ReceiveEnd);
        Http.Written(client.WriteRequest);
        Assert.Equal(ClientHandshakeState.AwaitingResponse, client.State);
        Assert.Throws<InvalidOperationException>(() => Http.Written(client.WriteRequest));
    }
}
