using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>An event, copied.</summary>
internal sealed record ReadEvent(FrameEventKind Kind, FrameType Type, byte[] Payload, ReservedBits Bits, bool EndOfFrame, bool EndOfMessage)
{
    public bool IsContinuation { get; init; }

    public int Code { get; init; }

    public string Reason { get; init; } = "";

    public string? Error { get; init; }

    public string Text => Encoding.UTF8.GetString(Payload);

    public static ReadEvent Copy(in FrameEvent read)
        => new(read.Kind, read.Type, read.Payload.ToArray(), read.ReservedBits, read.EndOfFrame, read.EndOfMessage)
        {
            IsContinuation = read.IsContinuation,
            Code = read.CloseCode,
            Reason = read.CloseReason,
            Error = read.Error,
        };
}
