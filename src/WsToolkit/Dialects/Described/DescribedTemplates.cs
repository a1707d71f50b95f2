using System.Buffers;
using System.Text;
using WsToolkit.Dialects.Signing;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>Writes the messages of a described dialect. Immutable.</summary>
internal sealed class DescribedTemplates
{
    private static readonly TemplateValue[] Common =
    [
        TemplateValue.Id, TemplateValue.Method, TemplateValue.Channel, TemplateValue.Event, TemplateValue.Body, TemplateValue.Members,
    ];

    private static readonly TemplateValue[] OfSignedCalls =
    [
        .. Common, TemplateValue.Timestamp, TemplateValue.Nonce, TemplateValue.Path, TemplateValue.Key, TemplateValue.Challenge,
        TemplateValue.Signature, TemplateValue.Other,
    ];

    private readonly string _name;
    private readonly DescribedErrors _errors;
    private readonly Message _call;
    private readonly Message? _subscribe;
    private readonly Message? _unsubscribe;
    private readonly Message? _publish;
    private readonly Message _response;
    private readonly Message _failure;
    private readonly Message? _subscribed;
    private readonly Message? _unsubscribed;
    private readonly Message _push;

    /// <exception cref="FormatException">Something is no template.</exception>
    public DescribedTemplates(WsEnvelopeDescription description, DescribedErrors errors)
    {
        _name = description.Name;
        _errors = errors;
        var when = description.Signing?.When ?? WsSignWhen.Never;
        _call = OfCall(description.Call, nameof(description.Call), WsSignWhen.Calls)!;
        _publish = OfCall(description.Publish, nameof(description.Publish), WsSignWhen.Calls);
        _subscribe = OfCall(description.Subscribe, nameof(description.Subscribe), WsSignWhen.Subscribes);
        _unsubscribe = OfCall(description.Unsubscribe, nameof(description.Unsubscribe), WsSignWhen.Subscribes);
        _response = OfAnswer(description.Response, nameof(description.Response))!;
        _subscribed = OfAnswer(description.Subscribed, nameof(description.Subscribed));
        _unsubscribed = OfAnswer(description.Unsubscribed, nameof(description.Unsubscribed));
        _push = OfAnswer(description.Push, nameof(description.Push))!;
        _failure = Read(
            description.Failure, nameof(description.Failure), false, TemplateValue.Id, TemplateValue.Method, TemplateValue.Channel,
            TemplateValue.Error, TemplateValue.Errors, TemplateValue.Code)!;

        Message? OfCall(string? text, string what, WsSignWhen signed)
        {
            var signs = when.HasFlag(signed);
            return text is null ? null : Read(WithSigned(text, signs ? description.Signing!.Members : ""), what, signs, signs ? OfSignedCalls : Common);
        }

        Message? OfAnswer(string? text, string what) => text is null ? null : Read(text, what, false, Common);
    }

    /// <summary>Whether the ids that clients write are texts.</summary>
    public bool QuotesIds => _call.Template.IsQuoted(TemplateValue.Id);

    /// <summary>The names that credentials have to have a value for.</summary>
    public IEnumerable<string> OtherNames
        => new[] { _call, _publish, _subscribe, _unsubscribe }.SelectMany(static message => message?.Template.OtherNames ?? []);

    public void Begin(OutputBuffer output, in WsEnvelope envelope, DescribedClientConnection? signing)
    {
        var message = Pick(in envelope);
        if (!message.IsWhole)
        {
            Write(output, message, in envelope, default, signing, message.HasBody ? TemplatePart.BeforeBody : TemplatePart.All);
        }
    }

    public void Finish(
        OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload, DescribedClientConnection? signing)
    {
        var message = Pick(in envelope);
        if (message.IsWhole)
        {
            // The signature stands before what it covers, so the payload has to wait.
            using var body = ScratchBuffer.Rent();
            Copy(output.WrittenSince(payload), body);
            output.Rewind(start);
            Write(output, message, in envelope, body.Written, signing, TemplatePart.All);
        }
        else if (!message.HasBody)
        {
            output.Rewind(payload);
        }
        else if (!message.Signs)
        {
            Write(output, message, in envelope, default, null, TemplatePart.AfterBody);
        }
        else
        {
            using var body = ScratchBuffer.Rent();
            Copy(output.WrittenSince(payload), body);
            Write(output, message, in envelope, body.Written, signing, TemplatePart.AfterBody);
        }
    }

    /// <summary>Writes an error, for those who send it without an envelope.</summary>
    public byte[] Fail(WsError error)
    {
        using var output = ScratchBuffer.Rent();
        Write(output, _failure, new WsEnvelope { Kind = WsEnvelopeKind.Error, Error = error }, default, null, TemplatePart.All);
        return output.Written.ToArray();
    }

