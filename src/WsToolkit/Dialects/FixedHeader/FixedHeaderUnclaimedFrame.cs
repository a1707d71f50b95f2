namespace WsToolkit.Dialects;

/// <summary>A received frame that went to nobody.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Id">Its id as it stands in the header; empty where there is none.</param>
/// <param name="Status">Its status, or 0.</param>
/// <param name="Message">All of it, header included; a copy.</param>
public sealed record FixedHeaderUnclaimedFrame(FixedHeaderUnclaimedReason Reason, string Id, int Status, ReadOnlyMemory<byte> Message);
