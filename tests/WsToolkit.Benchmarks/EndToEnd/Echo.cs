using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>The same echo on the platform's WebSocket, on the toolkit's transport, and on the engine alone.</summary>
internal static class Echo
{
    private const int BufferSize = 4096;

    /// <summary>However much can be read at once, replies do not wait for all of it.</summary>
    private const int WorthSending = 32 * 1024;

    public static async Task OnPlatformAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await OnPlatformAsync(socket);
    }

    /// <summary>As it is written everywhere: receive, send, receive.</summary>
    public static async Task OnPlatformAsync(WebSocket socket)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, CancellationToken.None);
        }
    }

    /// <summary>Answers everything that has been received, and sends that with one write.</summary>
    public static async Task OnTransportAsync(FrameTransport transport)
    {
        using var output = new OutputBuffer();
        while (await transport.ReceiveAsync(CancellationToken.None) is { Type: not WsMessageType.Close } message)
        {
            do
            {
                transport.WriteMessage(output, message.Type, message.Data.Span);
            }
            while (output.Length < WorthSending && transport.TryReceive(out message));

            await transport.SendAsync(output, CancellationToken.None);
            output.Reset();
        }
    }

    public static async Task OnFloorAsync(HttpContext context)
    {
        await using var stream = await UpgradeAsync(context);
        await OnFloorAsync(stream);
    }

    /// <summary>The least that an echo on the engine can do: one read, one write, and nothing else to wait for.</summary>
    public static async Task OnFloorAsync(Stream stream)
    {
        using var connection = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();
        while (connection.State != FrameState.Closed)
        {
            var count = await stream.ReadAsync(connection.GetReceiveMemory());
            connection.AdvanceReceived(count);
            if (count == 0)
            {
                connection.ReceiveEnd();
            }

            while (connection.TryRead(output, out var received))
            {
                if (received.Kind == FrameEventKind.Data)
                {
                    connection.Write(output, received.Type, received.Payload.Span);
                }
            }

            foreach (var segment in output.Written)
            {
                await stream.WriteAsync(segment);
            }

            output.Reset();
        }
    }

    /// <summary>The engine over the upgraded stream, with nothing between.</summary>
    public static async Task OnEngineAsync(HttpContext context)
    {
        await using var stream = await UpgradeAsync(context);
        using var connection = new FrameConnection(FrameRole.Server);
        using var output = new OutputBuffer();
        while (connection.State != FrameState.Closed)
        {
            while (connection.TryRead(output, out var received))
            {
                if (received.Kind == FrameEventKind.Data)
                {
                    connection.Write(output, received.Type, received.Payload.Span);
                }
            }

            var reading = stream.ReadAsync(connection.GetReceiveMemory());
            if (output.Length > 0 && (!reading.IsCompletedSuccessfully || output.Length >= WorthSending))
            {
                foreach (var segment in output.Written)
                {
                    await stream.WriteAsync(segment);
                }

                output.Reset();
            }

            var count = await reading;
            connection.AdvanceReceived(count);
            if (count == 0)
            {
                connection.ReceiveEnd();
            }
        }
    }

    private static Task<Stream> UpgradeAsync(HttpContext context)
    {
        context.Response.Headers.SecWebSocketAccept = UpgradeKey.Accept(context.Request.Headers.SecWebSocketKey.ToString());
        context.Response.Headers.Upgrade = "websocket";
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }
}
