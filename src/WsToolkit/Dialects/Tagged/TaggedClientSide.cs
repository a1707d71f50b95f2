using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The client's end of the tagged dialect. Where calls have no ids on the wire, it remembers which of them have not been answered: a server
/// answers them in their order.
/// </summary>
internal sealed class TaggedClientSide(TaggedDialect dialect, TaggedDialectOptions options) : WsDialect
{
    // Calls that were given up keep their places until they are answered.
    private const int MaxAbandonedCalls = 1000;

    private readonly Lock _gate = new();
    private readonly LinkedList<(ReadOnlyMemory<byte> Id, bool AboutConnection)> _unanswered = [];
    private bool _greeted;

    public override string Name => dialect.Name;

    public override string? Subprotocol => dialect.Subprotocol;

    public override WsDialectFeatures Features => dialect.Features;

    public override int? MaxUnansweredCalls => dialect.MaxUnansweredCalls;

    public override int? MaxMessageBytes => dialect.MaxMessageBytes;

    public override WsError ReadError(ReadOnlyMemory<byte> payload) => TaggedErrorReader.Read(payload.Span);

    /// <inheritdoc/>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        switch (envelope.Kind)
        {
            case WsEnvelopeKind.Request when TaggedEvents.IsMethod(envelope.Method.Span):
                output.Write("{\"type\":\""u8);
                output.Write(envelope.Method.Span);
                output.Write("\""u8);
                WriteId(output, in envelope);
                break;
            case WsEnvelopeKind.Request:
                WriteWalker(output, in envelope);
                break;
            case WsEnvelopeKind.Cancel:
                output.Write("{\"type\":\"cancel\""u8);
                WriteId(output, in envelope);
                output.Write("}"u8);
                break;
            case WsEnvelopeKind.Credit:
                output.Write("{\"type\":\"credit\""u8);
                WriteId(output, in envelope);
                output.Write(",\"count\":"u8);
                WriteNumber(output, envelope.Credit);
                output.Write("}"u8);
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
        if (envelope.Kind == WsEnvelopeKind.Request)
        {
            output.Write("}"u8);
        }
    }

    /// <inheritdoc/>
    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        if (envelope.Kind is not (WsEnvelopeKind.Request or WsEnvelopeKind.Cancel or WsEnvelopeKind.Credit))
        {
            return false;
        }

        if (envelope.Kind == WsEnvelopeKind.Request && TaggedEvents.IsMethod(envelope.Method.Span))
        {
            // Their arguments stand beside the type: {"a":1} becomes ,"a":1}
            var arguments = output.WrittenSince(payload).ToArray();
            output.Rewind(payload);
            if (arguments.Length > 2)
            {
                output.Write(","u8);
            }

            output.Write(arguments.Length == 0 ? "}"u8 : arguments.AsSpan(1));
        }
        else
        {
            End(output, in envelope);
        }

        if (options.Compat && envelope.Kind == WsEnvelopeKind.Request && !envelope.Id.IsEmpty)
        {
            lock (_gate)
            {
                if (_unanswered.Count == MaxAbandonedCalls)
                {
                    // A server that answers nothing: one more call would only wait for its deadline, too.
                    return false;
                }

                _unanswered.AddLast((envelope.Id.ToArray(), TaggedEvents.IsAboutConnection(envelope.Method.Span)));
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        TaggedValues values = default;
        try
        {
            if (type != WsMessageType.Text || !Utf8.IsValid(message.Span))
            {
                return;
            }

            var reader = new Utf8JsonReader(message.Span, new JsonReaderOptions { MaxDepth = options.MaxDepth + 1 });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                if (EnvelopeReader.TrySkip(ref reader, options.MaxDepth))
                {
                    reader.Read();
                    Notification(message, ref envelope);
                }

                return;
            }

            if (!TaggedMembers.TryFind(ref reader, options.MaxDepth, ref values, out _))
            {
                return;
            }
        }
        catch (JsonException)
        {
            // Not of this protocol, and a server is not told.
            return;
        }

        if (options.Compat)
        {
            InterpretByPlace(message, in values, ref envelope);
        }
        else
        {
            InterpretById(message, in values, ref envelope);
        }
    }

    private static void Notification(ReadOnlyMemory<byte> message, ref WsEnvelope envelope)
    {
        envelope.Kind = WsEnvelopeKind.Notification;
        envelope.Payload = message;
    }

