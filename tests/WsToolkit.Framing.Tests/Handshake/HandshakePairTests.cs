using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>Client and server with each other, and the way from the handshake to frames.</summary>
public class HandshakePairTests
{
    private readonly ArrayBufferWriter<byte> _toServer = new();
    private readonly ArrayBufferWriter<byte> _toClient = new();

    [Fact]
    public void Both_ends_agree_on_subprotocol_and_extensions()
    {
        var client = new ClientHandshake(
            new Uri("wss://example.com/chat?room=1"),
            new() { Subprotocols = ["v2", "v1"], Extensions = [new FakeNegotiator("a"), new FakeNegotiator("b", ReservedBits.Rsv2)] });
        var server = new ServerHandshake();

        client.WriteRequest(_toServer);
        server.Receive(_toServer.WrittenSpan);
        var request = server.Request!;
        Assert.Equal(("/chat", "?room=1", "example.com"), (request.Path, request.Query, request.Authority));
        var accepted = server.Accept(
            _toClient, request.SelectSubprotocol(["v1"]), [new FakeNegotiator("b", ReservedBits.Rsv2), new FakeNegotiator("c")]);
        client.Receive(_toClient.WrittenSpan);

        Assert.Equal(ClientHandshakeState.Accepted, client.State);
        Assert.Equal("v1", accepted.Subprotocol);
        Assert.Equal("v1", client.Agreement!.Subprotocol);
        Assert.Equal("b", Assert.Single(accepted.Extensions).Name);
        Assert.Equal("b", Assert.Single(client.Agreement.Extensions).Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes_behind_the_handshake_are_frames(bool inOneSegment)
    {
        var client = new ClientHandshake(new Uri("ws://localhost/"));
        client.WriteRequest(_toServer);
        using var clientFrames = new FrameConnection(FrameRole.Client);
        clientFrames.WriteText(_toServer, "early");

        var server = new ServerHandshake();
        var received = inOneSegment ? new ReadOnlySequence<byte>(_toServer.WrittenMemory) : InSegments(_toServer.WrittenMemory, 7);
        var taken = server.Receive(received);
        server.Accept(_toClient);
        using var serverFrames = new FrameConnection(FrameRole.Server);
        serverFrames.Receive(received.Slice(taken));
        Assert.True(serverFrames.TryRead(out var atServer));
        Assert.Equal("early", Encoding.UTF8.GetString(atServer.Payload.Span));

        serverFrames.WriteText(_toClient, "hello");
        var response = inOneSegment ? new ReadOnlySequence<byte>(_toClient.WrittenMemory) : InSegments(_toClient.WrittenMemory, 7);
        clientFrames.Receive(response.Slice(client.Receive(response)));
        Assert.True(clientFrames.TryRead(out var atClient));
        Assert.Equal("hello", Encoding.UTF8.GetString(atClient.Payload.Span));
    }

    [Fact]
    public void Compression_agreed_on_in_the_handshake_works()
    {
        var client = new ClientHandshake(new Uri("ws://localhost/"), new() { Extensions = [new PerMessageDeflate()] });
        client.WriteRequest(_toServer);
        var server = new ServerHandshake();
        server.Receive(_toServer.WrittenSpan);
        var accepted = server.Accept(_toClient, null, [new PerMessageDeflate()]);
        using var serverFrames = new FrameConnection(FrameRole.Server, extensions: accepted.Extensions);
        serverFrames.WriteText(_toClient, new string('x', 1000));

        var taken = client.Receive(_toClient.WrittenSpan);
        using var clientFrames = new FrameConnection(FrameRole.Client, extensions: client.Agreement!.Extensions);
        Assert.InRange(_toClient.WrittenCount - taken, 1, 100);
        clientFrames.Receive(_toClient.WrittenSpan[taken..]);
        Assert.True(clientFrames.TryRead(out var message));
        Assert.Equal(1000, message.Payload.Length);
    }

    [Fact]
    public void A_client_that_is_refused_authenticates_and_tries_again()
    {
        var uri = new Uri("ws://localhost/private");
        var first = new ClientHandshake(uri);
        first.WriteRequest(_toServer);
        Serve(_toServer.WrittenSpan);
        first.Receive(_toClient.WrittenSpan);
        Assert.Equal(ClientHandshakeState.Rejected, first.State);
        Assert.Equal("Basic realm=\"x\"", first.Response!.Headers.GetCombined("WWW-Authenticate"));
        Assert.Equal("who are you?", Encoding.UTF8.GetString(first.Response.Body.Span));

        _toServer.Clear();
        _toClient.Clear();
        var second = new ClientHandshake(uri, new() { Headers = [new("Authorization", "Basic eDp5")] });
        second.WriteRequest(_toServer);
        Serve(_toServer.WrittenSpan);
        second.Receive(_toClient.WrittenSpan);
        Assert.Equal(ClientHandshakeState.Accepted, second.State);

        void Serve(ReadOnlySpan<byte> bytes)
        {
            var server = new ServerHandshake();
            server.Receive(bytes);
            if (server.Request!.Headers.Contains("Authorization"))
                server.Accept(_toClient);
            else
                server.Reject(_toClient, 401, [new("WWW-Authenticate", "Basic realm=\"x\"")], "who are you?"u8);
        }
    }

    [Fact]
    public void A_client_reads_every_refusal_that_a_server_writes()
    {
        foreach (var request in new[] { "nonsense\r\n\r\n", Http.RequestWithout("Sec-WebSocket-Version"), Http.RequestWithout("Upgrade") })
        {
            _toClient.Clear();
            var server = Http.Serve(request);
            server.RejectInvalid(_toClient);
            var (client, _) = Http.Started();
            Assert.Equal(_toClient.WrittenCount, client.Receive(_toClient.WrittenSpan));
            Assert.Equal(server.Error!.StatusCode, client.Response!.StatusCode);
            Assert.True(client.Response.IsBodyComplete);
            Assert.Equal(server.Error.Message, Encoding.UTF8.GetString(client.Response.Body.Span));
        }
    }

    internal static ReadOnlySequence<byte> InSegments(ReadOnlyMemory<byte> bytes, int size)
    {
        var first = new Segment(bytes[..Math.Min(size, bytes.Length)], 0);
        var last = first;
        for (var start = size; start < bytes.Length; start += size)
            last = last.Append(bytes.Slice(start, Math.Min(size, bytes.Length - start)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
