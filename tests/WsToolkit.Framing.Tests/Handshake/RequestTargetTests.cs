namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>Targets in origin-form and absolute-form (RFC 6455, section 4.2.1; RFC 9112, section 3.2).</summary>
[Trait("Rfc6455", "4.2.1")]
public class RequestTargetTests
{
    [Theory]
    [InlineData("/", null, "example.com", "/", "")]
    [InlineData("/a/b?c=d?e", null, "example.com", "/a/b", "?c=d?e")]
    [InlineData("/?", null, "example.com", "/", "?")]
    [InlineData("/a%20b?x=%7B", null, "example.com", "/a%20b", "?x=%7B")]
    [InlineData("//a", null, "example.com", "//a", "")]
    [InlineData("ws://localhost:9000/chat", "ws", "localhost:9000", "/chat", "")]
    [InlineData("wss://api.example/ws?x=1", "wss", "api.example", "/ws", "?x=1")]
    [InlineData("http://[::1]:80/", "http", "[::1]:80", "/", "")]
    [InlineData("HTTPS://A.example", "https", "A.example", "/", "")]
    [InlineData("WS://a?q", "ws", "a", "/", "?q")]
    public void Are_taken_apart(string target, string? scheme, string authority, string path, string query)
    {
        var request = Http.Valid(Http.Message($"GET {target} HTTP/1.1", Http.RequestFields));
        Assert.Equal(target, request.Target);
        Assert.Equal((scheme, authority, path, query), (request.Scheme, request.Authority, request.Path, request.Query));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("*")]
    [InlineData("example.com:80")]
    [InlineData("ftp://example.com/")]
    [InlineData("ws:/example.com/")]
    [InlineData("ws:///chat")]
    [InlineData("ws://user@example.com/")]
    [InlineData("ws://example.com:port/")]
    [InlineData("ws://a b/")]
    [InlineData("/chat#top")]
    [InlineData("/ch\u00e4t")]
    [InlineData("://x/")]
    public void Others_are_refused(string target) => Http.Refused(Http.Message($"GET {target} HTTP/1.1", Http.RequestFields), 400);

    [Fact]
    public void The_request_of_a_noio_ws_client_is_read()
    {
        var request = Http.Valid(Http.Message(
            "GET ws://localhost:8765/some_location HTTP/1.1",
            "host: localhost:8765",
            "upgrade: websocket",
            "connection: upgrade",
            $"sec-websocket-key: {Http.Key}",
            "sec-websocket-version: 13"));
        Assert.Equal("/some_location", request.Path);
        Assert.Equal("localhost:8765", request.Authority);
    }
}
