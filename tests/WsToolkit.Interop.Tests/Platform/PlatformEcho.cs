using System.Net.WebSockets;
using System.Text;

namespace WsToolkit.Interop.Tests.Platform;

/// <summary>The other end on System.Net.WebSockets: what an echo server does with an established connection.</summary>
internal static class PlatformEcho
{
    /// <summary>Serves a connection to its end.</summary>
    /// <returns>How it ended: 1006 where it was lost.</returns>
    public static async Task<(int Code, string Reason)> RunAsync(WebSocket socket)
    {
        var fragments = 1;
        try
        {
            while (true)
            {
                var (type, message) = await ReceiveAsync(socket);
                switch (type == WebSocketMessageType.Text ? Content.Command(message.Span) : [])
                {
                    case ["!close", var code, var reason]:
                        await socket.CloseOutputAsync((WebSocketCloseStatus)int.Parse(code), reason, default);
                        break;
                    case ["!ping", var data]:
                        await SendAsync(socket, WebSocketMessageType.Text, Encoding.UTF8.GetBytes("pong " + data));
                        break;
                    case ["!fragments", var count]:
                        fragments = int.Parse(count);
                        break;
                    case ["!drop"]:
                        socket.Abort();
                        return (1006, "");
                    default:
                        if (type == WebSocketMessageType.Close)
                        {
                            return await AnswerCloseAsync(socket);
                        }

                        await SendAsync(socket, type, message, fragments);
                        break;
                }
            }
        }
        catch (WebSocketException)
        {
            return (1006, "");
        }
    }

    public static async Task SendAsync(WebSocket socket, WebSocketMessageType type, ReadOnlyMemory<byte> content, int fragments = 1)
    {
        var rest = fragments;
        foreach (var part in Content.Parts(content, fragments))
        {
            await socket.SendAsync(part, type, endOfMessage: --rest == 0, default);
        }
    }

    public static async Task<(WebSocketMessageType Type, ReadOnlyMemory<byte> Content)> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(length), default);
            length += result.Count;
            if (result.EndOfMessage)
            {
                return (result.MessageType, buffer.AsMemory(0, length));
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    private static async Task<(int Code, string Reason)> AnswerCloseAsync(WebSocket socket)
    {
        if (socket.State == WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(socket.CloseStatus!.Value, null, default);
        }

        return ((int)socket.CloseStatus!, socket.CloseStatusDescription ?? "");
    }
}
