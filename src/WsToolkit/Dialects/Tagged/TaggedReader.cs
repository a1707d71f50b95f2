using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>Reads one message of a client in the tagged dialect.</summary>
internal ref struct TaggedReader(ReadOnlyMemory<byte> message, TaggedDialectOptions options)
{
    public static readonly WsError TextExpected = new(WsErrorCodes.ParseError, "Text message expected");
    private static readonly WsError JsonExpected = new(WsErrorCodes.ParseError, "JSON expected");
    private static long _numbers;

    private TaggedValues _values;

    public void Read(out WsEnvelope envelope)
    {
        envelope = new WsEnvelope { Credit = -1, Order = WsAnswerOrder.Connection };
        WsError? error;
        try
        {
            error = Utf8.IsValid(message.Span) ? Interpret(ref envelope) : JsonExpected;
        }
        catch (JsonException)
        {
            error = JsonExpected;
        }

        if (error is not null)
        {
            var id = WireId();
            envelope = new WsEnvelope
            {
                Kind = WsEnvelopeKind.Malformed,
                Id = id,
                Method = envelope.Method,
                Credit = -1,
                Order = id.IsEmpty ? WsAnswerOrder.Connection : WsAnswerOrder.Any,
                Error = error,
            };
        }
    }

    private readonly ReadOnlyMemory<byte> Slice(TaggedMember member) => _values[(int)member].Of(message);

    // An id is a short scalar, or none.
    private readonly ReadOnlyMemory<byte> WireId()
    {
        var id = _values[(int)TaggedMember.Id];
        return !options.Compat
            && id.Type is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False
            && id.Length <= options.MaxIdBytes
            ? id.Of(message)
            : default;
    }

    private WsError? Interpret(ref WsEnvelope envelope)
    {
        // One level more than allowed, so that the reader does not throw before it is noticed here.
        var reader = new Utf8JsonReader(message.Span, new JsonReaderOptions { MaxDepth = options.MaxDepth + 1 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (!EnvelopeReader.TrySkip(ref reader, options.MaxDepth))
            {
                return TooDeep();
            }

            reader.Read();
            return TaggedError.NoTag(message);
        }

        if (!TaggedMembers.TryFind(ref reader, options.MaxDepth, ref _values, out var twice))
        {
            return TooDeep();
        }

        var type = _values[(int)TaggedMember.Type];
        if (!type.Exists)
        {
            return TaggedError.NoTag(message);
        }

        if (!type.TryReadText(message, out var tag))
        {
            return TaggedError.BadTag(Encoding.UTF8.GetString(type.Of(message).Span[..Math.Min(type.Length, 64)]), message);
        }

        if (twice != TaggedMember.Unknown && !options.Compat)
        {
            if (twice == TaggedMember.Id)
            {
                // Two ids are as good as none.
                _values[(int)TaggedMember.Id] = default;
            }

            return TaggedError.Twice(Known(tag.Span) ?? TaggedEvents.Walker, twice);
        }

        var id = _values[(int)TaggedMember.Id];
        if (id.Exists && id.Type != JsonTokenType.Null && !options.Compat)
        {
            envelope.Id = WireId();
            if (envelope.Id.IsEmpty)
            {
                return TaggedError.BadId(Known(tag.Span) ?? TaggedEvents.Walker, id.Of(message));
            }

            envelope.Order = WsAnswerOrder.Any;
        }

        switch (Known(tag.Span))
        {
            case TaggedEvents.Walker:
                return ReadWalker(ref envelope);
            case TaggedEvents.Connection:
                envelope.Method = tag;
                return Finish(ref envelope, answers: true);
            case TaggedEvents.ChangeUser:
                envelope.Method = tag;
                return ReadChangeUser(ref envelope);
            case TaggedEvents.User:
                envelope.Method = tag;
                return ReadNotification(ref envelope, TaggedEvents.User, TaggedMember.RootIds);
            case TaggedEvents.Channel:
                envelope.Method = tag;
                return ReadNotification(ref envelope, TaggedEvents.Channel, TaggedMember.ChannelIds);
            case TaggedEvents.Client:
                envelope.Method = tag;
                return ReadNotification(ref envelope, TaggedEvents.Client, TaggedMember.ClientIds);
        }

        if (!options.Compat && !envelope.Id.IsEmpty && tag.Span.SequenceEqual("cancel"u8))
        {
            envelope.Kind = WsEnvelopeKind.Cancel;
            return null;
        }

        if (!options.Compat && !envelope.Id.IsEmpty && tag.Span.SequenceEqual("credit"u8))
        {
            envelope.Kind = WsEnvelopeKind.Credit;
            return ReadCount("credit", TaggedMember.Count, ref envelope);
        }

        return TaggedError.BadTag(Encoding.UTF8.GetString(tag.Span[..Math.Min(tag.Length, 256)]), message);
    }

    private static string? Known(ReadOnlySpan<byte> tag)
        => tag.SequenceEqual("walker"u8) ? TaggedEvents.Walker
            : tag.SequenceEqual("connection"u8) ? TaggedEvents.Connection
            : tag.SequenceEqual("user"u8) ? TaggedEvents.User
            : tag.SequenceEqual("channel"u8) ? TaggedEvents.Channel
            : tag.SequenceEqual("client"u8) ? TaggedEvents.Client
            : tag.SequenceEqual("change_user"u8) ? TaggedEvents.ChangeUser
            : null;

    private readonly WsError TooDeep() => new(WsErrorCodes.ParseError, $"JSON nested deeper than {options.MaxDepth} levels");

    private readonly WsError? ReadWalker(ref WsEnvelope envelope)
    {
        var walker = _values[(int)TaggedMember.Walker];
        if (!walker.Exists)
        {
            return TaggedError.Missing(TaggedEvents.Walker, TaggedMember.Walker, message);
        }

        if (!walker.TryReadText(message, out envelope.Method))
        {
            return TaggedError.NotText(TaggedEvents.Walker, TaggedMember.Walker, walker.Of(message));
        }

        var node = _values[(int)TaggedMember.Node];
        if (node.Exists && node.Type is not (JsonTokenType.String or JsonTokenType.Null))
        {
            return TaggedError.NotText(TaggedEvents.Walker, TaggedMember.Node, node.Of(message));
        }

        var response = _values[(int)TaggedMember.Response];
        if (response.Exists && response.Type is not (JsonTokenType.True or JsonTokenType.False))
        {
            return TaggedError.NotTruth(TaggedEvents.Walker, TaggedMember.Response, response.Of(message));
        }

        var context = _values[(int)TaggedMember.Context];
        if (context.Exists)
        {
            if (context.Type != JsonTokenType.StartObject)
            {
                return TaggedError.NotObject(TaggedEvents.Walker, TaggedMember.Context, context.Of(message));
            }

            envelope.Payload = context.Of(message);
        }

        if (TaggedEvents.IsMethod(envelope.Method.Span))
        {
            // These are methods, but no walkers.
            envelope.Method = default;
            return new WsError(WsErrorCodes.MethodNotFound, WalkerTexts.UnknownWalker);
        }

        var answers = response.Exists ? response.Type == JsonTokenType.True : !envelope.Id.IsEmpty;
        return ReadCallOptions(ref envelope) ?? Finish(ref envelope, answers);
    }

    private readonly WsError? ReadCallOptions(ref WsEnvelope envelope)
    {
        if (envelope.Id.IsEmpty)
        {
            return null;
        }

        if (_values[(int)TaggedMember.Credit].Exists && ReadCount(TaggedEvents.Walker, TaggedMember.Credit, ref envelope) is { } badCredit)
        {
            return badCredit;
        }

        var timeout = _values[(int)TaggedMember.Timeout];
        if (timeout.Exists && (!timeout.TryReadInteger(message, out envelope.TimeoutMilliseconds) || envelope.TimeoutMilliseconds <= 0))
        {
            return TaggedError.NotNumber(TaggedEvents.Walker, TaggedMember.Timeout, timeout.Of(message));
        }

        var progress = _values[(int)TaggedMember.Progress];
        if (progress.Exists && progress.Type is not (JsonTokenType.True or JsonTokenType.False))
        {
            return TaggedError.NotTruth(TaggedEvents.Walker, TaggedMember.Progress, progress.Of(message));
        }

        envelope.WantsProgress = progress.Type == JsonTokenType.True;
        return null;
    }

    private readonly WsError? ReadCount(string type, TaggedMember member, ref WsEnvelope envelope)
    {
        var value = _values[(int)member];
        if (!value.TryReadInteger(message, out var count) || count is < 0 or > int.MaxValue)
        {
            return value.Exists
                ? TaggedError.NotNumber(type, member, value.Of(message))
                : TaggedError.Missing(type, member, message);
        }

        envelope.Credit = (int)count;
        return null;
    }

    private readonly WsError? ReadChangeUser(ref WsEnvelope envelope)
    {
        var token = _values[(int)TaggedMember.Token];
        return token.Exists && token.Type is not (JsonTokenType.String or JsonTokenType.Null)
            ? TaggedError.NotText(TaggedEvents.ChangeUser, TaggedMember.Token, default)
            : Finish(ref envelope, answers: true);
    }

    private readonly WsError? ReadNotification(ref WsEnvelope envelope, string type, TaggedMember member)
    {
        var ids = _values[(int)member];
        if (!ids.Exists)
        {
            return TaggedError.Missing(type, member, message);
        }

        if (ids.Type != JsonTokenType.StartArray)
        {
            return TaggedError.NotList(type, member, ids.Of(message));
        }

        if (FindNoText(ids.Of(message), out var count, out var wrong))
        {
            return TaggedError.NotTextAt(type, member, count, wrong);
        }

        if (count == 0)
        {
            return TaggedError.Empty(type, member, ids.Of(message));
        }

        var data = _values[(int)TaggedMember.Data];
        if (!data.Exists)
        {
            return TaggedError.Missing(type, TaggedMember.Data, message);
        }

        return data.Type == JsonTokenType.StartObject
            ? Finish(ref envelope, answers: !envelope.Id.IsEmpty)
            : TaggedError.NotObject(type, TaggedMember.Data, data.Of(message));
    }

    private static bool FindNoText(ReadOnlyMemory<byte> array, out int count, out ReadOnlyMemory<byte> wrong)
    {
        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = 1001 });
        reader.Read();
        count = 0;
        wrong = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                wrong = array[start..(int)reader.BytesConsumed];
                return true;
            }

            count++;
        }

        return false;
    }

    // Those events that are no walkers have their arguments beside their type.
    private readonly WsError? Finish(ref WsEnvelope envelope, bool answers)
    {
        envelope.Kind = WsEnvelopeKind.Request;
        if (TaggedEvents.IsMethod(envelope.Method.Span))
        {
            envelope.Payload = message;
        }

        if (!answers)
        {
            envelope.Id = default;
            envelope.Credit = -1;
        }
        else if (envelope.Id.IsEmpty)
        {
            envelope.Id = TaggedIds.OfPlace(Interlocked.Increment(ref _numbers));
        }

        return null;
    }
}