    // An answer has its type and the id that the call had. What others have sent through the server has its sender, or another type.
    private static void InterpretById(ReadOnlyMemory<byte> message, in TaggedValues values, ref WsEnvelope envelope)
    {
        var error = values[(int)TaggedMember.Error];
        var id = values[(int)TaggedMember.Id];
        var isForwarded = values[(int)TaggedMember.Sender].Exists;
        var isOurs = IsType(message, in values, out var aboutConnection) && !isForwarded;
        if (!isOurs || !id.Exists)
        {
            if (error.Exists && !isForwarded && !aboutConnection && (isOurs || !values[(int)TaggedMember.Type].Exists))
            {
                envelope.Kind = WsEnvelopeKind.Error;
                envelope.Payload = message;
                return;
            }

            Notification(message, ref envelope);
            return;
        }

        envelope.Id = id.Of(message);
        if (aboutConnection)
        {
            envelope.Kind = values[(int)TaggedMember.Data].Exists ? WsEnvelopeKind.Response : WsEnvelopeKind.Error;
            envelope.Payload = message;
        }
        else if (error.Exists)
        {
            envelope.Kind = WsEnvelopeKind.Error;
            envelope.Payload = message;
        }
        else if (values[(int)TaggedMember.Report] is { Exists: true } report)
        {
            envelope.Kind = WsEnvelopeKind.Item;
            envelope.Payload = report.Of(message);
        }
        else if (values[(int)TaggedMember.Progress] is { Exists: true } progress)
        {
            envelope.Kind = WsEnvelopeKind.Progress;
            envelope.Payload = progress.Of(message);
        }
        else
        {
            envelope.Kind = WsEnvelopeKind.Response;
            envelope.Payload = values[(int)TaggedMember.Body] is { Exists: true } body ? body.Of(message) : message;
        }
    }

    private void InterpretByPlace(ReadOnlyMemory<byte> message, in TaggedValues values, ref WsEnvelope envelope)
    {
        var hasType = values[(int)TaggedMember.Type].Exists;
        var isOurs = IsType(message, in values, out var aboutConnection);
        envelope.Payload = message;
        if (values[(int)TaggedMember.Sender].Exists)
        {
            // From another client, whatever else it says.
            envelope.Kind = WsEnvelopeKind.Notification;
        }
        else if (aboutConnection)
        {
            // The first one comes unasked, before anything is answered.
            var isAnswer = _greeted && TryTake(onlyFirst: true, aboutConnection: true, out envelope.Id);
            _greeted = true;
            envelope.Kind = isAnswer ? WsEnvelopeKind.Response : WsEnvelopeKind.Notification;
        }
        else if (values[(int)TaggedMember.Error].Exists && (isOurs || !hasType))
        {
            envelope.Kind = WsEnvelopeKind.Error;
            _ = isOurs
                ? TryTake(onlyFirst: false, aboutConnection: false, out envelope.Id)
                : TryTake(onlyFirst: true, aboutConnection: null, out envelope.Id);
        }
        else if (!hasType && values[(int)TaggedMember.Status].Exists && TryTake(onlyFirst: false, aboutConnection: false, out envelope.Id))
        {
            envelope.Kind = WsEnvelopeKind.Response;
        }
        else
        {
            envelope.Kind = WsEnvelopeKind.Notification;
        }
    }

    private bool TryTake(bool onlyFirst, bool? aboutConnection, out ReadOnlyMemory<byte> id)
    {
        lock (_gate)
        {
            for (var node = _unanswered.First; node is not null; node = onlyFirst ? null : node.Next)
            {
                if (aboutConnection is null || node.Value.AboutConnection == aboutConnection)
                {
                    id = node.Value.Id;
                    _unanswered.Remove(node);
                    return true;
                }
            }
        }

        id = default;
        return false;
    }

    private static bool IsType(ReadOnlyMemory<byte> message, in TaggedValues values, out bool aboutConnection)
    {
        aboutConnection = false;
        if (!values[(int)TaggedMember.Type].TryReadText(message, out var type))
        {
            return false;
        }

        aboutConnection = TaggedEvents.IsAboutConnection(type.Span);
        return type.Span.SequenceEqual("walker"u8) || TaggedEvents.IsMethod(type.Span);
    }

    private void WriteWalker(OutputBuffer output, in WsEnvelope envelope)
    {
        output.Write("{\"type\":\"walker\",\"walker\":"u8);
        JsonText.Write(output, envelope.Method.Span);
        WriteId(output, in envelope);
        output.Write(envelope.Id.IsEmpty ? ",\"response\":false"u8 : ",\"response\":true"u8);
        if (!options.Compat && !envelope.Id.IsEmpty)
        {
            if (envelope.TimeoutMilliseconds > 0)
            {
                output.Write(",\"timeout\":"u8);
                WriteNumber(output, envelope.TimeoutMilliseconds);
            }

            if (envelope.Credit >= 0)
            {
                output.Write(",\"credit\":"u8);
                WriteNumber(output, envelope.Credit);
            }

            output.Write(envelope.WantsProgress ? ",\"progress\":true"u8 : ""u8);
        }

        output.Write(",\"context\":"u8);
    }

    private void WriteId(OutputBuffer output, in WsEnvelope envelope)
    {
        if (!options.Compat && !envelope.Id.IsEmpty)
        {
            output.Write(",\"id\":"u8);
            output.Write(envelope.Id.Span);
        }
    }

    private static void WriteNumber(OutputBuffer output, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        output.Write(digits[..length]);
    }
}
