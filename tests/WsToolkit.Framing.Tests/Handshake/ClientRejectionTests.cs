using System.Text;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>
/// A refusal comes back whole, so that the caller can authenticate and try again (RFC 6455, section 4.1; RFC 9112, section 6.3).
/// </summary>
[Trait("Rfc6455", "4.1")]
public class ClientRejectionTests
{
    private static readonly HandshakeLimits Small = new() { MaxBodyBytes = 10 };

    [Theory]
    [InlineData("Content-Length: 5", "Hello", "Hello")]
    [InlineData("Content-Length: 0", "", "")]
    [InlineData("Content-Length: 5\r\nContent-Length: 5", "Hello", "Hello")]
    [InlineData("Transfer-Encoding: Chunked", "5\r\nHello\r\n0\r\n\r\n", "Hello")]
    [InlineData("Transfer-Encoding: chunked", "0003;x=\"y\"\r\nHel\r\n2 \r\nlo\r\n000\r\nTrailer: t\r\n\r\n", "Hello")]
    [InlineData("Transfer-Encoding: chunked", "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789")]
    [InlineData("Transfer-Encoding: chunked", "0\r\n\r\n", "")]
    public void A_body_with_an_end_is_read_to_it_and_no_further(string field, string framed, string body)
    {
        var head = Http.Message("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Digest", field);
        var (client, _) = Http.Started();
        Assert.Equal(head.Length + framed.Length, client.Receive(Http.Bytes(head + framed + "behind")));
        Rejected(client, 401, body, isComplete: true);
        Assert.Equal("Digest", client.Response!.Headers.GetCombined("WWW-Authenticate"));
        Assert.Equal("Unauthorized", client.Response.ReasonPhrase);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "")]
    [InlineData("HTTP/1.0 503", "over")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip", "zipped")]
    public void A_body_without_a_length_ends_with_the_stream(string line, string body)
    {
        var client = Http.AnsweredRaw(Http.Message(line) + body);
        Assert.Equal(ClientHandshakeState.AwaitingResponse, client.State);
        client.ReceiveEnd();
        Rejected(client, int.Parse(line.AsSpan(9, 3)), body, isComplete: true);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public void Some_statuses_have_no_body(int status)
        => Rejected(Http.AnsweredRaw(Http.Message($"HTTP/1.1 {status} Nothing", "Content-Length: 5")), status, "", isComplete: true);

    [Theory]
    [InlineData("Content-Length: 5", "Hel", "Hel")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nHel", "Hel")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nHello\r\n", "Hello")]
    public void A_body_that_breaks_off_is_handed_back_as_far_as_it_came(string field, string framed, string body)
    {
        var client = Http.AnsweredRaw(Http.Message("HTTP/1.1 403 Forbidden", field) + framed);
        Assert.Equal(ClientHandshakeState.AwaitingResponse, client.State);
        client.ReceiveEnd();
        Rejected(client, 403, body, isComplete: false);
    }

    [Theory]
    [InlineData("Content-Length: 11", "0123456789A")]
    [InlineData("Content-Length: 9223372036854775807", "0123456789A")]
    [InlineData("Transfer-Encoding: chunked", "5\r\n01234\r\n6\r\n56789A\r\n0\r\n\r\n")]
    [InlineData("X: y", "0123456789A")]
    public void A_body_beyond_the_limit_is_cut(string field, string framed)
        => Rejected(Http.AnsweredRaw(Http.Message("HTTP/1.1 403 Forbidden", field) + framed, Small), 403, "0123456789", isComplete: false);

    [Fact]
    public void A_body_of_the_limit_is_whole()
        => Rejected(
            Http.AnsweredRaw(Http.Message("HTTP/1.1 403 Forbidden", "Content-Length: 10") + "0123456789", Small),
            403, "0123456789", isComplete: true);

    [Theory]
    [InlineData("Content-Length: five", "")]
    [InlineData("Content-Length: -5", "")]
    [InlineData("Content-Length: 5, 5", "")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6", "")]
    [InlineData("Content-Length: 99999999999999999999", "")]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked", "")]
    [InlineData("Transfer-Encoding: chunked", "x\r\n")]
    [InlineData("Transfer-Encoding: chunked", "\r\n")]
    [InlineData("Transfer-Encoding: chunked", ";x\r\n")]
    [InlineData("Transfer-Encoding: chunked", "5\n")]
    [InlineData("Transfer-Encoding: chunked", "5\rx")]
    [InlineData("Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1\r\nab")]
    public void A_body_with_broken_framing_still_gives_status_and_fields(string field, string framed)
    {
        var client = Http.AnsweredRaw(Http.Message("HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic", field) + framed);
        Assert.Equal(ClientHandshakeState.Rejected, client.State);
        Assert.False(client.Response!.IsBodyComplete);
        Assert.Equal("Basic", client.Response.Headers.GetCombined("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("5;")]
    [InlineData("0\r\n")]
    public void Lines_of_chunks_have_a_limit(string start)
    {
        var head = Http.Message("HTTP/1.1 401 Unauthorized", "Transfer-Encoding: chunked");
        var client = Http.AnsweredRaw(head + start + new string('x', 300));
        Rejected(client, 401, "", isComplete: false);
    }

    [Fact]
    public void Trailers_have_a_limit()
    {
        var trailers = string.Concat(Enumerable.Repeat("a: b\r\n", 101));
        var client = Http.AnsweredRaw(Http.Message("HTTP/1.1 401 Unauthorized", "Transfer-Encoding: chunked") + "0\r\n" + trailers);
        Rejected(client, 401, "", isComplete: false);
    }

    private static void Rejected(ClientHandshake client, int status, string body, bool isComplete)
    {
        Assert.Equal(ClientHandshakeState.Rejected, client.State);
        Assert.Null(client.Error);
        Assert.Null(client.Agreement);
        Assert.Equal(status, client.Response!.StatusCode);
        Assert.Equal(body, Encoding.Latin1.GetString(client.Response.Body.Span));
        Assert.Equal(isComplete, client.Response.IsBodyComplete);
    }
}
