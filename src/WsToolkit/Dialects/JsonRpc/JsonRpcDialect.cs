using System.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// JSON-RPC 2.0, as server and as client: requests, notifications and batches, arguments by name and by position, numeric error codes.
/// Streams
/// and channels are carried as subscriptions, the way Ethereum and jsonrpsee do it; calls are cancelled by <c>$/cancelRequest</c>, as in
/// the
/// Language Server Protocol. <c>docs/json-rpc.md</c> describes all of it. Immutable and thread-safe.
/// </summary>
public sealed class JsonRpcDialect : WsDialect
{
    private readonly ReadOnlyMemory<byte> _streamMethod;

    /// <summary>Creates the dialect.</summary>
    /// <param name="options">The bounds and conventions; the defaults when <see langword="null"/>.</param>
    public JsonRpcDialect(JsonRpcOptions? options = null)
    {
        Options = options ?? new JsonRpcOptions();
        Codes = new JsonRpcErrorCodes(Options.ErrorCodes);
        Errors = new JsonRpcErrors(Options);
        _streamMethod = Options.StreamMethod is null ? default : Encoding.UTF8.GetBytes(Options.StreamMethod);
        MessageMethod = Encoding.UTF8.GetBytes(Options.MessageMethod);
        UnsubscribeMethod = Encoding.UTF8.GetBytes(Options.UnsubscribeMethod);
        CancelMethod = Encoding.UTF8.GetBytes(Options.CancelMethod);
        ClosingMethod = Encoding.UTF8.GetBytes(Options.ClosingMethod);
    }

    /// <summary>The dialect with the default bounds and conventions.</summary>
    public static JsonRpcDialect Instance { get; } = new();

    /// <summary>The bounds and conventions.</summary>
    public JsonRpcOptions Options { get; }

    /// <inheritdoc/>
    public override string Name => "json-rpc";

    /// <inheritdoc/>
    public override string? Subprotocol => Options.Subprotocol;

    /// <inheritdoc/>
    public override WsDialectFeatures Features
        => WsDialectFeatures.OneWay | WsDialectFeatures.ResultStreams | WsDialectFeatures.StreamStarts | WsDialectFeatures.Callbacks
            | WsDialectFeatures.Cancellation | WsDialectFeatures.NamedArguments | WsDialectFeatures.Channels
            | WsDialectFeatures.ServerNotices;

    internal JsonRpcErrorCodes Codes { get; }

    internal JsonRpcErrors Errors { get; }

    internal ReadOnlyMemory<byte> MessageMethod { get; }

    internal ReadOnlyMemory<byte> UnsubscribeMethod { get; }

    internal ReadOnlyMemory<byte> CancelMethod { get; }

    internal ReadOnlyMemory<byte> ClosingMethod { get; }

    /// <inheritdoc/>
    public override WsDialect ForConnection(WsDialectContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new JsonRpcConnection(this, connection.Role);
    }

    /// <inheritdoc/>
    public override string? RefuseMethodName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Options.AllowReservedNames && name.StartsWith("rpc.", StringComparison.Ordinal))
        {
            return "JSON-RPC keeps names that begin with 'rpc.' for itself.";
        }

        return name == Options.MessageMethod || name == Options.CancelMethod || name == Options.ClosingMethod
            ? "the dialect has a notification of its own by that name."
            : null;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Messages of a connection go to the object that <see cref="ForConnection"/> returns; this one remembers nothing of a batch.
    /// </remarks>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
    {
        new JsonRpcConnection(this, WsDialectRole.Server).Parse(message, type, out envelope);
        envelope.HasMore = false;
    }

    /// <inheritdoc/>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => JsonRpcWriter.Begin(output, in envelope, this);

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope) => JsonRpcWriter.End(output, in envelope);

    /// <inheritdoc/>
    /// <remarks>
    /// The code is that in <c>data.code</c> where there is one, else the one that goes with the number, else the number in decimal digits.
    /// A
    /// <c>data</c> of another form becomes the entry <c>data</c> of the field errors.
    /// </remarks>
    public override WsError ReadError(ReadOnlyMemory<byte> payload) => JsonRpcErrorReader.Read(payload.Span, Codes);

    internal ReadOnlyMemory<byte> StreamMethod(ReadOnlyMemory<byte> ofCall) => _streamMethod.IsEmpty ? ofCall : _streamMethod;
}
