using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Interop.Tests.Ours;

/// <summary>The steps of an echo client on an established connection. Those of the peers are the same.</summary>
internal static class FrameEchoClient
{
    /// <summary>Sends messages of all sizes and in all ways, and checks that they come back.</summary>
    /// <param name="end">Our end.</param>
    /// <param name="large">Whether to send 16 MiB, too.</param>
    /// <param name="pings">Whether the server can be told to send a ping.</param>
    public static async Task<IReadOnlyList<Traffic>> ExchangeAsync(FrameEnd end, bool large = false, bool pings = true)
    {
        var traffic = new List<Traffic>();
        foreach (var size in large ? [.. Content.Sizes, Content.Largest] : Content.Sizes)
        {
            traffic.Add(await EchoedAsync(end, FrameType.Text, Content.Text(size)));
            traffic.Add(await EchoedAsync(end, FrameType.Binary, Content.Binary(size)));
        }

        foreach (var size in Content.FragmentedSizes)
        {
            traffic.Add(await EchoedAsync(end, FrameType.Text, Content.Text(size), fragments: 3));
            traffic.Add(await EchoedAsync(end, FrameType.Binary, Content.Binary(size), fragments: 3));
        }

        traffic.Add(await EchoedAsync(end, FrameType.Binary, Content.Binary(Content.Repeated)));
        traffic.Add(await EchoedAsync(end, FrameType.Binary, Content.Binary(Content.Repeated)));
        await PingAsync(end, pings);

        Command(end, "!fragments 3");
        foreach (var size in Content.FragmentedSizes)
        {
            traffic.Add(await EchoedAsync(end, FrameType.Text, Content.Text(size)));
            traffic.Add(await EchoedAsync(end, FrameType.Binary, Content.Binary(size)));
        }

        return traffic;
    }

    /// <summary>Closes the connection, and checks that the server answers with the code.</summary>
    public static async Task CloseAsync(FrameEnd end, int code = 4001, string? reason = Content.Reason)
    {
        end.Frames.WriteClose(end.Output, code, reason);
        await EndedAsync(end, FrameEventKind.Close, code);
    }

    /// <summary>Lets the server close the connection, and checks what it says.</summary>
    public static async Task BeClosedAsync(FrameEnd end)
    {
        Command(end, $"!close 3001 {Content.Reason}");
        await EndedAsync(end, FrameEventKind.Close, 3001, Content.Reason);
    }

    /// <summary>Lets the server drop the connection.</summary>
    public static async Task BeDroppedAsync(FrameEnd end)
    {
        Command(end, "!drop");
        await EndedAsync(end, FrameEventKind.Ended, CloseCodes.Abnormal);
    }

    private static async Task<Traffic> EchoedAsync(FrameEnd end, FrameType type, byte[] content, int fragments = 1)
    {
        var (received, sent) = (end.Received, end.Sent);
        end.Write(type, content, fragments);
        var echo = await end.ReadAsync();
        var isData = echo.Kind == FrameEventKind.Data && echo.Type == type;
        Assert.True(isData, $"{echo.Kind} {echo.Type} {echo.Error} {echo.CloseCode} {echo.CloseReason}");
        var isSame = echo.Payload.Span.SequenceEqual(content);
        Assert.True(isSame, $"{content.Length} bytes of {type} came back as {echo.Payload.Length} others");
        return new Traffic(type == FrameType.Text, content.Length, end.Received - received, end.Sent - sent);
    }

    private static async Task PingAsync(FrameEnd end, bool pings)
    {
        end.Frames.Write(end.Output, FrameType.Ping, "\u0000 knock"u8);
        var pong = await end.ReadAsync();
        Assert.Equal(FrameEventKind.Pong, pong.Kind);
        Assert.Equal("\u0000 knock", Encoding.UTF8.GetString(pong.Payload.Span));
        if (!pings)
        {
            return;
        }

        Command(end, "!ping knock");
        var ping = await end.ReadAsync();
        Assert.Equal(FrameEventKind.Ping, ping.Kind);
        var answer = await end.ReadAsync();
        Assert.Equal("pong knock", Encoding.UTF8.GetString(answer.Payload.Span));
    }

    private static void Command(FrameEnd end, string command) => end.Frames.WriteText(end.Output, command);

    private static async Task EndedAsync(FrameEnd end, FrameEventKind kind, int code, string? reason = null)
    {
        var last = await end.ReadAsync();
        Assert.Equal((kind, code), (last.Kind, last.CloseCode));
        if (reason is not null)
        {
            Assert.Equal(reason, last.CloseReason);
        }

        Assert.Equal(FrameState.Closed, end.Frames.State);
        await end.EndAsync();
    }
}
