using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WsToolkit.Benchmarks.FanOut;

/// <summary>A subscriber that counts what it receives, and knows just enough of the protocols for that.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[16 * 1024];
    private readonly bool _signalR;
    private int _end;

    private Listener(bool signalR) => _signalR = signalR;

    public static async Task<Listener> ConnectAsync(int port, bool signalR)
    {
        var listener = new Listener(signalR);
        await listener._socket.ConnectAsync(IPAddress.Loopback, port);
        await listener.SendAsync(Encoding.ASCII.GetBytes(
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await listener.ReadHandshakeAsync();
        await listener.SendAsync(Frame(signalR
            ? "{\"protocol\":\"json\",\"version\":1}\u001e"
            : "{\"id\":1,\"method\":\"subscribe\",\"payload\":{\"channel\":\"ticks\"}}"));

        // The answer to it.
        await listener.ReceiveAsync(1);
        return listener;
    }

    /// <summary>Reads a number of messages.</summary>
    public async Task ReceiveAsync(int messages)
    {
        while (messages > 0)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(_end));
            _end = count > 0 ? _end + count : throw new IOException("The server has hung up.");
            messages -= TakeMessages();
        }

        if (messages < 0 || _end > 0)
        {
            throw new IOException("The server has sent more than was published.");
        }
    }

    public void Dispose() => _socket.Dispose();

    private int TakeMessages()
    {
        var messages = 0;
        var rest = _received.AsSpan(0, _end);
        while (rest.Length >= 2 && (rest[1] < 126 || rest.Length >= 4))
        {
            var header = rest[1] < 126 ? 2 : 4;
            var length = rest[1] < 126 ? 2 + rest[1] : 4 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (rest.Length < length)
            {
                break;
            }

            // SignalR writes messages and frames as they come; each of its messages ends with a mark. Pings are passed over.
            var control = (rest[0] & 8) != 0;
            messages += control ? 0 : _signalR ? rest[header..length].Count((byte)0x1e) : rest[0] >> 7;
            rest = rest[length..];
        }

        rest.CopyTo(_received);
        _end = rest.Length;
        return messages;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes)..];
        }
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

    // Masked with zeros: what the key is makes no difference here.
    private static byte[] Frame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
    }
}
