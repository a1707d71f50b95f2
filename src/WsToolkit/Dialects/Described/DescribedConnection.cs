using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>A described dialect over one connection.</summary>
internal abstract class DescribedConnection(DescribedDialect dialect) : WsDialect
{
    public override string Name => dialect.Name;

    public override string? Subprotocol => dialect.Subprotocol;

    public override WsDialectFeatures Features => dialect.Features;

    public DescribedDialect Shared => dialect;

    protected DescribedMembers Members => dialect.Members;

    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => dialect.Templates.Begin(output, in envelope, null);

    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        dialect.Templates.Finish(output, in envelope, start, payload, null);
        return true;
    }

    public override WsError ReadError(ReadOnlyMemory<byte> payload) => dialect.Errors.Read(payload);

    /// <summary>The text of a member; empty where there is none.</summary>
    protected static ReadOnlyMemory<byte> TextOf(ReadOnlyMemory<byte> message, in MemberValues values, int member)
        => member >= 0 && values[member].TryReadText(message, out var text) ? text : default;

    /// <summary>The value of a member as it stands in the message; empty where there is none.</summary>
    protected static ReadOnlyMemory<byte> ValueOf(ReadOnlyMemory<byte> message, in MemberValues values, int member)
        => member >= 0 && values[member].Exists ? values[member].Of(message) : default;
}
