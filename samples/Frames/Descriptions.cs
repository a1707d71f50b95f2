using System.Text;
using WsToolkit.Framing;

namespace Frames;

/// <summary>Says in a line what an event tells.</summary>
internal static class Descriptions
{
    public static string Describe(this in FrameEvent received) => received.Kind switch
    {
        FrameEventKind.Failed => $"failed {received.CloseCode}: {received.Error}",
        FrameEventKind.Ended => $"ended {received.CloseCode}",
        FrameEventKind.Close => $"close {received.CloseCode} \"{received.CloseReason}\"",
        _ => $"{received.Type}{Content(received)}{Bits(received)}",
    };

    private static string Content(in FrameEvent received) => received switch
    {
        { Payload.IsEmpty: true } => "",
        { Type: var type } when type == FrameType.Binary => " " + Convert.ToHexString(received.Payload.Span),
        _ => $" \"{Encoding.UTF8.GetString(received.Payload.Span)}\"",
    };

    private static string Bits(in FrameEvent received) => received.ReservedBits == ReservedBits.None ? "" : $" ({received.ReservedBits})";
}
