using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>The code of docs/handshake.md, which stands here word for word and runs.</summary>
public class HandshakeExamples
{
    [Fact]
    public async Task The_page_shows_what_runs_here()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "handshake.md"));
        var source = Flat(await File.ReadAllTextAsync(ThisFile()));
        var blocks = Regex.Matches(page, "```csharp\n(?<code>.*?)```", RegexOptions.Singleline);
        Assert.Equal(3, blocks.Count);
        Assert.All(blocks, block => Assert.Contains(Flat(block.Groups["code"].Value), source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Client_and_server_of_the_page_meet()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, port, timeout.Token);
        using var peer = await listener.AcceptTcpClientAsync(timeout.Token);

        var accepting = AcceptAsync(peer.GetStream(), timeout.Token);
        using var client = await ConnectAsync(tcp.GetStream(), new Uri($"ws://localhost:{port}/chat"), timeout.Token);
        using var server = await accepting;

        Assert.NotNull(server);
        var output = new ArrayBufferWriter<byte>();
        client.WriteText(output, "hello");
        server.Receive(output.WrittenSpan);
        Assert.True(server.TryRead(out var message));
        Assert.Equal("hello", Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task A_path_that_the_server_of_the_page_does_not_have_is_refused()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port, timeout.Token);
        using var peer = await listener.AcceptTcpClientAsync(timeout.Token);

        var accepting = AcceptAsync(peer.GetStream(), timeout.Token);
        var uri = new Uri("ws://localhost/other");
        var error = await Assert.ThrowsAsync<IOException>(() => ConnectAsync(tcp.GetStream(), uri, timeout.Token));
        Assert.Contains("404", error.Message);
        Assert.Null(await accepting);
    }

    [Fact]
    public void Extensions_of_the_page_are_negotiated_without_a_handshake()
    {
        Assert.Equal("fake", Negotiate(["fake; a=1"], [new FakeNegotiator()]));
        Assert.Throws<FormatException>(() => Negotiate(["fake;"], [new FakeNegotiator()]));
    }

    private static async Task<FrameConnection> ConnectAsync(Stream stream, Uri uri, CancellationToken cancel)
    {
        var handshake = new ClientHandshake(uri, new() { Subprotocols = ["chat.v2", "chat.v1"] });
        var output = new ArrayBufferWriter<byte>();
        handshake.WriteRequest(output);
        await stream.WriteAsync(output.WrittenMemory, cancel);

        var buffer = new byte[4096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, cancel);
            if (count == 0)
                handshake.ReceiveEnd();
            var taken = handshake.Receive(buffer.AsSpan(0, count));
            switch (handshake.State)
            {
                case ClientHandshakeState.Accepted:
                    var connection = new FrameConnection(FrameRole.Client, extensions: handshake.Agreement!.Extensions);
                    connection.Receive(buffer.AsSpan(taken, count - taken));
                    return connection;
                case ClientHandshakeState.Rejected:
                    throw new IOException($"The server answered with {handshake.Response!.StatusCode}.");
                case ClientHandshakeState.Failed:
                    throw new IOException(handshake.Error);
            }
        }
    }

    private static async Task<FrameConnection?> AcceptAsync(Stream stream, CancellationToken cancel)
    {
        var handshake = new ServerHandshake();
        var buffer = new byte[4096];
        int count, taken;
        do
        {
            count = await stream.ReadAsync(buffer, cancel);
            if (count == 0)
                return null;
            taken = handshake.Receive(buffer.AsSpan(0, count));
        }
        while (handshake.State == ServerHandshakeState.Reading);

        var output = new ArrayBufferWriter<byte>();
        FrameConnection? connection = null;
        if (handshake.Request is not { } request)
        {
            handshake.RejectInvalid(output);
        }
        else if (request.Path != "/chat")
        {
            handshake.Reject(output, 404);
        }
        else
        {
            var agreement = handshake.Accept(output, request.SelectSubprotocol(["chat.v2", "chat.v1"]));
            connection = new FrameConnection(FrameRole.Server, extensions: agreement.Extensions);
            connection.Receive(buffer.AsSpan(taken, count - taken));
        }

        await stream.WriteAsync(output.WrittenMemory, cancel);
        return connection;
    }

    private static string? Negotiate(IEnumerable<string?> headerValues, IReadOnlyList<ExtensionNegotiator> negotiators)
    {
        var agreement = ExtensionNegotiation.Accept(headerValues, negotiators);
        if (!agreement.IsValid)
            throw new FormatException(agreement.Error);

        using var connection = new FrameConnection(FrameRole.Server, extensions: agreement.Extensions);
        return agreement.HeaderValue;
    }

    private static string Flat(string code) => Regex.Replace(code, @"\s+", " ").Trim();

    private static string RepositoryRoot() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
