using System.Net.WebSockets;
using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.FixedHeader;

/// <summary>One end of a connection by hand: a character of a text is a byte of a message.</summary>
internal sealed class FrameWire(WsTransport transport) : IAsyncDisposable
{
    private readonly OutputBuffer _output = new();

    /// <summary>Connects to a server.</summary>
    public static async Task<FrameWire> ConnectAsync(Uri address, string? subprotocol = null)
    {
        var socket = new ClientWebSocket();
        if (subprotocol is not null)
        {
            socket.Options.AddSubProtocol(subprotocol);
        }

        await socket.ConnectAsync(address, default).Soon();
        return new FrameWire(new WebSocketTransport(socket, 64 * 1024 * 1024));
    }

    /// <summary>A client whose server is the test.</summary>
    public static (WsClient Client, FrameWire Server) Play(WsClientOptions options)
    {
        // The test does not answer a close frame.
        options.CloseTimeout = TimeSpan.Zero;
        var (server, client) = MemoryTransport.CreatePair();
        return (WsClient.Create(client, options), new FrameWire(server));
    }

    public async Task SendAsync(string message, WsMessageType type = WsMessageType.Binary)
    {
        var place = transport.BeginMessage(_output, type);
        _output.Write(Encoding.Latin1.GetBytes(message));
        transport.EndMessage(_output, place, type);
        await transport.SendAsync(_output, default).Soon();
        _output.Reset();
    }

    /// <summary>Receives a message, which has to be binary.</summary>
    public async Task<string> ReceiveAsync()
    {
        var message = await transport.ReceiveAsync(default).Soon();
        Assert.True(message.Type == WsMessageType.Binary, $"{message.Type}: {message.Close}");
        return Encoding.Latin1.GetString(message.Data.Span);
    }

    public async Task<string> AskAsync(string message, WsMessageType type = WsMessageType.Binary)
    {
        await SendAsync(message, type);
        return await ReceiveAsync();
    }

    public async Task<WsCloseInfo> ReceiveCloseAsync()
    {
        var message = await transport.ReceiveAsync(default).Soon();
        Assert.Equal(WsMessageType.Close, message.Type);
        return message.Close!;
    }

    public async ValueTask DisposeAsync()
    {
        transport.Abort();
        await transport.DisposeAsync();
        _output.Dispose();
    }
}
