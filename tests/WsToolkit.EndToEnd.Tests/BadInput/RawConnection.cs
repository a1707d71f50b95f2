using System.Net.WebSockets;
using System.Text;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>A client that knows nothing of the protocol: it sends what it is told and shows what arrives.</summary>
internal abstract class RawConnection : IAsyncDisposable
{
    /// <summary>Longer than anything here may take; it turns a hang into a failure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message), WsMessageType.Text);

    public abstract Task SendAsync(ReadOnlyMemory<byte> message, WsMessageType type);

    /// <summary>Receives the next message, which has to be text.</summary>
    public async Task<string> ReceiveAsync()
    {
        var (type, text, close) = await NextAsync().WaitAsync(Patience);
        Assert.True(type == WsMessageType.Text, $"A text message was expected, not {type}: {close}.");
        return text;
    }

    /// <summary>Receives what is left until the other end closes.</summary>
    /// <param name="nothingBefore">Whether something else in between is a failure.</param>
    public async Task<(WsCloseCode Code, string Reason)> ReceiveCloseAsync(bool nothingBefore = false)
    {
        while (true)
        {
            var (type, text, close) = await NextAsync().WaitAsync(Patience);
            if (type == WsMessageType.Close)
            {
                return (close!.Code, close.Reason);
            }

            Assert.False(nothingBefore, $"The connection was to be closed, and this came: {text}");
        }
    }

    public async Task<string> AskAsync(string message)
    {
        await SendAsync(message);
        return await ReceiveAsync();
    }

    /// <summary>The connection still serves, and nothing that has not been received yet was sent before.</summary>
    public async Task AssertServesAsync()
        => Assert.Equal(
            """{"id":"good","method":"echo","response":"still here"}""",
            await AskAsync("""{"id":"good","method":"echo","payload":{"text":"still here"}}"""));

    public abstract Task CloseAsync(WsCloseCode code = WsCloseCode.Normal);

    public abstract void Abort();

    public abstract ValueTask DisposeAsync();

    protected abstract Task<(WsMessageType Type, string Text, WsCloseInfo? Close)> NextAsync();
}

/// <summary>Over a real socket.</summary>
internal sealed class SocketConnection(ClientWebSocket socket) : RawConnection
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override Task SendAsync(ReadOnlyMemory<byte> message, WsMessageType type) => SendFragmentAsync(message, type, last: true);

    /// <summary>Sends a part of a message as a frame of its own.</summary>
    public Task SendFragmentAsync(ReadOnlyMemory<byte> part, WsMessageType type, bool last)
        => socket.SendAsync(part, type == WsMessageType.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary, last, default)
            .AsTask().WaitAsync(Patience);

    public override Task CloseAsync(WsCloseCode code = WsCloseCode.Normal)
        => socket.CloseAsync((WebSocketCloseStatus)code, null, default).WaitAsync(Patience);

    public override void Abort() => socket.Abort();

    public override ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override async Task<(WsMessageType Type, string Text, WsCloseInfo? Close)> NextAsync()
    {
        using var content = new MemoryStream();
        while (true)
        {
            var result = await socket.ReceiveAsync(_buffer.AsMemory(), default);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                var close = new WsCloseInfo((WsCloseCode)socket.CloseStatus!, socket.CloseStatusDescription ?? "", Remote: true);
                return (WsMessageType.Close, "", close);
            }

            content.Write(_buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                var type = result.MessageType == WebSocketMessageType.Text ? WsMessageType.Text : WsMessageType.Binary;
                return (type, Encoding.UTF8.GetString(content.ToArray()), null);
            }
        }
    }
}

/// <summary>Over a transport, such as that of the in-memory host.</summary>
internal sealed class TransportConnection(WsTransport transport) : RawConnection
{
    private readonly OutputBuffer _output = new();

    public override async Task SendAsync(ReadOnlyMemory<byte> message, WsMessageType type)
    {
        var place = transport.BeginMessage(_output, type);
        _output.Write(message.Span);
        transport.EndMessage(_output, place, type);
        await transport.SendAsync(_output, default).AsTask().WaitAsync(Patience);
        _output.Reset();
    }

    public override Task CloseAsync(WsCloseCode code = WsCloseCode.Normal)
        => transport.CloseAsync(code, null, default).AsTask().WaitAsync(Patience);

    public override void Abort() => transport.Abort();

    public override async ValueTask DisposeAsync()
    {
        transport.Abort();
        await transport.DisposeAsync();
        _output.Dispose();
    }

    protected override async Task<(WsMessageType Type, string Text, WsCloseInfo? Close)> NextAsync()
    {
        var message = await transport.ReceiveAsync(default);
        return (message.Type, Encoding.UTF8.GetString(message.Data.Span), message.Close);
    }
}
