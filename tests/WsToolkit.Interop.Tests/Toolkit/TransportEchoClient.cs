using System.Text;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Interop.Tests.Toolkit;

/// <summary>The steps of an echo client on a transport of the toolkit.</summary>
internal static class TransportEchoClient
{
    /// <summary>Sends messages of all sizes, and checks that they come back, whole or in fragments.</summary>
    /// <param name="transport">Our end.</param>
    /// <param name="pings">Whether the server can be told to send a ping.</param>
    /// <param name="large">Whether to send 16 MiB, too.</param>
    public static async Task ExchangeAsync(WsTransport transport, bool pings = true, bool large = false)
    {
        using var output = new OutputBuffer();
        foreach (var size in large ? [.. Content.Sizes, Content.Largest] : Content.Sizes)
        {
            await EchoedAsync(transport, output, WsMessageType.Text, Content.Text(size));
            await EchoedAsync(transport, output, WsMessageType.Binary, Content.Binary(size));
        }

        if (pings)
        {
            await TransportEcho.SendAsync(transport, output, WsMessageType.Text, "!ping knock"u8.ToArray());
            await ExpectAsync(transport, WsMessageType.Text, "pong knock"u8.ToArray());
        }

        await TransportEcho.SendAsync(transport, output, WsMessageType.Text, "!fragments 3"u8.ToArray());
        foreach (var size in Content.FragmentedSizes)
        {
            await EchoedAsync(transport, output, WsMessageType.Text, Content.Text(size));
            await EchoedAsync(transport, output, WsMessageType.Binary, Content.Binary(size));
        }
    }

    /// <summary>Closes the connection, and checks that the server answers with the code.</summary>
    public static async Task CloseAsync(WsTransport transport)
    {
        await transport.CloseAsync((WsCloseCode)4001, Content.Reason, default);
        var last = await transport.ReceiveAsync(default);
        Assert.Equal((WsMessageType.Close, (WsCloseCode)4001), (last.Type, last.Close!.Code));
    }

    /// <summary>Lets the server close the connection, and checks what it says.</summary>
    public static async Task BeClosedAsync(WsTransport transport)
    {
        using var output = new OutputBuffer();
        await TransportEcho.SendAsync(transport, output, WsMessageType.Text, Encoding.UTF8.GetBytes($"!close 3001 {Content.Reason}"));
        var last = await transport.ReceiveAsync(default);
        Assert.Equal((WsMessageType.Close, (WsCloseCode)3001, Content.Reason), (last.Type, last.Close!.Code, last.Close.Reason));
        await transport.CloseAsync((WsCloseCode)3001, null, default);
    }

    private static async Task EchoedAsync(WsTransport transport, OutputBuffer output, WsMessageType type, byte[] content)
    {
        await TransportEcho.SendAsync(transport, output, type, content);
        await ExpectAsync(transport, type, content);
    }

    private static async Task ExpectAsync(WsTransport transport, WsMessageType type, byte[] content)
    {
        var echo = await transport.ReceiveAsync(default);
        Assert.Equal(type, echo.Type);
        Assert.True(echo.Data.Span.SequenceEqual(content), $"{content.Length} bytes of {type} came back as {echo.Data.Length} others");
    }
}
