namespace WsToolkit.Sessions;

/// <summary>The bounds of one connection, the same for both ends; each end's options fill them in.</summary>
internal sealed record SessionLimits
{
    public required long SendQueueBytes { get; init; }

    public required int SendQueueMessages { get; init; }

    public required TimeSpan SendTimeout { get; init; }

    public required TimeSpan CloseTimeout { get; init; }

    /// <summary>The code that answers a close frame of the other end; null for that end's own.</summary>
    public WsCloseCode? CloseAnswer { get; init; }

    public required TimeSpan KeepAliveInterval { get; init; }

    public required TimeSpan KeepAliveTimeout { get; init; }

    public TimeSpan IdleTimeout { get; init; } = Timeout.InfiniteTimeSpan;
}
