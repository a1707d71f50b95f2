using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests.Ours;

/// <summary>What an echo server does besides echoing.</summary>
internal sealed record EchoServerOptions
{
    public IReadOnlyList<ExtensionNegotiator> Negotiators { get; init; } = [];

    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    public X509Certificate2? Certificate { get; init; }
}

/// <summary>An echo server on nothing but the sans-IO handshake, the engine and plain sockets.</summary>
internal sealed class FrameEchoServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<Task<Served>> _served = Channel.CreateUnbounded<Task<Served>>();
    private readonly CancellationTokenSource _stop = new();
    private readonly EchoServerOptions _options;
    private readonly Task _accepting;

    private FrameEchoServer(EchoServerOptions options)
    {
        _options = options;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"{(_options.Certificate is null ? "ws" : "wss")}://127.0.0.1:{Port}/echo?from=outside");

    public static FrameEchoServer Start(EchoServerOptions? options = null) => new(options ?? new());

    /// <summary>The next connection in the order in which they were accepted, when it has ended.</summary>
    public async Task<Served> NextAsync()
    {
        var served = await _served.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        return await served.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                _served.Writer.TryWrite(ServeAsync(socket));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private async Task<Served> ServeAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (_options.Certificate is { } certificate)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(certificate);
                stream = tls;
            }

            return await ServeAsync(stream, socket);
        }
        catch (Exception exception)
        {
            return new Served("", null, null, 0, "", exception.ToString(), []);
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<Served> ServeAsync(Stream stream, Socket socket)
    {
        var handshake = new ServerHandshake();
        var buffer = new byte[16 * 1024];
        var rest = ReadOnlyMemory<byte>.Empty;
        while (handshake.State == ServerHandshakeState.Reading)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                throw new IOException("The client has gone before it had asked for anything.");
            }

            rest = buffer.AsMemory(0, count)[handshake.Receive(buffer.AsSpan(0, count))..];
        }

        using var answer = new OutputBuffer();
        if (handshake.Request is not { } request)
        {
            handshake.RejectInvalid(answer);
            await SendAsync(stream, answer);
            return new Served("", null, null, 0, "", handshake.Error!.ToString(), []);
        }

        var agreement = handshake.Accept(answer, request.SelectSubprotocol(_options.Subprotocols), _options.Negotiators);
        var extensions = ExtensionsIn(answer);
        await SendAsync(stream, answer);
        var frames = new FrameConnection(FrameRole.Server, new() { MaxMessageBytes = Content.Largest }, agreement.Extensions);
        frames.Receive(rest.Span);
        await using var end = new FrameEnd(stream, socket, frames);
        var served = await FrameEcho.RunAsync(end);
        return served with { Target = request.Target, Subprotocol = agreement.Subprotocol, Extensions = extensions };
    }

    private static async Task SendAsync(Stream stream, OutputBuffer answer)
    {
        foreach (var segment in answer.Written)
        {
            await stream.WriteAsync(segment);
        }
    }

    private static string? ExtensionsIn(OutputBuffer answer)
        => Encoding.ASCII.GetString(answer.Written).Split("\r\n")
            .Where(line => line.StartsWith("Sec-WebSocket-Extensions: ", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(line.IndexOf(':') + 2)..])
            .SingleOrDefault();
}
