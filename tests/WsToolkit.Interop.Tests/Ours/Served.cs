namespace WsToolkit.Interop.Tests.Ours;

/// <summary>A connection that an echo server of ours has served to its end.</summary>
internal sealed record Served(
    string Target, string? Subprotocol, string? Extensions, int Code, string Reason, string? Error, IReadOnlyList<Traffic> Traffic);
