namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// An event, copied, so that what the engine gives can be compared with what the reference expects. Parts of a frame count as one event,
/// of which the last may be incomplete.
/// </summary>
internal sealed record ReferenceEvent(FrameEventKind Kind)
{
    public int Opcode { get; init; }

    public byte[] Payload { get; set; } = [];

    public ReservedBits Bits { get; init; }

    public bool Continuation { get; init; }

    public bool EndOfFrame { get; set; }

    public bool EndOfMessage { get; set; }

    public int Code { get; init; }

    /// <summary>
    /// Another code that would be right as well, because two things are wrong and it depends on the cuts which is seen first.
    /// </summary>
    public int OtherCode { get; init; }

    public bool Agrees(ReferenceEvent actual)
    {
        var same = Kind == actual.Kind && Opcode == actual.Opcode && Bits == actual.Bits && Continuation == actual.Continuation
            && EndOfMessage == actual.EndOfMessage && EndOfFrame == actual.EndOfFrame
            && (Code == actual.Code || (OtherCode != 0 && OtherCode == actual.Code));
        return same && Payload.AsSpan().SequenceEqual(actual.Payload);
    }

    public override string ToString()
        => $"{Kind} opcode {Opcode} bits {Bits} code {Code} {Payload.Length} bytes{(Continuation ? " continued" : "")}"
            + $"{(EndOfFrame ? "" : " incomplete")}{(EndOfMessage ? " end" : "")}";
}
