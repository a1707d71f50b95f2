using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The toolkit's own JSON envelope: <c>{"id":1,"method":"add","payload":{…}}</c> is answered with
/// <c>{"id":1,"method":"add","response":…}</c> or <c>{"id":1,"method":"add","error":{…}}</c>. <c>docs/wire-protocol.md</c>
/// describes all of it. Immutable and thread-safe.
/// </summary>
public sealed class DefaultDialect : WsDialect
{
    private readonly DefaultDialectOptions _options;
    private readonly EnvelopeErrors _errors;

    /// <summary>Creates the dialect with bounds of its own.</summary>
    /// <param name="options">The bounds; the defaults when <see langword="null"/>.</param>
    public DefaultDialect(DefaultDialectOptions? options = null)
    {
        _options = options ?? new DefaultDialectOptions();
        _errors = new EnvelopeErrors(_options);
    }

    /// <summary>The dialect with the default bounds.</summary>
    public static DefaultDialect Instance { get; } = new();

    /// <summary>The dialect with another bound for the nesting of messages.</summary>
    internal static DefaultDialect WithMaxDepth(int maxDepth)
        => maxDepth == Instance._options.MaxDepth ? Instance : new DefaultDialect(new DefaultDialectOptions { MaxDepth = maxDepth });

    /// <inheritdoc/>
    public override string Name => "default";

    /// <inheritdoc/>
    public override WsDialectFeatures Features => WsDialectFeatures.All;

    /// <inheritdoc/>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        if (type == WsMessageType.Text)
        {
            // What servers send most and nobody else: found without looking for everything else first.
            if (ServerMessageReader.IsLikely(message.Span) && ServerMessageReader.TryRead(message, _options.MaxDepth, out envelope))
            {
                return;
            }

            new EnvelopeReader(message, _options, _errors).Read(out envelope);
            if (ReferenceEquals(envelope.Error, EnvelopeErrors.Nothing) && ServerMessageReader.TryRead(message, _options.MaxDepth, out var found))
            {
                envelope = found;
            }
        }
        else
        {
            envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, Error = EnvelopeErrors.TextExpected };
        }
    }

    /// <inheritdoc/>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => EnvelopeWriter.Begin(output, in envelope);

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
        if (EnvelopeWriter.HasPayload(envelope.Kind))
        {
            output.Write("}"u8);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Reads what makes sense of it: a text instead of an object is the message, members of other types are taken as they stand. Long texts
    /// are cut, and of very many field errors only the first are kept.
    /// </remarks>
    public override WsError ReadError(ReadOnlyMemory<byte> payload) => ErrorReader.Read(payload.Span);
}
