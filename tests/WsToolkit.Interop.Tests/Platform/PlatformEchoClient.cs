using System.Net.WebSockets;
using System.Text;

namespace WsToolkit.Interop.Tests.Platform;

/// <summary>The other end on System.Net.WebSockets: the steps of an echo client on an established connection, without pings.</summary>
internal static class PlatformEchoClient
{
    /// <summary>Sends messages of all sizes and in all ways, and checks that they come back.</summary>
    public static async Task ExchangeAsync(WebSocket socket, bool large = false)
    {
        foreach (var size in large ? [.. Content.Sizes, Content.Largest] : Content.Sizes)
        {
            await BothEchoedAsync(socket, size);
        }

        foreach (var size in Content.FragmentedSizes)
        {
            await BothEchoedAsync(socket, size, fragments: 3);
        }

        await EchoedAsync(socket, WebSocketMessageType.Binary, Content.Binary(Content.Repeated));
        await EchoedAsync(socket, WebSocketMessageType.Binary, Content.Binary(Content.Repeated));

        await CommandAsync(socket, "!fragments 3");
        foreach (var size in Content.FragmentedSizes)
        {
            await BothEchoedAsync(socket, size);
        }
    }

    /// <summary>Closes the connection, and checks that the server answers with the code.</summary>
    public static async Task CloseAsync(WebSocket socket)
    {
        await socket.CloseAsync((WebSocketCloseStatus)4001, Content.Reason, default);
        Assert.Equal((WebSocketState.Closed, 4001), (socket.State, (int)socket.CloseStatus!));
    }

    /// <summary>Lets the server close the connection, and checks what it says.</summary>
    public static async Task BeClosedAsync(WebSocket socket)
    {
        await CommandAsync(socket, $"!close 3001 {Content.Reason}");
        var (type, _) = await PlatformEcho.ReceiveAsync(socket);
        Assert.Equal(WebSocketMessageType.Close, type);
        Assert.Equal((3001, Content.Reason), ((int)socket.CloseStatus!, socket.CloseStatusDescription));
        await socket.CloseOutputAsync(socket.CloseStatus!.Value, null, default);
    }

    private static async Task BothEchoedAsync(WebSocket socket, int size, int fragments = 1)
    {
        await EchoedAsync(socket, WebSocketMessageType.Text, Content.Text(size), fragments);
        await EchoedAsync(socket, WebSocketMessageType.Binary, Content.Binary(size), fragments);
    }

    private static async Task EchoedAsync(WebSocket socket, WebSocketMessageType type, byte[] content, int fragments = 1)
    {
        await PlatformEcho.SendAsync(socket, type, content, fragments);
        var (echoType, echo) = await PlatformEcho.ReceiveAsync(socket);
        Assert.Equal(type, echoType);
        Assert.True(echo.Span.SequenceEqual(content), $"{content.Length} bytes of {type} came back as {echo.Length} others");
    }

    private static Task CommandAsync(WebSocket socket, string command)
        => socket.SendAsync(Encoding.UTF8.GetBytes(command), WebSocketMessageType.Text, endOfMessage: true, default);
}
