using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Dialects;

/// <summary>
/// Messages that begin with a header of fixed width and have no other envelope: <c>[action][id][body]</c> is answered with
/// <c>[id][status][body]</c>. A method's name is its action. Text and binary messages are read, binary ones written. One request can open a
/// stream, whose frames may have an id of their own. <c>docs/fixed-header.md</c> describes all of it. Thread-safe.
/// </summary>
public sealed class FixedHeaderDialect : WsDialect
{
    private static readonly WsError NoConnection = new(WsErrorCodes.InvalidRequest, "Messages of this dialect are read by connection.");

    private static readonly WsError UncheckedBody = new(WsErrorCodes.ParseError, "The body cannot be read.");

    /// <summary>Creates the dialect.</summary>
    /// <param name="options">The declaration of the protocol; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The declaration contradicts itself; the message says how.</exception>
    public FixedHeaderDialect(FixedHeaderOptions? options = null)
    {
        Options = options ?? new FixedHeaderOptions();
        Format = new FixedHeaderFormat(Options);
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.MaxMessageBytes, 1, nameof(Options.MaxMessageBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxErrorBodyBytes, nameof(Options.MaxErrorBodyBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxUnclaimedFrames, nameof(Options.MaxUnclaimedFrames));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxUnclaimedBytes, nameof(Options.MaxUnclaimedBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(Options.MaxAbandonedCalls, nameof(Options.MaxAbandonedCalls));
        if (Options.StreamEndStatus is not (0 or (> FixedHeaderFormat.Success and < 300)))
        {
            throw new ArgumentException("The status that ends a stream is 0 or one of 201 to 299.", nameof(options));
        }

        if (Options.Ids.IsOnePerConnection && Options.LengthClasses is null)
        {
            throw new ArgumentException("One id for all requests of a connection needs length classes.", nameof(options));
        }

        var wrong = Options.Streams.Select(stream => stream.Action).Append(Options.Login?.Action).Append(Options.LoginCheck?.Action)
            .FirstOrDefault(action => action is not null && Format.Refuse(action) is not null);
        if (wrong is not null)
        {
            throw new ArgumentException($"'{wrong}' is no action: {Format.Refuse(wrong)}", nameof(options));
        }

        Unclaimed = new FixedHeaderUnclaimed(Options.MaxUnclaimedFrames, Options.MaxUnclaimedBytes);
        foreach (var stream in Options.Streams)
        {
            Streams[System.Text.Encoding.ASCII.GetBytes(stream.Action)] = stream;
        }
    }

    /// <summary>The declaration of the protocol.</summary>
    public FixedHeaderOptions Options { get; }

    /// <summary>
    /// What the clients with this dialect have received for nobody: frames with unknown ids, and what is no frame. Clients that are not to
    /// share it get dialects of their own.
    /// </summary>
    public FixedHeaderUnclaimed Unclaimed { get; }

    /// <inheritdoc/>
    public override string Name => Options.Name;

    /// <inheritdoc/>
    public override string? Subprotocol => Options.Subprotocol;

    /// <inheritdoc/>
    public override WsDialectFeatures Features
        => WsDialectFeatures.ResultStreams | WsDialectFeatures.StreamStarts
            | (Options.Body.Codec is { SupportsNamedArguments: false } ? WsDialectFeatures.None : WsDialectFeatures.NamedArguments);

    /// <inheritdoc/>
    public override WsMessageType MessageType => WsMessageType.Binary;

    /// <inheritdoc/>
    public override int? MaxMessageBytes => Options.MaxMessageBytes;

    /// <inheritdoc/>
    /// <remarks>Where lengths tell answers apart, one call at a time, so that they can.</remarks>
    public override int? MaxUnansweredCalls => Options.LengthClasses is null ? null : 1;

    /// <inheritdoc/>
    public override WsPayloadCodec? PayloadCodec => Options.Body.Codec;

    internal FixedHeaderFormat Format { get; }

    /// <summary>The streams with ids of their own, by action.</summary>
    internal Dictionary<ReadOnlyMemory<byte>, FixedHeaderStream> Streams { get; } = new(IdComparer.Instance);

    /// <inheritdoc/>
    public override WsDialect ForConnection(WsDialectContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.Role == WsDialectRole.Server ? new FixedHeaderServer(this)
            : Options.LengthClasses is { } classes ? new FixedHeaderClientByLength(this, classes)
            : new FixedHeaderClientById(this);
    }

    /// <inheritdoc/>
    public override IWsAuthenticator? GetAuthenticator(WsDialectRole role)
        => role == WsDialectRole.Server
            ? Options.LoginCheck is { } check ? new FixedHeaderLoginServer(this, check) : null
            : Options.Login is { } login ? new FixedHeaderLoginClient(this, login) : null;

    /// <inheritdoc/>
    public override string? RefuseMethodName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Format.Refuse(name);
    }

    /// <inheritdoc/>
    /// <remarks>Messages are read by the object for their connection only; here each is malformed.</remarks>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        => envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1, Error = NoConnection };

    /// <inheritdoc/>
    /// <remarks>Messages are written by the object for their connection only; here nothing is written.</remarks>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    /// <inheritdoc/>
    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload) => false;

    /// <inheritdoc/>
    public override WsError ReadError(ReadOnlyMemory<byte> payload)
    {
        var (status, body) = Format.TryReadResponse(payload, out var response) ? (response.Status, response.Body) : (0, default);
        WsError error;
        try
        {
            error = Options.Body.ReadError(body);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            error = new WsError("", "");
        }

        return error with
        {
            Code = error.Code.Length > 0 ? error.Code : FixedHeaderError.CodeOf(status),
            Message = error.Message.Length > 0 ? error.Message : $"The other end answered with the status {status}.",
            Status = status,
            Body = body[..Math.Min(body.Length, Options.MaxErrorBodyBytes)].ToArray(),
        };
    }

    /// <summary>Finds out what is wrong with the body of a request.</summary>
    internal WsError? Check(ReadOnlySpan<byte> body)
    {
        try
        {
            return Options.Body.Check(body);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return UncheckedBody;
        }
    }

    /// <summary>Reads a member of a body that is a text.</summary>
    internal string? ReadText(ReadOnlySpan<byte> body, string member)
    {
        try
        {
            return Options.Body.ReadText(body, member);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Writes a response that is an error.</summary>
    internal void WriteError(OutputBuffer output, ReadOnlySpan<byte> id, ReadOnlySpan<byte> action, WsError error)
    {
        var spelled = Options.Errors.GetValueOrDefault(error.Code);
        var status = error.Status != 0 && !FixedHeaderFormat.IsSuccess(error.Status) && Format.CanWriteStatus(error.Status)
            ? error.Status
            : spelled?.Status ?? 400;
        Format.WriteResponse(output, id, status);
        if (error.Code == WsErrorCodes.MethodNotFound)
        {
            error = new WsError(error.Code, $"Invalid Route Number {System.Text.Encoding.Latin1.GetString(action)}");
        }

        var body = output.Mark();
        try
        {
            Options.Body.WriteError(output, error with { Code = spelled?.Code ?? error.Code, Status = status });
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The status says what there is to say.
            output.Rewind(body);
        }
    }
}
