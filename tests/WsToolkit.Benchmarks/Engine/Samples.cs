using System.Buffers;
using System.Net.WebSockets;
using WsToolkit.Framing;

namespace WsToolkit.Benchmarks.Engine;

/// <summary>What the benchmarks send and receive.</summary>
internal static class Samples
{
    /// <summary>So many bytes of frames lie in a stream at least, so that a read can bring many small ones.</summary>
    private const int LeastContent = 64 * 1024;

    /// <summary>A message: text looks like JSON, bytes are random.</summary>
    public static byte[] Message(MessageKind kind, int size)
    {
        var bytes = new byte[size];
        if (kind == MessageKind.Binary)
        {
            new Random(size).NextBytes(bytes);
            return bytes;
        }

        var text = "{\"id\":42,\"method\":\"estimate_swap\",\"payload\":{\"amountIn\":\"100.25\",\"assetIn\":\"ETH\"}},"u8;
        for (var index = 0; index < size; index++)
        {
            bytes[index] = text[index % text.Length];
        }

        return bytes;
    }

    /// <summary>The frames that a peer sends: the same message as often as it takes.</summary>
    /// <param name="receiver">The role of the end that reads them.</param>
    /// <param name="kind">The type of the message.</param>
    /// <param name="size">The size of the message.</param>
    public static byte[] Frames(FrameRole receiver, MessageKind kind, int size)
    {
        var output = new ArrayBufferWriter<byte>();
        using var sender = new FrameConnection(receiver == FrameRole.Client ? FrameRole.Server : FrameRole.Client);
        var message = Message(kind, size);
        while (output.WrittenCount < LeastContent)
        {
            sender.Write(output, TypeOf(kind), message);
        }

        return output.WrittenSpan.ToArray();
    }

    public static FrameType TypeOf(MessageKind kind) => kind == MessageKind.Text ? FrameType.Text : FrameType.Binary;

    public static WebSocketMessageType PlatformTypeOf(MessageKind kind)
        => kind == MessageKind.Text ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>The platform's WebSocket over a stream.</summary>
    public static WebSocket PlatformSocket(Stream stream, FrameRole role)
        => WebSocket.CreateFromStream(
            stream, new WebSocketCreationOptions { IsServer = role == FrameRole.Server, KeepAliveInterval = TimeSpan.Zero });
}
