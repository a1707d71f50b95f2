using System.Buffers.Text;
using System.Text.Json;
using WsToolkit.Dialects.Signing;

namespace WsToolkit.Dialects;

/// <summary>The server's end of one connection: knows who has logged in, and checks signatures.</summary>
internal sealed class DescribedServerConnection(DescribedDialect dialect, WsReplayGuard replays) : DescribedConnection(dialect)
{
    private static readonly byte[] Subscribe = "subscribe"u8.ToArray();
    private static readonly byte[] Unsubscribe = "unsubscribe"u8.ToArray();
    private static readonly byte[] Publish = "publish"u8.ToArray();

    private readonly byte[] _number = new byte[20];
    private readonly WsAnswerOrder _order = dialect.Description.Correlation switch
    {
        WsCorrelation.Id => WsAnswerOrder.Any,
        WsCorrelation.Method => WsAnswerOrder.Method,
        _ => WsAnswerOrder.Connection,
    };

    private WsMessageSigner[]? _signers;
    private long _count;

    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, Order = _order };
        var values = default(MemberValues);
        envelope.Error = Members.Find(message, type, ref values);
        if (envelope.Error is null)
        {
            Interpret(message, in values, ref envelope);
        }
    }

    /// <summary>Who has logged in. Called once, before anything is parsed.</summary>
    public void LogIn(WsMessageSigner[] signers) => Volatile.Write(ref _signers, signers);

    /// <summary>What a message of the login claims, before the secret of its key is known.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public WsError? ReadLogin(ReadOnlyMemory<byte> message, WsMessageType type, out string key)
    {
        const int MaxKeyBytes = 256;
        key = "";
        var values = default(MemberValues);
        if (Members.Find(message, type, ref values) is { } malformed)
        {
            return malformed;
        }

        if (Members.IsLogin?.Holds(message, in values) != true)
        {
            return DescribedRefusals.NotAuthenticated;
        }

        var text = TextOf(message, in values, Members.Key);
        if (text.IsEmpty || text.Length > MaxKeyBytes)
        {
            return DescribedRefusals.InvalidKey;
        }

        key = System.Text.Encoding.UTF8.GetString(text.Span);
        return null;
    }

    /// <summary>Checks the signature of a login.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public WsError? CheckLogin(ReadOnlyMemory<byte> message, WsMessageType type, WsMessageSigner[] signers)
    {
        var values = default(MemberValues);
        return Members.Find(message, type, ref values) ?? Check(message, in values, new WsSigningInput { IsLogin = true }, signers);
    }

    private void Interpret(ReadOnlyMemory<byte> message, in MemberValues values, ref WsEnvelope envelope)
    {
        var id = Members.Id < 0 ? Number() : IdOf(message, in values);
        var signed = WsSignWhen.Calls;
        if (Members.IsLogin?.Holds(message, in values) == true)
        {
            envelope.Error = DescribedRefusals.AlreadyAuthenticated;
        }
        else if (MethodAboutChannels(message, in values) is { } about)
        {
            envelope.Method = about;
            envelope.Channel = TextOf(message, in values, Members.Channel);
            envelope.Event = TextOf(message, in values, Members.Event);
            envelope.Payload = about == Publish ? ValueOf(message, in values, Members.Data) : default;
            signed = about == Publish ? WsSignWhen.Calls : WsSignWhen.Subscribes;
            envelope.Error = envelope.Channel.IsEmpty ? DescribedRefusals.InvalidChannel : null;
        }
        else
        {
            envelope.Method = TextOf(message, in values, Members.Method);
            envelope.Payload = values[Members.Payload].Type == JsonTokenType.Null ? default : ValueOf(message, in values, Members.Payload);
            envelope.Error = envelope.Method.IsEmpty ? DescribedRefusals.NoMethod : null;
        }

        envelope.Error ??= CheckSignature(message, in values, in envelope, signed);
        if (envelope.Error is null)
        {
            envelope.Kind = WsEnvelopeKind.Request;
            envelope.Id = id;
        }
        else if (Members.Id >= 0)
        {
            envelope.Id = id;
        }
    }

    // As it stands in the message, so that it can go back as it came. Where ids stand in quotes, nothing in them is no id.
    private ReadOnlyMemory<byte> IdOf(ReadOnlyMemory<byte> message, in MemberValues values)
    {
        var id = ValueOf(message, in values, Members.Id);
        return Shared.Templates.QuotesIds && id.Span is [(byte)'"', (byte)'"'] ? default : id;
    }

    private byte[]? MethodAboutChannels(ReadOnlyMemory<byte> message, in MemberValues values)
        => Members.IsSubscribe?.Holds(message, in values) == true ? Subscribe
            : Members.IsUnsubscribe?.Holds(message, in values) == true ? Unsubscribe
            : Members.IsPublish?.Holds(message, in values) == true ? Publish
            : null;

    private WsError? CheckSignature(ReadOnlyMemory<byte> message, in MemberValues values, in WsEnvelope envelope, WsSignWhen when)
    {
        if (!Shared.HasLogin)
        {
            return null;
        }

        if (Volatile.Read(ref _signers) is not { } signers)
        {
            return DescribedRefusals.NotAuthenticated;
        }

        return !Shared.Description.Signing!.When.HasFlag(when) ? null : Check(
            message,
            in values,
            new WsSigningInput { Method = envelope.Method.Span, Channel = envelope.Channel.Span, Body = envelope.Payload.Span },
            signers);
    }

    private WsError? Check(ReadOnlyMemory<byte> message, in MemberValues values, in WsSigningInput what, WsMessageSigner[] signers)
    {
        if (signers[0].Recipe.TextTemplate is null)
        {
            return null;
        }

        var stamp = values[Members.Timestamp];
        var timestamp = stamp.Type == JsonTokenType.Number ? stamp.Of(message) : TextOf(message, in values, Members.Timestamp);
        var nonce = TextOf(message, in values, Members.Nonce);
        if (timestamp.IsEmpty || nonce.IsEmpty || nonce.Length > WsNonce.MaxBytes)
        {
            return DescribedRefusals.InvalidSignature;
        }

        if (!SigningText.TryReadTimestamp(timestamp.Span, signers[0].Recipe.Timestamp, out var time)
            || !TryRemove(signers[0].Recipe.TimestampOffset, ref time) || !replays.IsWithinWindow(time))
        {
            return DescribedRefusals.OutsideWindow;
        }

        var input = new WsSigningInput
        {
            Timestamp = timestamp.Span,
            Nonce = nonce.Span,
            Method = what.Method,
            Channel = what.Channel,
            Body = what.Body,
            IsLogin = what.IsLogin,
        };

        // Each key is tried, so that the time does not tell which one it was.
        var signature = TextOf(message, in values, Members.Signature).Span;
        var isGood = false;
        foreach (var signer in signers)
        {
            isGood |= signer.Verify(in input, signature);
        }

        return !isGood ? DescribedRefusals.InvalidSignature : replays.Use(signers[0].Key, time, nonce.Span) switch
        {
            WsReplayVerdict.New => null,
            WsReplayVerdict.OutsideWindow => DescribedRefusals.OutsideWindow,
            WsReplayVerdict.Replayed => DescribedRefusals.NonceUsed,
            _ => DescribedRefusals.TooManyNonces,
        };
    }

    // What the client has added to its time; false when no time is left.
    private static bool TryRemove(TimeSpan offset, ref DateTimeOffset time)
    {
        var ticks = (Int128)time.UtcTicks - offset.Ticks;
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        time = new DateTimeOffset((long)ticks, TimeSpan.Zero);
        return true;
    }

    // A number of the server's own, valid until the next message.
    private ReadOnlyMemory<byte> Number()
    {
        Utf8Formatter.TryFormat(++_count, _number, out var length);
        return _number.AsMemory(0, length);
    }
}
