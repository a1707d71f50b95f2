using System.Net;
using WsToolkit.Client;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Client;

/// <summary>Who sends the handshake request may be anything that derives from <see cref="HttpMessageInvoker"/>.</summary>
public sealed class HttpInvokerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_invoker_or_a_whole_HttpClient_sends_the_handshake(bool isClient)
    {
        using var server = new Server();
        using var invoker = isClient ? new HttpClient(server) : new HttpMessageInvoker(server);
        var options = new WsClientOptions { HttpInvoker = invoker, ConnectTimeout = TimeSpan.FromSeconds(30) };
        var connecting = new Connector(new Uri("ws://localhost/"), null, options).ConnectAsync(0, null, default);
        await using var transport = await connecting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(server.Connection.WasRead);
    }

    [Fact]
    public async Task A_header_that_cannot_be_sent_is_refused_and_not_left_out()
    {
        using var server = new Server();
        using var invoker = new HttpMessageInvoker(server);
        var options = new WsClientOptions { HttpInvoker = invoker, Headers = { ["Content-Language"] = "de" } };
        var connector = new Connector(new Uri("ws://localhost/"), null, options);
        await Assert.ThrowsAsync<ArgumentException>(() => connector.ConnectAsync(0, null, default));
    }

    /// <summary>Accepts every handshake, and then says nothing.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public Body Connection { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(HttpStatusCode.SwitchingProtocols) { Content = Connection };
            response.Headers.TryAddWithoutValidation("Upgrade", "websocket");
            response.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            response.Headers.TryAddWithoutValidation(
                "Sec-WebSocket-Accept", HandshakeKey.ComputeAccept(request.Headers.GetValues("Sec-WebSocket-Key").Single()));
            return Task.FromResult(response);
        }
    }

    /// <summary>A body that is a connection: whoever reads it to its end waits for ever.</summary>
    private sealed class Body : HttpContent
    {
        public bool WasRead { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream());

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasRead = true;
            return new TaskCompletionSource().Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
