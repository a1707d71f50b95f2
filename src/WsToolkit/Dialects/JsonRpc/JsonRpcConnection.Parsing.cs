using System.Text.Json;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <content>What received messages mean. One thread at a time.</content>
internal sealed partial class JsonRpcConnection
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();

    private List<WsEnvelope>? _batch;
    private int _next;

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        _batch = null;
        var options = _shared.Options;
        switch (JsonRpcReader.Read(message, options.MaxDepth, options.MaxBatchCalls, out var single, out var several))
        {
            case JsonRpcForm.Unreadable:
                Malformed(out envelope, JsonRpcErrors.NotJson, default);
                break;
            case JsonRpcForm.TooDeep:
                Malformed(out envelope, _shared.Errors.TooDeep, default);
                break;
            case JsonRpcForm.Scalar:
                Malformed(out envelope, JsonRpcErrors.NotAnObject, default);
                break;
            case JsonRpcForm.Single:
                Interpret(in single, inBatch: false, out envelope);
                break;
            default:
                ParseBatch(message, several!, out envelope);
                break;
        }
    }

    public override bool ParseNext(out WsEnvelope envelope)
    {
        if (_batch is null || _next == _batch.Count)
        {
            envelope = default;
            return false;
        }

        envelope = _batch[_next++];
        envelope.HasMore = _next < _batch.Count;
        return true;
    }

    private void ParseBatch(ReadOnlyMemory<byte> message, List<Range> several, out WsEnvelope envelope)
    {
        if (several.Count == 0 || several.Count > _shared.Options.MaxBatchCalls)
        {
            Malformed(out envelope, several.Count == 0 ? JsonRpcErrors.EmptyBatch : _shared.Errors.LargeBatch, default);
            return;
        }

        // Who is answered is known before the first of them can be.
        var envelopes = new List<WsEnvelope>(several.Count);
        List<ReadOnlyMemory<byte>> ids = [];
        var number = _batches.NextNumber();
        foreach (var place in several)
        {
            WsEnvelope found;
            if (JsonRpcReader.TryRead(message[place], _shared.Options.MaxDepth, out var single))
            {
                Interpret(in single, inBatch: true, out found);
            }
            else
            {
                Malformed(out found, JsonRpcErrors.NotAnObject, default);
            }

            found.WantsSingleAnswer = true;
            if (!found.Id.IsEmpty && (found.Kind == WsEnvelopeKind.Request || found is { Kind: WsEnvelopeKind.Malformed, Error: not null }))
            {
                found.Id = JsonRpcIds.OfBatch(number, ids.Count, found.Id.Span);
                ids.Add(found.Id);
            }

            envelopes.Add(found);
        }

        if (ids.Count > 0)
        {
            _batches.Open(number, ids);
        }

        _batch = envelopes;
        _next = 0;
        ParseNext(out envelope);
    }

    private void Interpret(in JsonRpcMessage message, bool inBatch, out WsEnvelope envelope)
    {
        if (!message.Has(JsonRpcMember.Method) && (message.Has(JsonRpcMember.Result) || message.Has(JsonRpcMember.Error)))
        {
            InterpretAnswer(in message, out envelope);
            return;
        }

        var id = message.Has(JsonRpcMember.Id) && CheckId(in message) is null ? message.Slice(JsonRpcMember.Id) : default;
        if (Check(in message, out var method) is { } wrong)
        {
            Malformed(out envelope, wrong, message.Duplicate == JsonRpcMember.Id ? default : id);
            return;
        }

        var type = message.TypeOf(JsonRpcMember.Params);
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Request, Id = id, Method = method, Credit = -1, IsOneWay = id.IsEmpty };
        if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            envelope.Payload = message.Slice(JsonRpcMember.Params);
            if (type == JsonTokenType.StartArray)
            {
                envelope.Arguments = WsArgumentForm.Positional;
                envelope.Payload = IsEmptyArray(envelope.Payload.Span) ? default : envelope.Payload;
            }
        }

        if (id.IsEmpty)
        {
            InterpretNotification(ref envelope);
        }
        else if (method.Span.SequenceEqual(_shared.UnsubscribeMethod.Span))
        {
            InterpretUnsubscribe(ref envelope, inBatch);
        }

        if (envelope.Kind == WsEnvelopeKind.Request && envelope.Channel.IsEmpty && _role == WsDialectRole.Server)
        {
            FindChannel(ref envelope);
        }
    }

    private WsError? Check(in JsonRpcMessage message, out ReadOnlyMemory<byte> method)
    {
        method = default;
        if (message.Duplicate != JsonRpcMember.Unknown)
        {
            return JsonRpcErrors.Duplicate(message.Duplicate);
        }

        if (!message.Has(JsonRpcMember.Version) || !message.Slice(JsonRpcMember.Version).Span.SequenceEqual("\"2.0\""u8))
        {
            return JsonRpcErrors.Version;
        }

        if (message.Has(JsonRpcMember.Id) && CheckId(in message) is { } wrong)
        {
            return wrong;
        }

        if (!message.TryReadText(JsonRpcMember.Method, out method))
        {
            return message.Has(JsonRpcMember.Method) ? JsonRpcErrors.MethodType : JsonRpcErrors.MethodMissing;
        }

        if (message.Has(JsonRpcMember.Result) || message.Has(JsonRpcMember.Error))
        {
            return JsonRpcErrors.Ambiguous;
        }

        // Null is not allowed, but some send it for none.
        return message.TypeOf(JsonRpcMember.Params)
            is JsonTokenType.None or JsonTokenType.Null or JsonTokenType.StartObject or JsonTokenType.StartArray
            ? null
            : JsonRpcErrors.ParamsType;
    }

    private WsError? CheckId(in JsonRpcMessage message)
    {
        if (message.TypeOf(JsonRpcMember.Id) is not (JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null))
        {
            return JsonRpcErrors.IdType;
        }

        return message.Slice(JsonRpcMember.Id).Length > _shared.Options.MaxIdBytes ? _shared.Errors.LongId : null;
    }

    // Other servers are other people's: of an answer is taken what can be made out.
    private void InterpretAnswer(in JsonRpcMessage message, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        if (message.TypeOf(JsonRpcMember.Id) is JsonTokenType.String or JsonTokenType.Number && message.Duplicate != JsonRpcMember.Id)
        {
            envelope.Id = message.Slice(JsonRpcMember.Id);
        }

        if (message.Has(JsonRpcMember.Error) && message.TypeOf(JsonRpcMember.Error) != JsonTokenType.Null)
        {
            envelope.Kind = WsEnvelopeKind.Error;
            envelope.Payload = message.Slice(JsonRpcMember.Error);
            _received.End(envelope.Id.Span);
        }
        else if (message.Has(JsonRpcMember.Result) && !envelope.Id.IsEmpty)
        {
            envelope.Payload = message.Slice(JsonRpcMember.Result);
            envelope.Kind = _received.TryStart(envelope.Id.Span, envelope.Payload) ? WsEnvelopeKind.StreamStart : WsEnvelopeKind.Response;
        }
    }

    private void InterpretNotification(ref WsEnvelope envelope)
    {
        var method = envelope.Method.Span;
        if (method.SequenceEqual(_shared.CancelMethod.Span))
        {
            var cancelled = JsonRpcParams.TryRead(envelope.Payload, [JsonRpcParam.Id], out var found) && found.Has(JsonRpcParam.Id)
                ? _batches.Find(found.Slice(JsonRpcParam.Id))
                : default;
            PassOver(ref envelope);
            if (!cancelled.IsEmpty)
            {
                envelope.Kind = WsEnvelopeKind.Cancel;
                envelope.Id = cancelled;
            }
        }
        else if (method.SequenceEqual(_shared.UnsubscribeMethod.Span))
        {
            InterpretUnsubscribe(ref envelope, inBatch: false);
        }
        else if (_role == WsDialectRole.Client)
        {
            if (method.SequenceEqual(_shared.ClosingMethod.Span))
            {
                var read = JsonRpcParams.TryRead(envelope.Payload, [JsonRpcParam.Timeout], out var found);
                PassOver(ref envelope);
                if (read && found.TryReadInteger(JsonRpcParam.Timeout, out var timeout) && timeout >= 0)
                {
                    envelope.Kind = WsEnvelopeKind.GoingAway;
                    envelope.TimeoutMilliseconds = timeout;
                }
            }
            else if (envelope.Arguments != WsArgumentForm.Positional)
            {
                InterpretSubscription(ref envelope);
            }
        }
    }

    private void InterpretSubscription(ref WsEnvelope envelope)
    {
        if (!JsonRpcParams.TryRead(envelope.Payload, [], out var found) || !found.Has(JsonRpcParam.Subscription))
        {
            return;
        }

        var ofChannel = envelope.Method.Span.SequenceEqual(_shared.MessageMethod.Span);
        var subscription = found.Slice(JsonRpcParam.Subscription);
        if (_received.TryFind(subscription, out var id))
        {
            PassOver(ref envelope);
            envelope.Id = id;
            if (found.Has(JsonRpcParam.Error))
            {
                envelope.Kind = WsEnvelopeKind.Error;
                envelope.Payload = found.Slice(JsonRpcParam.Error);
                _received.End(id.Span);
            }
            else if (found.TypeOf(JsonRpcParam.End) == JsonTokenType.True)
            {
                envelope.Kind = WsEnvelopeKind.Response;
                envelope.Payload = Null;
                _received.End(id.Span);
            }
            else if (found.Has(JsonRpcParam.Result))
            {
                envelope.Kind = WsEnvelopeKind.Item;
                envelope.Payload = found.Slice(JsonRpcParam.Result);
            }
        }
        else if (ofChannel && found.TryReadText(JsonRpcParam.Subscription, out var channel))
        {
            PassOver(ref envelope);
            envelope.Channel = channel;
            if (found.TryReadInteger(JsonRpcParam.Missed, out var missed) && missed > 0)
            {
                envelope.Kind = WsEnvelopeKind.Gap;
                envelope.Missed = missed;
            }
            else if (found.Has(JsonRpcParam.Result))
            {
                envelope.Kind = WsEnvelopeKind.Push;
                envelope.Payload = found.Slice(JsonRpcParam.Result);
                _ = found.TryReadText(JsonRpcParam.Event, out envelope.Event);
            }
        }
        else if (found.Has(JsonRpcParam.Result) || found.Has(JsonRpcParam.Error) || found.Has(JsonRpcParam.End))
        {
            // Of a stream that has been ended meanwhile.
            PassOver(ref envelope);
        }
    }

    private void InterpretUnsubscribe(ref WsEnvelope envelope, bool inBatch)
    {
        if (!JsonRpcParams.TryRead(envelope.Payload, [JsonRpcParam.Subscription, JsonRpcParam.Event], out var found)
            || !found.TryReadInteger(JsonRpcParam.Subscription, out var number))
        {
            return;
        }

        if (inBatch)
        {
            Malformed(out envelope, JsonRpcErrors.UnsubscribeInBatch, envelope.Id);
        }
        else if (_served.TryUnsubscribe(number, envelope.Id))
        {
            PassOver(ref envelope);
            envelope.Kind = WsEnvelopeKind.Cancel;
            envelope.Id = JsonRpcIds.OfStream(number);
        }
        else if (envelope.Id.IsEmpty)
        {
            PassOver(ref envelope);
        }
        else
        {
            Malformed(out envelope, JsonRpcErrors.NoSubscription, envelope.Id);
        }
    }

    // Where something is wrong with it, the server finds that in the payload, and says so.
    private static void FindChannel(ref WsEnvelope envelope)
    {
        var method = envelope.Method.Span;
        var publishes = WsChannelMethods.IsPublish(method);
        if (!publishes && !WsChannelMethods.IsSubscribe(method) && !WsChannelMethods.IsUnsubscribe(method))
        {
            return;
        }

        ReadOnlySpan<JsonRpcParam> positions = [JsonRpcParam.Channel, JsonRpcParam.Event, JsonRpcParam.Data];
        if (!JsonRpcParams.TryRead(envelope.Payload, positions[..(publishes ? 3 : 2)], out var found))
        {
            return;
        }

        var name = found.Has(JsonRpcParam.Channel) ? JsonRpcParam.Channel : JsonRpcParam.Subscription;
        if (!found.TryReadText(name, out var channel)
            || (publishes && !found.Has(JsonRpcParam.Data))
            || (found.TypeOf(JsonRpcParam.Event) is not (JsonTokenType.None or JsonTokenType.Null)
                && !found.TryReadText(JsonRpcParam.Event, out envelope.Event)))
        {
            return;
        }

        envelope.Channel = channel;
        envelope.Payload = publishes ? found.Slice(JsonRpcParam.Data) : default;
        envelope.Arguments = WsArgumentForm.Payload;
    }

    private static bool IsEmptyArray(ReadOnlySpan<byte> array) => array[1..^1].IndexOfAnyExcept(" \t\r\n"u8) < 0;

    private static void PassOver(ref WsEnvelope envelope) => envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };

    private static void Malformed(out WsEnvelope envelope, WsError error, ReadOnlyMemory<byte> id) => envelope = new WsEnvelope
    {
        Kind = WsEnvelopeKind.Malformed,
        Id = id.IsEmpty ? JsonRpcIds.Unknown : id,
        Error = error,
        Credit = -1,
    };
}
