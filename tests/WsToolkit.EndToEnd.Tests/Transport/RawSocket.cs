using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>A client that sends bytes as they stand, and reads what comes back.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly FrameConnection _frames = new(FrameRole.Client, new FrameConnectionOptions { MaxMessageBytes = 100_000_000 });
    private SslStream? _tls;

    private Stream Stream => _tls is not null ? _tls : _client.GetStream();

    public static async Task<RawSocket> ConnectAsync(int port, bool tls = false)
    {
        var socket = new RawSocket();
        await socket._client.ConnectAsync(IPAddress.Loopback, port).Soon();
        if (tls)
        {
            socket._tls = new SslStream(socket._client.GetStream(), leaveInnerStreamOpen: false, static (_, _, _, _) => true);
            await socket._tls.AuthenticateAsClientAsync("127.0.0.1").Soon();
        }

        return socket;
    }

    /// <summary>A valid request, with more header fields.</summary>
    public static string Request(string target, string host, params string[] headers) => string.Join(
        "\r\n",
        [
            $"GET {target} HTTP/1.1", $"Host: {host}", "upgrade: websocket", "connection: upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13", .. headers, "", "",
        ]);

    /// <summary>A masked frame.</summary>
    public static byte[] Frame(byte first, ReadOnlySpan<byte> content) => content.Length < 126
        ? [first, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content]
        : [first, 0xFE, (byte)(content.Length >> 8), (byte)content.Length, 0, 0, 0, 0, .. content];

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(byte[] bytes) => Stream.WriteAsync(bytes).Soon();

    /// <summary>Reads the head of an answer, and nothing behind it.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await Stream.ReadAsync(one).Soon() == 0)
            {
                break;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>The next frame.</summary>
    public async Task<(FrameEventKind Kind, string Text, int Code)> ReadFrameAsync()
    {
        FrameEvent frame;
        while (!_frames.TryRead(out frame))
        {
            var count = await Stream.ReadAsync(_frames.GetReceiveMemory()).Soon();
            _frames.AdvanceReceived(count);
            if (count == 0)
            {
                _frames.ReceiveEnd();
            }
        }

        return (frame.Kind, Encoding.UTF8.GetString(frame.Payload.Span), frame.CloseCode);
    }

    /// <summary>The other end hangs up in good order: no reset.</summary>
    public async Task AssertEndsAsync() => Assert.Equal(0, await Stream.ReadAsync(new byte[100]).Soon());

    public void Dispose()
    {
        _tls?.Dispose();
        _client.Dispose();
        _frames.Dispose();
    }
}
