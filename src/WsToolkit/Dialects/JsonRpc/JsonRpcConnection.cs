using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>JSON-RPC over one connection, whose streams and batches it remembers.</summary>
internal sealed partial class JsonRpcConnection : WsDialect
{
    private readonly JsonRpcDialect _shared;
    private readonly WsDialectRole _role;
    private readonly JsonRpcServedStreams _served = new();
    private readonly JsonRpcReceivedStreams _received;
    private readonly JsonRpcBatches _batches;
    private long _unsubscribed;

    public JsonRpcConnection(JsonRpcDialect shared, WsDialectRole role)
    {
        _shared = shared;
        _role = role;
        _received = new JsonRpcReceivedStreams(shared.Options.MaxIdBytes);
        _batches = new JsonRpcBatches(shared.Options, shared.Codes);
    }

    public override string Name => _shared.Name;

    public override string? Subprotocol => _shared.Subprotocol;

    public override WsDialectFeatures Features => _shared.Features;

    public override ReadOnlyMemory<byte> NameStream(ReadOnlyMemory<byte> id) => _served.Name(id);

    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => JsonRpcWriter.Begin(output, in envelope, _shared);

    public override void End(OutputBuffer output, in WsEnvelope envelope) => JsonRpcWriter.End(output, in envelope);

    public override WsError ReadError(ReadOnlyMemory<byte> payload) => _shared.ReadError(payload);

    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                if (!EnvelopeWriter.IsAboutChannel(in envelope))
                {
                    JsonRpcWriter.ShapeArguments(output, in envelope, payload, _shared.Options.PositionalArguments);
                }

                if (envelope.Credit >= 0)
                {
                    _received.Add(envelope.Id);
                }

                break;

            case WsEnvelopeKind.Response or WsEnvelopeKind.Error:
                return FinishAnswer(output, in envelope, start, payload);

            case WsEnvelopeKind.StreamStart:
                if (!JsonRpcIds.IsStream(envelope.Id.Span, out var started) || !_served.TryStart(started, out var request))
                {
                    return false;
                }

                JsonRpcWriter.WriteResult(output, request.Span, JsonRpcIds.Subscription(envelope.Id.Span));
                return true;

            case WsEnvelopeKind.Item:
                // One that has lost the race against the end of its stream stays here.
                if (!JsonRpcIds.IsStream(envelope.Id.Span, out var number) || !_served.IsLive(number))
                {
                    return false;
                }

                break;

            case WsEnvelopeKind.Cancel:
                var subscription = _received.Cancel(envelope.Id.Span);
                if (!subscription.IsEmpty)
                {
                    output.Rewind(start);
                    JsonRpcWriter.WriteUnsubscribe(output, ++_unsubscribed, subscription.Span, _shared);
                }

                return true;
        }

        End(output, in envelope);
        return true;
    }

    private bool FinishAnswer(OutputBuffer output, in WsEnvelope answer, OutputMark start, OutputMark payload)
    {
        var id = answer.Id;
        if (id.IsEmpty)
        {
            // Nobody answers a notification, whatever becomes of it.
            return false;
        }

        if (JsonRpcIds.IsStream(id.Span, out var number))
        {
            return FinishStream(output, in answer, start, number);
        }

        if (answer.Kind == WsEnvelopeKind.Response && !answer.Channel.IsEmpty)
        {
            WriteAboutChannel(output, in answer, payload);
        }

        End(output, in answer);
        return !JsonRpcIds.IsBatch(id.Span, out var batch) || _batches.Take(batch, output, in answer, start);
    }

    // A subscription to a channel is known by the channel's name, so that its messages are the same for everybody.
    private static void WriteAboutChannel(OutputBuffer output, in WsEnvelope answer, OutputMark payload)
    {
        output.Rewind(payload);
        if (WsChannelMethods.IsSubscribe(answer.Method.Span))
        {
            JsonText.Write(output, answer.Channel.Span);
        }
        else
        {
            output.Write("true"u8);
        }
    }

    private bool FinishStream(OutputBuffer output, in WsEnvelope answer, OutputMark start, long number)
    {
        output.Rewind(start);
        if (_served.End(number) is not { } stream)
        {
            return false;
        }

        if (stream.Unsubscribed)
        {
            if (stream.Unsubscribe.IsEmpty)
            {
                return false;
            }

            JsonRpcWriter.WriteResult(output, stream.Unsubscribe.Span, "true"u8);
        }
        else if (stream.Started)
        {
            JsonRpcWriter.WriteStreamEnd(output, in answer, _shared);
        }
        else if (answer.Error is not null)
        {
            JsonRpcWriter.WriteError(output, stream.Request.Span, answer.Error, _shared.Codes);
        }
        else
        {
            JsonRpcWriter.WriteResult(output, stream.Request.Span, "null"u8);
        }

        return true;
    }
}