    /// <summary>A call to a method as it would look, but for its signature.</summary>
    public byte[] CreateSampleCall(string method)
    {
        using var output = ScratchBuffer.Rent();
        _call.Template.Write(output, new TemplateValues
        {
            Id = "1"u8,
            Timestamp = "1"u8,
            Nonce = "1"u8,
            Method = Encoding.UTF8.GetBytes(method),
            Body = "{}"u8,
        });
        return output.Written.ToArray();
    }

    private static void Copy(ReadOnlySequence<byte> from, ScratchBuffer to)
    {
        foreach (var part in from)
        {
            to.Write(part.Span);
        }
    }

    private static string WithSigned(string text, string members)
    {
        const string Place = "{signed}";
        if (!text.Contains(Place, StringComparison.Ordinal))
        {
            var end = text.LastIndexOf('}');
            text = end < 0 ? text : $"{text[..end]},{Place}{text[end..]}";
        }

        return members.Length > 0
            ? text.Replace(Place, members, StringComparison.Ordinal)
            : text.Replace("," + Place, "", StringComparison.Ordinal)
                .Replace(Place + ",", "", StringComparison.Ordinal)
                .Replace(Place, "", StringComparison.Ordinal);
    }

    private static Message Read(string text, string what, bool signs, params ReadOnlySpan<TemplateValue> allowed)
    {
        var template = SigningTemplate.Parse(text, json: true, allowed);
        TemplateParser.RequireJson(text, what, members: false);
        return new Message(template, signs);
    }

    private void Write(
        IBufferWriter<byte> output,
        Message message,
        in WsEnvelope envelope,
        ReadOnlySpan<byte> body,
        DescribedClientConnection? signing,
        TemplatePart part)
    {
        var values = new TemplateValues
        {
            Id = envelope.Id.Span,
            Method = envelope.Method.Span,
            Channel = envelope.Channel.Span,
            Event = envelope.Event.Span,
            Body = body,
        };
        if (message.Signs && part != TemplatePart.BeforeBody)
        {
            signing!.Write(output, message.Template, values, part);
            return;
        }

        if (envelope.Error is { } error)
        {
            var hasFields = message.Template.Has(TemplateValue.Errors);
            var (code, text) = _errors.Spell(error, in envelope, withFields: !hasFields);
            values.Errors = hasFields ? DescribedErrors.SpellFields(error) : default;
            values.Code = Encoding.UTF8.GetBytes(code);
            values.Error = Encoding.UTF8.GetBytes(text);
        }

        message.Template.Write(output, in values, part);
    }

    private Message Pick(in WsEnvelope envelope) => envelope.Kind switch
    {
        WsEnvelopeKind.Request when envelope.Channel.IsEmpty => _call,
        WsEnvelopeKind.Request => PickAboutChannel(in envelope),
        WsEnvelopeKind.Response when envelope.Channel.IsEmpty => _response,
        WsEnvelopeKind.Response when WsChannelMethods.IsSubscribe(envelope.Method.Span) => _subscribed ?? _response,
        WsEnvelopeKind.Response when WsChannelMethods.IsUnsubscribe(envelope.Method.Span) => _unsubscribed ?? _response,
        WsEnvelopeKind.Response => _response,
        WsEnvelopeKind.Error => _failure,
        WsEnvelopeKind.Push => _push,
        _ => throw NotCarried($"messages of kind {envelope.Kind}"),
    };

    private Message PickAboutChannel(in WsEnvelope envelope)
    {
        var method = envelope.Method.Span;
        if (WsChannelMethods.IsPublish(method))
        {
            return _publish ?? throw NotCarried("publishing by clients");
        }

        var message = (WsChannelMethods.IsSubscribe(method) ? _subscribe : _unsubscribe)
            ?? throw NotCarried(Encoding.UTF8.GetString(method));
        return envelope.Event.IsEmpty || message.Template.Has(TemplateValue.Event)
            ? message
            : throw NotCarried("subscribing to single events");
    }

    private NotSupportedException NotCarried(string what) => new($"The dialect '{_name}' does not carry {what}.");

    private sealed class Message(SigningTemplate template, bool signs)
    {
        public SigningTemplate Template => template;

        public bool Signs => signs;

        public bool HasBody { get; } = template.Has(TemplateValue.Body);

        /// <summary>Whether nothing can be written before the payload is known.</summary>
        public bool IsWhole { get; } = template.Has(TemplateValue.Members) || (signs
            && (template.HasBefore(TemplateValue.Timestamp, TemplateValue.Body)
                || template.HasBefore(TemplateValue.Nonce, TemplateValue.Body)
                || template.HasBefore(TemplateValue.Signature, TemplateValue.Body)));
    }
}
