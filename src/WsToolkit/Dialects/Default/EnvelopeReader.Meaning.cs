using System.Text.Json;

namespace WsToolkit.Dialects;

/// <content>What the members mean together.</content>
internal ref partial struct EnvelopeReader
{
    private WsError? Interpret(ref WsEnvelope envelope)
    {
        if (_options.Compat)
        {
            InterpretCompat(ref envelope);
            return null;
        }

        var method = Has(EnvelopeMember.Method);
        var kinds = 0;
        Is(EnvelopeMember.Response, WsEnvelopeKind.Response, ref envelope, ref kinds);
        Is(EnvelopeMember.Error, Has(EnvelopeMember.Stream) ? WsEnvelopeKind.StreamError : WsEnvelopeKind.Error, ref envelope, ref kinds);
        Is(EnvelopeMember.Item, WsEnvelopeKind.Item, ref envelope, ref kinds);
        Is(EnvelopeMember.End, WsEnvelopeKind.StreamEnd, ref envelope, ref kinds);
        Is(EnvelopeMember.Cancel, WsEnvelopeKind.Cancel, ref envelope, ref kinds);
        if (kinds > 1 || (kinds == 1 && method && envelope.Kind is not (WsEnvelopeKind.Response or WsEnvelopeKind.Error)))
        {
            return EnvelopeErrors.Ambiguous;
        }

        if (kinds == 0)
        {
            envelope.Kind = !method && Has(EnvelopeMember.Progress) ? WsEnvelopeKind.Progress
                : !method && Has(EnvelopeMember.Credit) ? WsEnvelopeKind.Credit
                : WsEnvelopeKind.Request;
        }

        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request:
                ReadRequest(ref envelope);
                break;
            case WsEnvelopeKind.Response:
                ReadId(ref envelope, required: true);
                ReadText(EnvelopeMember.Method, out envelope.Method);
                envelope.Payload = Slice(EnvelopeMember.Response);
                break;
            case WsEnvelopeKind.Error:
                ReadId(ref envelope, required: false);
                ReadText(EnvelopeMember.Method, out envelope.Method);
                envelope.Payload = Slice(EnvelopeMember.Error);
                break;
            case WsEnvelopeKind.StreamError:
                ReadId(ref envelope, required: true);
                ReadStream(ref envelope);
                envelope.Payload = Slice(EnvelopeMember.Error);
                break;
            case WsEnvelopeKind.Item:
                ReadId(ref envelope, required: true);
                ReadStream(ref envelope);
                envelope.Payload = Slice(EnvelopeMember.Item);
                break;
            case WsEnvelopeKind.StreamEnd:
                ReadId(ref envelope, required: true);
                RequireTrue(EnvelopeMember.End);
                if (Has(EnvelopeMember.Stream))
                {
                    ReadStream(ref envelope);
                }
                else
                {
                    Wrong(EnvelopeMember.Stream, "required");
                }

                break;
            case WsEnvelopeKind.Progress:
                ReadId(ref envelope, required: true);
                envelope.Payload = Slice(EnvelopeMember.Progress);
                break;
            case WsEnvelopeKind.Cancel:
                ReadId(ref envelope, required: true);
                RequireTrue(EnvelopeMember.Cancel);
                break;
            default:
                ReadId(ref envelope, required: true);
                ReadStream(ref envelope);
                ReadCredit(ref envelope);
                break;
        }

        return null;
    }

    private void ReadRequest(ref WsEnvelope envelope)
    {
        var method = _values[(int)EnvelopeMember.Method];
        var named = ReadText(EnvelopeMember.Method, out envelope.Method);
        ReadId(ref envelope, required: !named);
        if (!method.Exists)
        {
            Wrong(EnvelopeMember.Method, "required");
        }
        else if (method.Type == JsonTokenType.Null)
        {
            Wrong(EnvelopeMember.Method, "None method not available");
        }
        else if (!named)
        {
            Wrong(EnvelopeMember.Method, "not valid type");
        }

        if (Has(EnvelopeMember.Payload) && _values[(int)EnvelopeMember.Payload].Type != JsonTokenType.Null)
        {
            envelope.Payload = Slice(EnvelopeMember.Payload);
        }

        if (Has(EnvelopeMember.Timeout)
            && (!TryReadInteger(EnvelopeMember.Timeout, out envelope.TimeoutMilliseconds) || envelope.TimeoutMilliseconds < 1))
        {
            Wrong(EnvelopeMember.Timeout, "not valid type");
        }

        if (Has(EnvelopeMember.Credit))
        {
            ReadCredit(ref envelope);
        }

        if (Has(EnvelopeMember.Progress))
        {
            var type = _values[(int)EnvelopeMember.Progress].Type;
            envelope.WantsProgress = type == JsonTokenType.True;
            if (type is not (JsonTokenType.True or JsonTokenType.False))
            {
                Wrong(EnvelopeMember.Progress, "not valid type");
            }
        }
    }

    private void ReadId(ref WsEnvelope envelope, bool required)
    {
        if (HasGoodId())
        {
            envelope.Id = Slice(EnvelopeMember.Id);
        }
        else if (Has(EnvelopeMember.Id))
        {
            var scalar = _values[(int)EnvelopeMember.Id].Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
            Wrong(EnvelopeMember.Id, scalar ? _errors.LongId : "not valid type");
        }
        else if (required)
        {
            Wrong(EnvelopeMember.Id, "required");
        }
    }

    private void ReadStream(ref WsEnvelope envelope)
    {
        if (Has(EnvelopeMember.Stream) && (!ReadText(EnvelopeMember.Stream, out envelope.Stream) || envelope.Stream.IsEmpty))
        {
            Wrong(EnvelopeMember.Stream, "not valid type");
        }
    }

    private void ReadCredit(ref WsEnvelope envelope)
    {
        if (TryReadInteger(EnvelopeMember.Credit, out var credit) && credit is >= 0 and <= int.MaxValue)
        {
            envelope.Credit = (int)credit;
        }
        else
        {
            Wrong(EnvelopeMember.Credit, "not valid type");
        }
    }

    private void RequireTrue(EnvelopeMember member)
    {
        if (_values[(int)member].Type != JsonTokenType.True)
        {
            Wrong(member, "not valid type");
        }
    }

    private readonly bool ReadText(EnvelopeMember member, out ReadOnlyMemory<byte> text) => _values[(int)member].TryReadText(_message, out text);

    private readonly bool TryReadInteger(EnvelopeMember member, out long number) => _values[(int)member].TryReadInteger(_message, out number);

    /// <summary>
    /// Whether the message, if it is about a call at all, is one of the caller's. Only such a one is answered with its id: the
    /// ids of the two directions have nothing to do with each other.
    /// </summary>
    private readonly bool IsForCallee()
    {
        if (Has(EnvelopeMember.Response))
        {
            return false;
        }

        if (Has(EnvelopeMember.Error) || Has(EnvelopeMember.Item))
        {
            return Has(EnvelopeMember.Stream);
        }

        return Has(EnvelopeMember.Method) || Has(EnvelopeMember.Cancel) || Has(EnvelopeMember.End)
            || !(Has(EnvelopeMember.Progress) || (Has(EnvelopeMember.Credit) && Has(EnvelopeMember.Stream)));
    }

    private readonly bool HasGoodId()
    {
        var id = _values[(int)EnvelopeMember.Id];
        return id.Exists && id.Length <= _options.MaxIdBytes && id.Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
    }

    private readonly bool Has(EnvelopeMember member) => _values[(int)member].Exists;

    private readonly ReadOnlyMemory<byte> Slice(EnvelopeMember member)
        => _values[(int)member].Of(_message);

    private readonly void Is(EnvelopeMember member, WsEnvelopeKind kind, ref WsEnvelope envelope, ref int kinds)
    {
        if (Has(member))
        {
            envelope.Kind = kind;
            kinds++;
        }
    }

    private void Wrong(EnvelopeMember member, string text) => (_fieldErrors ??= []).TryAdd(EnvelopeMembers.Name(member), text);
}
