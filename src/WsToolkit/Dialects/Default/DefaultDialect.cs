using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The toolkit's own JSON envelope: <c>{"id":1,"method":"add","payload":{…}}</c> is answered with
/// <c>{"id":1,"method":"add","response":…}</c> or <c>{"id":1,"method":"add","error":{…}}</c>. <c>docs/wire-protocol.md</c>
/// describes all of it. Immutable and thread-safe.
/// </summary>
public sealed class DefaultDialect : WsDialect
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private readonly DefaultDialectOptions _options;
    private readonly EnvelopeErrors _errors;
    private readonly bool _requestsOnly;
    private DefaultDialect? _forServers;

    /// <summary>Creates the dialect with bounds of its own.</summary>
    /// <param name="options">The bounds and the profile; the defaults when <see langword="null"/>.</param>
    public DefaultDialect(DefaultDialectOptions? options = null)
        : this(options ?? new DefaultDialectOptions(), requestsOnly: false)
    {
    }

    private DefaultDialect(DefaultDialectOptions options, bool requestsOnly)
    {
        _options = options;
        _errors = new EnvelopeErrors(_options);
        _requestsOnly = requestsOnly;
    }

    /// <summary>The dialect with the default bounds.</summary>
    public static DefaultDialect Instance { get; } = new();

    /// <summary>
    /// The dialect in its compatible profile (<see cref="DefaultDialectOptions.Compat"/>), with ids of up to 4,096 bytes. A server needs more
    /// than this: <c>UseCompat()</c> has it.
    /// </summary>
    public static DefaultDialect Compat { get; } = CompatWithMaxDepth(Instance._options.MaxDepth);

    /// <summary>The dialect with another bound for the nesting of messages.</summary>
    internal static DefaultDialect WithMaxDepth(int maxDepth)
        => maxDepth == Instance._options.MaxDepth ? Instance : new DefaultDialect(new DefaultDialectOptions { MaxDepth = maxDepth });

    /// <summary>The compatible profile with another bound for the nesting of messages.</summary>
    internal static DefaultDialect CompatWithMaxDepth(int maxDepth)
        => new(new DefaultDialectOptions { Compat = true, MaxIdBytes = 4096, MaxDepth = maxDepth });

    /// <inheritdoc/>
    public override string Name => _options.Compat ? "compat" : "default";

    /// <inheritdoc/>
    public override WsDialectFeatures Features
        => _options.Compat ? WsDialectFeatures.NamedArguments | WsDialectFeatures.Channels : WsDialectFeatures.All | WsDialectFeatures.Notifications;

    internal bool IsCompat => _options.Compat;

    /// <inheritdoc/>
    public override WsDialect ForConnection(WsDialectContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return !_options.Compat || _requestsOnly || connection.Role == WsDialectRole.Client
            ? this
            : _forServers ??= new DefaultDialect(_options, requestsOnly: true);
    }

    /// <inheritdoc/>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        if (_options.Compat)
        {
            ParseCompat(message, type, out envelope);
        }
        else if (type == WsMessageType.Text)
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
    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
        if (_options.Compat)
        {
            CompatWriter.Begin(output, in envelope);
        }
        else
        {
            EnvelopeWriter.Begin(output, in envelope);
        }
    }

    /// <inheritdoc/>
    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        if (_options.Compat)
        {
            CompatPayload.Rewrite(output, payload);
        }

        End(output, in envelope);
        return true;
    }

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
        if (EnvelopeWriter.HasPayload(envelope.Kind))
        {
            output.Write(EnvelopeWriter.IsAboutChannel(in envelope) ? "}}"u8 : "}"u8);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Reads what makes sense of it: a text instead of an object is the message, members of other types are taken as they stand. Long texts
    /// are cut, and of very many field errors only the first are kept.
    /// </remarks>
    public override WsError ReadError(ReadOnlyMemory<byte> payload) => ErrorReader.Read(payload.Span);

    private void ParseCompat(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        if (type != WsMessageType.Text)
        {
            envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };
            return;
        }

        message = message.Span.StartsWith(ByteOrderMark) ? message[ByteOrderMark.Length..] : message;
        message = LastMemberWins.Apply(message, _options.MaxDepth);
        if (_requestsOnly || !ServerMessageReader.TryRead(message, _options.MaxDepth, out envelope))
        {
            new EnvelopeReader(message, _options, _errors, _requestsOnly).Read(out envelope);
        }
    }
}
