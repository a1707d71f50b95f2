using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Dialects;

/// <summary>A fixed-header dialect on one connection: what the two ends have in common.</summary>
internal abstract class FixedHeaderConnection(FixedHeaderDialect shared) : WsDialect
{
    public override string Name => shared.Name;

    public override string? Subprotocol => shared.Subprotocol;

    public override WsDialectFeatures Features => shared.Features;

    public override WsMessageType MessageType => shared.MessageType;

    public override int? MaxMessageBytes => shared.MaxMessageBytes;

    public override int? MaxUnansweredCalls => shared.MaxUnansweredCalls;

    public override WsPayloadCodec? PayloadCodec => shared.PayloadCodec;

    public override string? RefuseMethodName(string name) => shared.RefuseMethodName(name);

    public override IWsAuthenticator? GetAuthenticator(WsDialectRole role) => shared.GetAuthenticator(role);

    public sealed override WsError ReadError(ReadOnlyMemory<byte> payload) => shared.ReadError(payload);

    public sealed override void End(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    protected FixedHeaderDialect Shared => shared;

    protected FixedHeaderFormat Format => shared.Format;

    protected FixedHeaderBody Body => shared.Options.Body;
}
