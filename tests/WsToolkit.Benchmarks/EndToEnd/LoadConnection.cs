using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>
/// A client that keeps a number of requests in flight: so many replies a read brings, so many requests it sends, in one write.
/// Knows just enough of the protocol not to be what is measured.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private const byte Text = 0x81;
    private const byte Ping = 0x89;
    private const byte Pong = 0x8A;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly RequestFrames _requests;
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly byte[] _sending;
    private int _end;
    private int _number;

    private LoadConnection(RequestFrames requests, int depth)
    {
        _requests = requests;
        _sending = new byte[depth * requests.Size];
    }

    public static async Task<LoadConnection> ConnectAsync(int port, RequestFrames requests, int mostInFlight)
    {
        var connection = new LoadConnection(requests, mostInFlight);
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        var request = "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await connection._socket.SendAsync(Encoding.ASCII.GetBytes(request));
        await connection.ReadHandshakeAsync();
        return connection;
    }

    /// <summary>Makes a number of requests, at most so many at a time unanswered.</summary>
    /// <param name="requests">The number of requests.</param>
    /// <param name="depth">How many are in flight.</param>
    /// <param name="bursts">Whether all are sent again only when all are answered, not one request for each reply.</param>
    public async Task RunAsync(int requests, int depth, bool bursts = false)
    {
        var unsent = requests;
        var unanswered = 0;
        while (unsent > 0 || unanswered > 0)
        {
            var count = Math.Min(depth - unanswered, unsent);
            if (count > 0 && (!bursts || unanswered == 0))
            {
                await SendAsync(count);
                unsent -= count;
                unanswered += count;
            }

            unanswered -= await ReceiveAsync();
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(int count)
    {
        for (var index = 0; index < count; index++)
        {
            _number = _number == 99_999_999 ? 0 : _number + 1;
            _requests.Write(_sending.AsSpan(index * _requests.Size), _number);
        }

        var bytes = _sending.AsMemory(0, count * _requests.Size);
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes)..];
        }
    }

    /// <summary>Reads once.</summary>
    /// <returns>The number of replies that are complete.</returns>
    private async Task<int> ReceiveAsync()
    {
        var count = await _socket.ReceiveAsync(_received.AsMemory(_end));
        if (count == 0)
        {
            throw new IOException("The server has hung up.");
        }

        _end += count;
        return TakeReplies();
    }

    private int TakeReplies()
    {
        var replies = 0;
        var rest = _received.AsSpan(0, _end);
        while (rest.Length >= 2)
        {
            var length = rest[1] < 126 ? 2 + rest[1] : rest.Length >= 4 ? 4 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : 4;
            if (rest.Length < length)
            {
                break;
            }

            if (rest[0] is Ping or Pong)
            {
                // The next request is answer enough, and the platform's server sends pongs to keep a connection alive.
                rest = rest[length..];
                continue;
            }

            if (rest[0] != Text)
            {
                throw new IOException($"The server has sent a frame that begins with {rest[0]:X2}.");
            }

            if (rest[..length].IndexOf("\"error\""u8) >= 0)
            {
                throw new IOException($"The server has answered: {Encoding.UTF8.GetString(rest[(rest[1] < 126 ? 2 : 4)..length])}");
            }

            rest = rest[length..];
            replies++;
        }

        rest.CopyTo(_received);
        _end = rest.Length;
        return replies;
    }

    private async Task ReadHandshakeAsync()
    {
        while (_received.AsSpan(0, _end).IndexOf("\r\n\r\n"u8) < 0)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(_end));
            _end = count > 0 ? _end + count : throw new IOException("The server has hung up during the handshake.");
        }

        var head = Encoding.ASCII.GetString(_received, 0, _end);
        if (!head.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
        {
            throw new IOException($"The server has refused the handshake: {head}");
        }

        _end = 0;
    }
}
