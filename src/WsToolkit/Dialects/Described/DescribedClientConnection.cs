using System.Buffers;
using System.Text;
using WsToolkit.Dialects.Signing;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>The client's end of one connection: signs what it sends, and finds the calls that answers belong to.</summary>
internal sealed class DescribedClientConnection : DescribedConnection
{
    private static readonly byte[] Null = "null"u8.ToArray();
    private readonly TimeProvider _time;
    private readonly PendingCalls? _pending;
    private ReadOnlyMemory<byte> _failure;

    public DescribedClientConnection(DescribedDialect dialect, TimeProvider time)
        : base(dialect)
    {
        _time = time;
        _pending = dialect.Description.Correlation == WsCorrelation.Id
            ? null
            : new PendingCalls(byMethod: dialect.Description.Correlation == WsCorrelation.Method);
    }

    /// <summary>The challenge that the server has set; empty before.</summary>
    public byte[] Challenge { get; set; } = [];

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
        var values = default(MemberValues);
        if (Members.Find(message, type, ref values) is not null)
        {
            return;
        }

        if (Members.IsError.Holds(message, in values))
        {
            OnError(message, in values, ref envelope);
        }
        else if (Members.IsPush?.Holds(message, in values) == true)
        {
            envelope.Channel = TextOf(message, in values, Members.Channel);
            if (!envelope.Channel.IsEmpty)
            {
                envelope.Kind = WsEnvelopeKind.Push;
                envelope.Event = TextOf(message, in values, Members.Event);
                envelope.Payload = OrNull(ValueOf(message, in values, Members.Data));
            }
        }
        else
        {
            OnResponse(message, in values, ref envelope);
        }
    }

    public override bool ParseNext(out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Error, Credit = -1, Payload = _failure };
        envelope.Id = _pending!.TakeFailedByElimination();
        envelope.HasMore = !envelope.Id.IsEmpty;
        return envelope.HasMore;
    }

    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => Shared.Templates.Begin(output, in envelope, this);

    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        var isCall = envelope.Kind == WsEnvelopeKind.Request && !envelope.Id.IsEmpty;
        if (isCall && Shared.ClientOptions.OneCallInFlight && _pending?.HasAny == true)
        {
            // Its caller has given it up, and an error could still be its answer.
            throw new WsException(WsErrorCodes.TooManyCalls, "An earlier call has not been answered.");
        }

        Shared.Templates.Finish(output, in envelope, start, payload, this);
        if (isCall)
        {
            _pending?.Add(envelope.Id, envelope.Method, envelope.Channel);
        }

        return true;
    }

    /// <summary>Writes a message that is signed now.</summary>
    public void Write(IBufferWriter<byte> output, SigningTemplate template, scoped TemplateValues values, TemplatePart part)
    {
        var signer = Shared.Signer!;
        Span<byte> memory = stackalloc byte[WsStamp.MaxBytes];
        var stamp = WsStamp.For(signer.Recipe, Now(), memory);
        values.Timestamp = stamp.Timestamp;
        values.Nonce = stamp.Nonce;
        values.Challenge = Challenge;
        signer.Write(output, template, values, isLogin: false, part);
    }

    /// <summary>Makes the message of the login.</summary>
    public byte[] CreateLogin()
    {
        var signer = Shared.Signer!;
        Span<byte> memory = stackalloc byte[WsStamp.MaxBytes];
        return signer.CreateLogin(WsStamp.For(signer.Recipe, Now(), memory), Challenge);
    }

    /// <summary>Measures the server's clock.</summary>
    public async ValueTask MeasureClockAsync(Func<CancellationToken, ValueTask<DateTimeOffset>> ask, CancellationToken cancellationToken)
    {
        var asked = _time.GetUtcNow();
        var theirs = await ask(cancellationToken).ConfigureAwait(false);
        Shared.ClientOptions.ClockSkew.Measure(theirs, asked, _time.GetUtcNow());
    }

    /// <summary>The text or number of the challenge in a message; null where there is none.</summary>
    public byte[]? FindChallenge(ReadOnlyMemory<byte> message, WsMessageType type)
    {
        var values = default(MemberValues);
        return Members.Find(message, type, ref values) is null && TextOf(message, in values, Members.Challenge) is { IsEmpty: false } text
            ? text.ToArray()
            : null;
    }

    /// <summary>What a message says of the login: it has succeeded, it has failed with an error, or nothing.</summary>
    public bool? IsLoggedIn(ReadOnlyMemory<byte> message, WsMessageType type, out WsError? error)
    {
        error = null;
        var values = default(MemberValues);
        if (Members.Find(message, type, ref values) is not null)
        {
            return null;
        }

        if (Members.IsError.Holds(message, in values))
        {
            error = ReadError(message);
            return false;
        }

        return Members.IsLoggedIn is null || Members.IsLoggedIn.Holds(message, in values) ? true : null;
    }

    private DateTimeOffset Now() => _time.GetUtcNow() + Shared.ClientOptions.ClockSkew.Offset;

    private static ReadOnlyMemory<byte> OrNull(ReadOnlyMemory<byte> payload) => payload.IsEmpty ? Null : payload;

    private void OnResponse(ReadOnlyMemory<byte> message, in MemberValues values, ref WsEnvelope envelope)
    {
        envelope.Method = Members.IsSubscribed?.Holds(message, in values) == true ? Encoding.UTF8.GetBytes(WsChannelMethods.Subscribe)
            : Members.IsUnsubscribed?.Holds(message, in values) == true ? Encoding.UTF8.GetBytes(WsChannelMethods.Unsubscribe)
            : Members.IsResponse.Holds(message, in values) ? TextOf(message, in values, Members.Method)
            : null;
        if (envelope.Method.IsEmpty && !Members.IsResponse.Holds(message, in values))
        {
            return;
        }

        envelope.Id = Find(message, in values, envelope.Method);
        if (!envelope.Id.IsEmpty)
        {
            envelope.Kind = WsEnvelopeKind.Response;
            envelope.Payload = OrNull(ValueOf(message, in values, Members.Result));
            envelope.HasMore = !_failure.IsEmpty;
        }
    }

    private void OnError(ReadOnlyMemory<byte> message, in MemberValues values, ref WsEnvelope envelope)
    {
        envelope.Kind = WsEnvelopeKind.Error;
        envelope.Payload = message;
        envelope.Id = Find(message, in values, TextOf(message, in values, Members.Method));
        if (envelope.Id.IsEmpty && _pending is not null)
        {
            envelope.Id = _pending.TakeFailed(out envelope.HasMore);
            if (envelope.HasMore)
            {
                // The first of them has the error that came first.
                (envelope.Payload, _failure) = (_failure, message.ToArray());
            }
            else if (envelope.Id.IsEmpty)
            {
                // Whose it is turns out when the others have been answered.
                _failure = message.ToArray();
            }
        }
        else if (!_failure.IsEmpty)
        {
            envelope.HasMore = true;
        }
    }

    private ReadOnlyMemory<byte> IdOf(ReadOnlyMemory<byte> message, in MemberValues values)
    {
        var id = ValueOf(message, in values, Members.Id);
        return id.Span is [(byte)'"', .., (byte)'"'] && Shared.Templates.QuotesIds ? id[1..^1] : id.Span.SequenceEqual("null"u8) ? default : id;
    }

    private ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> message, in MemberValues values, ReadOnlyMemory<byte> method)
    {
        if (_pending is null)
        {
            return IdOf(message, in values);
        }

        if (method.IsEmpty && Shared.Description.Correlation == WsCorrelation.Method)
        {
            return default;
        }

        var aboutChannel = WsChannelMethods.IsSubscribe(method.Span) || WsChannelMethods.IsUnsubscribe(method.Span);
        return _pending.Take(method.Span, aboutChannel ? TextOf(message, in values, Members.Channel).Span : default);
    }
}
