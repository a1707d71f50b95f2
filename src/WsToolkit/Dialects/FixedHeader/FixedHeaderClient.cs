using System.Buffers;
using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The client's end of a connection. It gives requests their ids and knows which call a response belongs to, from before the request has
/// left. Responses are read and requests written by different threads, so all of that is behind one lock.
/// </summary>
internal abstract class FixedHeaderClient(FixedHeaderDialect shared) : FixedHeaderConnection(shared)
{
    private const int MostAttempts = 1000;
    private static readonly WsError NoResponse = new(WsErrorCodes.InvalidRequest, "A received message has no valid header.");

    private readonly Lock _gate = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, FixedHeaderCall> _calls = new(IdComparer.Instance);
    private readonly LinkedList<FixedHeaderCall> _abandoned = [];
    private FixedHeaderCall? _writing;
    private byte[]? _onlyId;
    private long _number;

    // The server is told nothing of it; it is how this end hears that nobody waits for a call.
    public sealed override WsDialectFeatures Features => base.Features | WsDialectFeatures.Cancellation;

    public sealed override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        if (!Format.TryReadResponse(message, out var response))
        {
            Shared.Unclaimed.Add(response.Fault, response.Id.Span, 0, message);
            envelope.Error = NoResponse;
            return;
        }

        lock (_gate)
        {
            if (Find(in response) is { } call)
            {
                Interpret(call, in response, ref envelope);
                return;
            }
        }

        Shared.Unclaimed.Add(FixedHeaderUnclaimedReason.UnknownId, response.Id.Span, response.Status, message);
    }

    public sealed override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        if (envelope.Kind != WsEnvelopeKind.Request)
        {
            return;
        }

        Span<byte> field = stackalloc byte[FixedHeaderField.MaxWidth];
        var action = Format.FillAction(field, envelope.Method.Span);

        // A call keeps its id as long as it lives.
        _writing = new FixedHeaderCall(envelope.Id, NewId(action), envelope.Credit >= 0);
        Format.WriteRequest(output, action, _writing.Id);
    }

    public sealed override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request when _writing is { } call:
                _writing = null;
                if (call.IsStream && Shared.Streams.TryGetValue(envelope.Method, out var stream))
                {
                    SetStreamId(output, payload, call, stream.Member, envelope.Method.Span);
                }

                lock (_gate)
                {
                    _calls.Add(call.Call, call);
                    Add(call);
                }

                return true;
            case WsEnvelopeKind.Cancel:
                Abandon(envelope.Id);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether a request or stream has an id. Called under the lock.</summary>
    protected abstract bool IsInUse(ReadOnlyMemory<byte> id);

    /// <summary>A call is about to leave. Called under the lock.</summary>
    protected abstract void Add(FixedHeaderCall call);

    /// <summary>A call has ended or is forgotten. Called under the lock.</summary>
    protected abstract void Remove(FixedHeaderCall call);

    /// <summary>Finds the call that a response belongs to. Called under the lock.</summary>
    protected abstract FixedHeaderCall? Find(in FixedHeaderResponse response);

    /// <summary>Whether a response says nothing but that a stream is open. Called under the lock.</summary>
    protected abstract bool IsStreamStart(FixedHeaderCall call, in FixedHeaderResponse response);

    private void Interpret(FixedHeaderCall call, in FixedHeaderResponse response, ref WsEnvelope envelope)
    {
        if (!FixedHeaderFormat.IsSuccess(response.Status))
        {
            End(call);
            envelope.Kind = WsEnvelopeKind.Error;
            envelope.Payload = response.Message;
        }
        else if (!call.IsStream)
        {
            End(call);
            envelope.Kind = WsEnvelopeKind.Response;
            envelope.Payload = response.Body.IsEmpty ? Body.Empty : response.Body;
        }
        else if (response.Status == Shared.Options.StreamEndStatus)
        {
            End(call);
            envelope.Kind = WsEnvelopeKind.Response;
        }
        else if (!call.HasStarted && IsStreamStart(call, in response))
        {
            call.HasStarted = true;
            envelope.Kind = WsEnvelopeKind.StreamStart;
        }
        else
        {
            envelope.Kind = WsEnvelopeKind.Item;
            envelope.Payload = response.Body.IsEmpty ? Body.Empty : response.Body;
        }

        envelope.Id = call.Call;
        if (call.IsAbandoned)
        {
            // Passed over.
            envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        }
    }

    private void End(FixedHeaderCall call)
    {
        Remove(call);
        _calls.Remove(call.Call);
        if (call.IsAbandoned)
        {
            _abandoned.Remove(call);
        }
    }

    private void Abandon(ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(id, out var call) || call.IsAbandoned)
            {
                return;
            }

            call.IsAbandoned = true;
            _abandoned.AddLast(call);
            if (_abandoned.Count > Shared.Options.MaxAbandonedCalls)
            {
                End(_abandoned.First!.Value);
            }
        }
    }

    private byte[] NewId(ReadOnlySpan<byte> action)
    {
        if (_onlyId is not null)
        {
            return _onlyId;
        }

        var id = new byte[Format.Id.Width];
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            Shared.Options.Ids.Write(id, action, ++_number);
            lock (_gate)
            {
                if (!IsInUse(id))
                {
                    _onlyId = Shared.Options.Ids.IsOnePerConnection ? id : null;
                    return id;
                }
            }
        }

        throw new WsException(WsErrorCodes.TooManyCalls, $"None of {MostAttempts} ids is free.");
    }

    // The id that the body has for the stream, or a new one that is put there.
    private void SetStreamId(OutputBuffer output, OutputMark payload, FixedHeaderCall call, string member, ReadOnlySpan<byte> action)
    {
        var written = output.WrittenSince(payload);
        var length = (int)written.Length;
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            written.CopyTo(body);
            if (Shared.ReadText(body.AsSpan(0, length), member) is { } own)
            {
                call.StreamId = OwnStreamId(own, member);
                return;
            }

            Span<byte> field = stackalloc byte[FixedHeaderField.MaxWidth];
            var id = NewStreamId(Format.FillAction(field, action), call);
            output.Rewind(payload);
            if (Body.WriteText(output, body.AsSpan(0, length), member, Encoding.ASCII.GetString(id)))
            {
                call.StreamId = id;
            }
            else
            {
                output.Write(body.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private byte[] OwnStreamId(string text, string member)
    {
        var id = new byte[Format.Id.Width];
        if (!Format.Id.TryFill(id, Encoding.UTF8.GetBytes(text)))
        {
            throw new WsException(WsErrorCodes.InvalidArguments, $"'{member}' has to be {id.Length} printable ASCII characters.");
        }

        lock (_gate)
        {
            return !IsInUse(id) ? id : throw new WsException(WsErrorCodes.DuplicateId, $"The id in '{member}' is in use.");
        }
    }

    // The request is not among the calls yet, so its own id has to be kept off.
    private byte[] NewStreamId(ReadOnlySpan<byte> action, FixedHeaderCall call)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var id = NewId(action);
            if (ReferenceEquals(id, _onlyId) || !id.AsSpan().SequenceEqual(call.Id))
            {
                return id;
            }
        }

        throw new WsException(WsErrorCodes.TooManyCalls, $"None of {MostAttempts} ids is free.");
    }
}
