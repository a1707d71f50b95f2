namespace WsToolkit.Dialects;

/// <summary>Responses belong to the call or stream whose id they have.</summary>
internal sealed class FixedHeaderClientById(FixedHeaderDialect shared) : FixedHeaderClient(shared)
{
    private readonly Dictionary<ReadOnlyMemory<byte>, FixedHeaderCall> _byId = new(IdComparer.Instance);

    protected override bool IsInUse(ReadOnlyMemory<byte> id) => _byId.ContainsKey(id);

    protected override void Add(FixedHeaderCall call)
    {
        _byId.Add(call.Id, call);
        if (call.HasOwnStreamId)
        {
            // Somebody may have put the request's own id there.
            _byId.TryAdd(call.StreamId, call);
        }
    }

    protected override void Remove(FixedHeaderCall call)
    {
        _byId.Remove(call.Id);
        _byId.Remove(call.StreamId);
    }

    protected override FixedHeaderCall? Find(in FixedHeaderResponse response) => _byId.GetValueOrDefault(response.Id);

    // Under the request's own id the first frame without content opens the stream; servers differ in whether results have it, too.
    protected override bool IsStreamStart(FixedHeaderCall call, in FixedHeaderResponse response)
        => response.Id.Span.SequenceEqual(call.Id) && Body.IsEmpty(response.Body.Span);
}
