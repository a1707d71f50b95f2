using System.Text.Json;
using System.Text.Unicode;

namespace WsToolkit.Dialects;

/// <summary>
/// Reads one message of the default dialect: first finds the members, in whatever order they come, then makes out what they mean together.
/// </summary>
internal ref partial struct EnvelopeReader
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly DefaultDialectOptions _options;
    private readonly EnvelopeErrors _errors;
    private readonly bool _requestsOnly;
    private EnvelopeValues _values;
    private Dictionary<string, string>? _fieldErrors;
    private bool _any;

    public EnvelopeReader(ReadOnlyMemory<byte> message, DefaultDialectOptions options, EnvelopeErrors errors, bool requestsOnly = false)
    {
        _requestsOnly = requestsOnly;
        _message = message;
        _options = options;
        _errors = errors;
    }

    public void Read(out WsEnvelope envelope)
    {
        WsError? error;
        try
        {
            error = Utf8.IsValid(_message.Span) ? FindMembers() : EnvelopeErrors.JsonExpected;
        }
        catch (JsonException)
        {
            error = EnvelopeErrors.JsonExpected;
        }

        envelope = new WsEnvelope { Credit = -1 };
        if (error is null)
        {
            error = _options.Compat || _any ? Interpret(ref envelope) : EnvelopeErrors.Nothing;
            if (error is null && _fieldErrors is not null)
            {
                error = EnvelopeErrors.Invalid(_fieldErrors);
            }
        }

        if (error is not null)
        {
            envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, Error = error };
            if (error != EnvelopeErrors.JsonExpected && (_options.Compat ? HasShortId() : IsForCallee() && HasGoodId()))
            {
                envelope.Id = Slice(EnvelopeMember.Id);
            }
        }
    }

    private WsError? FindMembers()
    {
        // One level more than allowed, so that the reader does not throw before it is noticed here.
        var options = new JsonReaderOptions { MaxDepth = _options.MaxDepth + 1 };
        var reader = new Utf8JsonReader(_message.Span, options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var error = NotObject(ref reader);
            if (!TrySkip(ref reader, _options.MaxDepth))
            {
                return _errors.TooDeep;
            }

            reader.Read();
            return error;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = EnvelopeMembers.Find(ref reader);
            reader.Read();
            if (member == EnvelopeMember.Unknown)
            {
                if (!TrySkip(ref reader, _options.MaxDepth))
                {
                    return _errors.TooDeep;
                }

                continue;
            }

            ref var value = ref _values[(int)member];
            if (value.Exists)
            {
                if (member == EnvelopeMember.Id)
                {
                    // Two ids are as good as none.
                    value = default;
                }

                return EnvelopeErrors.Duplicate(EnvelopeMembers.Name(member));
            }

            _any = true;
            value.Start = (int)reader.TokenStartIndex;
            value.Type = reader.TokenType;
            value.Escaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
            if (!TrySkip(ref reader, _options.MaxDepth))
            {
                return _errors.TooDeep;
            }

            value.Length = (int)reader.BytesConsumed - value.Start;
        }

        // Finds what stands behind the object.
        reader.Read();
        return null;
    }

    /// <summary>Goes to the last token of the value on whose first the reader stands.</summary>
    public static bool TrySkip(ref Utf8JsonReader reader, int maxDepth)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        var depth = reader.CurrentDepth;
        do
        {
            if (reader.CurrentDepth >= maxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return false;
            }

            reader.Read();
        }
        while (reader.CurrentDepth > depth);
        return true;
    }

    private static WsError NotObject(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => EnvelopeErrors.List,
        JsonTokenType.String => EnvelopeErrors.Text,
        JsonTokenType.Null => EnvelopeErrors.Null,
        JsonTokenType.Number => reader.ValueSpan.IndexOfAny(".eE"u8) < 0 ? EnvelopeErrors.Integer : EnvelopeErrors.Decimal,
        _ => EnvelopeErrors.Boolean,
    };
}
