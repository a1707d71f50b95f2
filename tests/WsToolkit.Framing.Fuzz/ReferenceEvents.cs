namespace WsToolkit.Framing.Fuzz;

/// <summary>Lists of expected and of actual events.</summary>
internal static class ReferenceEvents
{
    /// <summary>What the frames amount to in a way of delivery.</summary>
    public static List<ReferenceEvent> For(FrameDelivery delivery, List<ReferenceEvent> frames)
    {
        var events = new List<ReferenceEvent>();
        var content = new List<byte>();
        var bits = ReservedBits.None;
        foreach (var frame in frames)
        {
            if (frame.Kind != FrameEventKind.Data || (delivery != FrameDelivery.Messages && frame.EndOfFrame))
            {
                events.Add(frame);
            }
            else if (delivery == FrameDelivery.Messages)
            {
                if (!frame.Continuation)
                {
                    content.Clear();
                    bits = frame.Bits;
                }

                content.AddRange(frame.Payload);
                if (frame.EndOfMessage)
                {
                    events.Add(frame with { Payload = [.. content], Bits = bits, Continuation = false });
                }
            }
            else if (delivery == FrameDelivery.Parts)
            {
                events.Add(frame);
            }
        }

        return WithoutBrokenFrame(events);
    }

    /// <summary>Says where two lists differ, or gives null.</summary>
    public static string? Difference(List<ReferenceEvent> expected, List<ReferenceEvent> actual)
    {
        actual = WithoutBrokenFrame(actual);
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var wanted = index < expected.Count ? expected[index] : null;
            var got = index < actual.Count ? actual[index] : null;
            if (wanted is null || got is null || !wanted.Agrees(got))
            {
                return $"event {index} is '{got}' and should be '{wanted}'";
            }
        }

        return null;
    }

    /// <summary>How much of a frame was handed out before it turned out to be wrong depends on how its bytes arrived.</summary>
    private static List<ReferenceEvent> WithoutBrokenFrame(List<ReferenceEvent> events)
        => events is [.. var before, { Kind: FrameEventKind.Data, EndOfFrame: false }, { Kind: FrameEventKind.Failed } failed]
            ? [.. before, failed]
            : events;
}
