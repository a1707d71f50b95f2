namespace WsToolkit.Dialects;

/// <summary>
/// Responses belong to the oldest call that waits for one of their length; of the streams, to the one with their id or else to the only
/// one. Where nothing of the class is awaited they go to what else is.
/// </summary>
internal sealed class FixedHeaderClientByLength(FixedHeaderDialect shared, FixedHeaderLengthClasses classes) : FixedHeaderClient(shared)
{
    // In the order in which they were sent. Those that were given up keep their places.
    private readonly List<FixedHeaderCall> _inOrder = [];

    protected override bool IsInUse(ReadOnlyMemory<byte> id) => false;

    protected override void Add(FixedHeaderCall call) => _inOrder.Add(call);

    protected override void Remove(FixedHeaderCall call) => _inOrder.Remove(call);

    protected override FixedHeaderCall? Find(in FixedHeaderResponse response)
    {
        var opening = First(static call => call.IsStream && !call.HasStarted);
        var answer = First(static call => !call.IsStream);
        var stream = FindStream(response.Id);
        if (!FixedHeaderFormat.IsSuccess(response.Status))
        {
            // Errors are of any length: the oldest request fails, and a stream only when nobody else waits or its id says so.
            return stream is { HasOwnStreamId: true } && response.Id.Span.SequenceEqual(stream.StreamId)
                ? stream
                : First(static call => !call.IsStream || !call.HasStarted) ?? stream;
        }

        return classes.Classify(response.Message.Length) switch
        {
            FixedHeaderLengthClass.StreamStart => opening ?? answer ?? stream,
            FixedHeaderLengthClass.Answer => answer ?? stream,
            _ => stream ?? answer,
        };
    }

    protected override bool IsStreamStart(FixedHeaderCall call, in FixedHeaderResponse response)
        => classes.Classify(response.Message.Length) == FixedHeaderLengthClass.StreamStart;

    private FixedHeaderCall? FindStream(ReadOnlyMemory<byte> id)
    {
        FixedHeaderCall? only = null;
        var streams = 0;
        foreach (var call in _inOrder)
        {
            if (call.IsStream)
            {
                if (call.StreamId.AsSpan().SequenceEqual(id.Span))
                {
                    return call;
                }

                only = call;
                streams++;
            }
        }

        return streams == 1 ? only : null;
    }

    private FixedHeaderCall? First(Predicate<FixedHeaderCall> which) => _inOrder.Find(which);
}
