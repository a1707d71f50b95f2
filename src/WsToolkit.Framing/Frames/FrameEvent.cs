using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>Something that the other end has sent, or that has become of the connection.</summary>
public readonly struct FrameEvent
{
    private readonly Flags _flags;
    private readonly ushort _code;

    private FrameEvent(FrameEventKind kind, FrameType? type, ReadOnlyMemory<byte> payload, ReservedBits reservedBits, Flags flags, int code, string? error)
    {
        Kind = kind;
        Type = type ?? FrameType.Continuation;
        Payload = payload;
        ReservedBits = reservedBits;
        _flags = flags;
        _code = (ushort)code;
        Error = error;
    }

    [Flags]
    private enum Flags : byte
    {
        None = 0,
        Continuation = 1,
        EndOfFrame = 2,
        EndOfMessage = 4,
    }

    /// <summary>What the event tells.</summary>
    public FrameEventKind Kind { get; }

    /// <summary>The type of the message that the data belongs to, also for its later fragments, or the type of the control frame.</summary>
    public FrameType Type { get; }

    /// <summary>
    /// The content, unmasked and transformed back by the extensions. Valid until the connection is read from or given bytes again.
    /// </summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>The reserved bits that the frame carried; for a whole message those of its first frame.</summary>
    public ReservedBits ReservedBits { get; }

    /// <summary>Whether the frame is a further fragment of a message. Never for whole messages.</summary>
    public bool IsContinuation => (_flags & Flags.Continuation) != 0;

    /// <summary>Whether the payload ends with the end of its frame. Always, except where parts are delivered.</summary>
    public bool EndOfFrame => (_flags & Flags.EndOfFrame) != 0;

    /// <summary>Whether the payload ends with the end of its message: the last part of a frame with the FIN bit.</summary>
    public bool EndOfMessage => (_flags & Flags.EndOfMessage) != 0;

    /// <summary>
    /// For <see cref="FrameEventKind.Close"/> the code that was received, <see cref="CloseCodes.NoStatus"/> where there was none; for
    /// <see cref="FrameEventKind.Failed"/> the code to close with; for <see cref="FrameEventKind.Ended"/> how the connection ended:
    /// the code of the other end's close frame, or <see cref="CloseCodes.Abnormal"/>. Else 0.
    /// </summary>
    public int CloseCode => _code;

    /// <summary>The reason that came with a close frame, or an empty text. Allocates.</summary>
    public string CloseReason => Kind == FrameEventKind.Close && Payload.Length > 2 ? Encoding.UTF8.GetString(Payload.Span[2..]) : "";

    /// <summary>For <see cref="FrameEventKind.Failed"/> what the other end did wrong, in a sentence that may be sent to it.</summary>
    public string? Error { get; }

    /// <summary>A message that came in one frame without reserved bits.</summary>
    internal static FrameEvent Message(FrameType type, ReadOnlyMemory<byte> payload)
        => new(FrameEventKind.Data, type, payload, ReservedBits.None, Flags.EndOfFrame | Flags.EndOfMessage, 0, null);

    internal static FrameEvent Data(
        FrameType type, ReadOnlyMemory<byte> payload, ReservedBits reservedBits, bool continuation, bool endOfFrame, bool endOfMessage)
    {
        var flags = (continuation ? Flags.Continuation : 0) | (endOfFrame ? Flags.EndOfFrame : 0) | (endOfMessage ? Flags.EndOfMessage : 0);
        return new FrameEvent(FrameEventKind.Data, type, payload, reservedBits, flags, 0, null);
    }

    internal static FrameEvent Control(FrameType type, ReadOnlyMemory<byte> payload, ReservedBits reservedBits)
    {
        var kind = ReferenceEquals(type, FrameType.Ping) ? FrameEventKind.Ping
            : ReferenceEquals(type, FrameType.Pong) ? FrameEventKind.Pong
            : FrameEventKind.Control;
        return new FrameEvent(kind, type, payload, reservedBits, Flags.EndOfFrame | Flags.EndOfMessage, 0, null);
    }

    internal static FrameEvent Close(ReadOnlyMemory<byte> payload, ReservedBits reservedBits)
    {
        var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload.Span) : CloseCodes.NoStatus;
        return new FrameEvent(FrameEventKind.Close, FrameType.Close, payload, reservedBits, Flags.EndOfFrame | Flags.EndOfMessage, code, null);
    }

    internal static FrameEvent Failed(int code, string error)
        => new(FrameEventKind.Failed, FrameType.Close, default, ReservedBits.None, Flags.None, code, error);

    internal static FrameEvent Ended(int code)
        => new(FrameEventKind.Ended, FrameType.Close, default, ReservedBits.None, Flags.None, code, null);
}
