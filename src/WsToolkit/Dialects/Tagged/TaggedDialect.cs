using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// The envelope of walkers, where a member <c>type</c> says what a message is:
/// <c>{"type":"walker","walker":"add","response":true,"context":{…}}</c> is answered with <c>{"status":200,"reports":[…]}</c>. A call may
/// have
/// an <c>id</c>, any JSON scalar, which its answers repeat; calls that have one run side by side, the others one after the other.
/// <c>docs/walkers.md</c> describes all of it. Immutable and thread-safe.
/// </summary>
public sealed class TaggedDialect : WsDialect
{
    /// <summary>The largest message that the original receives, in bytes.</summary>
    internal const int CompatMessageBytes = 16 * 1024 * 1024;

    private readonly TaggedDialectOptions _options;
    private readonly WsDialect _server;

    /// <summary>Creates the dialect with bounds of its own.</summary>
    /// <param name="options">The bounds and the profile; the defaults when <see langword="null"/>.</param>
    public TaggedDialect(TaggedDialectOptions? options = null)
    {
        _options = options ?? new TaggedDialectOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.MaxDepth, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxIdBytes, 1);
        _server = new ServerSide(this);
    }

    /// <summary>The dialect with the default bounds.</summary>
    public static TaggedDialect Instance { get; } = new();

    /// <summary>The dialect exactly as the original speaks it. A server needs more than this: <c>UseWalkersCompat()</c> has it.</summary>
    public static TaggedDialect Compat { get; } = new(new TaggedDialectOptions { Compat = true });

    /// <inheritdoc/>
    public override string Name => _options.Compat ? "walkers-compat" : "walkers";

    /// <inheritdoc/>
    public override string? Subprotocol => _options.Compat ? null : "wstoolkit.walkers";

    /// <inheritdoc/>
    public override WsDialectFeatures Features => _options.Compat
        ? WsDialectFeatures.OneWay | WsDialectFeatures.NamedArguments | WsDialectFeatures.Notifications
        : WsDialectFeatures.OneWay | WsDialectFeatures.NamedArguments | WsDialectFeatures.Notifications | WsDialectFeatures.ResultStreams
            | WsDialectFeatures.Credit | WsDialectFeatures.Progress | WsDialectFeatures.Cancellation | WsDialectFeatures.Deadlines;

    /// <inheritdoc/>
    /// <remarks>In the compatible profile a call is followed by reports, if any, which say nothing of what they belong to.</remarks>
    public override bool CarriesAnswers => !_options.Compat;

    /// <inheritdoc/>
    public override int? MaxUnansweredCalls => _options.Compat ? 1 : null;

    /// <inheritdoc/>
    public override int? MaxMessageBytes => _options.Compat ? CompatMessageBytes : null;

    internal bool IsCompat => _options.Compat;

    /// <summary>The dialect with another bound for the nesting of messages.</summary>
    internal static TaggedDialect WithMaxDepth(int maxDepth)
        => maxDepth == Instance._options.MaxDepth ? Instance : new TaggedDialect(new TaggedDialectOptions { MaxDepth = maxDepth });

    /// <summary>The compatible profile with another bound for the nesting of messages.</summary>
    internal static TaggedDialect CompatWithMaxDepth(int maxDepth)
        => maxDepth == Compat._options.MaxDepth
            ? Compat
            : new TaggedDialect(new TaggedDialectOptions { Compat = true, MaxDepth = maxDepth });

    /// <inheritdoc/>
    public override WsDialect ForConnection(WsDialectContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.Role == WsDialectRole.Server ? _server : new TaggedClientSide(this, _options);
    }

    /// <inheritdoc/>
    /// <remarks>Reads what clients send.</remarks>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        => _server.Parse(message, type, out envelope);

    /// <inheritdoc/>
    /// <remarks>Writes what servers send.</remarks>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => _server.Begin(output, in envelope);

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope) => _server.End(output, in envelope);

    /// <inheritdoc/>
    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
        => _server.Finish(output, in envelope, start, payload);

    /// <inheritdoc/>
    public override WsError ReadError(ReadOnlyMemory<byte> payload) => TaggedErrorReader.Read(payload.Span);

    /// <summary>The server's end, which need not remember anything.</summary>
    private sealed class ServerSide(TaggedDialect dialect) : WsDialect
    {
        public override string Name => dialect.Name;

        public override string? Subprotocol => dialect.Subprotocol;

        public override WsDialectFeatures Features => dialect.Features;

        public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        {
            if (type == WsMessageType.Text)
            {
                new TaggedReader(message, dialect._options).Read(out envelope);
            }
            else
            {
                envelope = new WsEnvelope
                {
                    Kind = WsEnvelopeKind.Malformed,
                    Credit = -1,
                    Order = WsAnswerOrder.Connection,
                    Error = TaggedReader.TextExpected,
                };
            }
        }

        public override void Begin(OutputBuffer output, in WsEnvelope envelope)
            => TaggedWriter.Begin(output, in envelope, dialect.IsCompat);

        public override void End(OutputBuffer output, in WsEnvelope envelope) => TaggedWriter.End(output, in envelope);

        public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
            => TaggedWriter.End(output, in envelope);

        public override WsError ReadError(ReadOnlyMemory<byte> payload) => dialect.ReadError(payload);
    }
}
