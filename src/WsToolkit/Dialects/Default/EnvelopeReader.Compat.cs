using System.Text.Json;

namespace WsToolkit.Dialects;

/// <content>What the members mean together in the compatible profile, where only servers are called and nothing streams.</content>
internal ref partial struct EnvelopeReader
{
    private static readonly ReadOnlyMemory<byte> NoArguments = "{}"u8.ToArray();

    private void InterpretCompat(ref WsEnvelope envelope)
    {
        // Servers take whatever comes for a request.
        if (!_requestsOnly && (Has(EnvelopeMember.Response) || Has(EnvelopeMember.Error)))
        {
            envelope.Kind = Has(EnvelopeMember.Response) ? WsEnvelopeKind.Response : WsEnvelopeKind.Error;
            envelope.Payload = Slice(Has(EnvelopeMember.Response) ? EnvelopeMember.Response : EnvelopeMember.Error);
            envelope.Id = OwnId();
            ReadText(EnvelopeMember.Method, out envelope.Method);
            return;
        }

        envelope.Kind = WsEnvelopeKind.Request;
        ReadCompatId(ref envelope);
        var method = _values[(int)EnvelopeMember.Method].Type;
        if (!ReadText(EnvelopeMember.Method, out envelope.Method) && method != JsonTokenType.Null)
        {
            Wrong(EnvelopeMember.Method, method == JsonTokenType.None ? "required" : "not valid type");
        }

        envelope.Payload = NoArguments;
        var payload = _values[(int)EnvelopeMember.Payload].Type;
        if (payload == JsonTokenType.StartObject)
        {
            envelope.Payload = Slice(EnvelopeMember.Payload);
        }
        else if (payload is not (JsonTokenType.None or JsonTokenType.Null))
        {
            Wrong(EnvelopeMember.Payload, "expected an object");
        }

        if (method == JsonTokenType.Null && _fieldErrors is null)
        {
            Wrong(EnvelopeMember.Method, "None method not available");
        }
    }

    private void ReadCompatId(ref WsEnvelope envelope)
    {
        var id = _values[(int)EnvelopeMember.Id];
        if (!id.Exists)
        {
            Wrong(EnvelopeMember.Id, "required");
        }
        else if (id.Length > _options.MaxIdBytes)
        {
            Wrong(EnvelopeMember.Id, _errors.LongId);
        }
        else if (id.Type is JsonTokenType.String or JsonTokenType.Null)
        {
            envelope.Id = Slice(EnvelopeMember.Id);
        }
        else
        {
            Wrong(EnvelopeMember.Id, "not valid type");
        }
    }

    // This end's ids are numbers, and travel as strings.
    private readonly ReadOnlyMemory<byte> OwnId()
    {
        var id = _values[(int)EnvelopeMember.Id];
        return id.Exists && id.TryReadText(_message, out var text) ? text : default;
    }

    // Whatever it is, it is echoed.
    private readonly bool HasShortId() => Has(EnvelopeMember.Id) && _values[(int)EnvelopeMember.Id].Length <= _options.MaxIdBytes;
}
