using System.Text;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Interop.Tests.Toolkit;

/// <summary>
/// What an echo server does with a transport of the toolkit: it echoes, and obeys the commands described in tests/interop/python/peer.py.
/// Transports send whole messages, and pings when they see fit, so two of the commands do not do much.
/// </summary>
internal static class TransportEcho
{
    /// <summary>Serves a connection to its end.</summary>
    public static async Task<WsCloseInfo> RunAsync(WsTransport transport)
    {
        using var output = new OutputBuffer();
        while (true)
        {
            var message = await transport.ReceiveAsync(default);
            if (message.Type == WsMessageType.Close)
            {
                return message.Close!;
            }

            switch (message.Type == WsMessageType.Text ? Content.Command(message.Data.Span) : [])
            {
                case ["!close", var code, var reason]:
                    await transport.CloseAsync((WsCloseCode)int.Parse(code), reason, default);
                    break;
                case ["!ping", var data]:
                    await SendAsync(transport, output, WsMessageType.Text, Encoding.UTF8.GetBytes("pong " + data));
                    break;
                case ["!fragments", _]:
                    break;
                case ["!drop"]:
                    transport.Abort();
                    break;
                default:
                    await SendAsync(transport, output, message.Type, message.Data);
                    break;
            }
        }
    }

    public static async Task SendAsync(WsTransport transport, OutputBuffer output, WsMessageType type, ReadOnlyMemory<byte> content)
    {
        var reservation = transport.BeginMessage(output, type);
        output.Write(content.Span);
        transport.EndMessage(output, reservation, type);
        await transport.SendAsync(output, default);
        output.Reset();
    }
}
