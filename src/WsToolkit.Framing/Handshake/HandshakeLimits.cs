namespace WsToolkit.Framing;

/// <summary>How much a peer may send in the opening handshake.</summary>
public sealed class HandshakeLimits
{
    internal static readonly HandshakeLimits Default = new();

    /// <summary>The most bytes of the request line or status line and the header fields, line ends included. 16 KiB by default.</summary>
    public int MaxHeadBytes { get; init; } = 16 * 1024;

    /// <summary>The most header fields. 100 by default.</summary>
    public int MaxHeaderFields { get; init; } = 100;

    /// <summary>
    /// The most bytes of the body of a refusal that a client keeps; what comes after them is not read. 64 KiB by default.
    /// </summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024;

    internal void ThrowIfNotUsable()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxHeadBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxHeaderFields);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBodyBytes);
    }
}
