namespace WsToolkit;

/// <summary>Why a client's connection ended, or did not come about.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Close">How the connection ended; <see langword="null"/> when there was none.</param>
/// <param name="Exception">What failed; <see langword="null"/> when the connection was closed in good order.</param>
public sealed record WsDisconnect(WsDisconnectReason Reason, WsCloseInfo? Close, Exception? Exception)
{
    /// <summary>Whether another attempt may well succeed, so that a client reconnects unless its options say otherwise.</summary>
    public bool IsTransient => Reason is WsDisconnectReason.NetworkFailure or WsDisconnectReason.ServerShutdown
        or WsDisconnectReason.ServerError or WsDisconnectReason.Idle;

    /// <summary>The reason and what is known of it, for logs.</summary>
    /// <returns>A text such as <c>ServerShutdown (1001 GoingAway: the server shuts down)</c>.</returns>
    public override string ToString()
    {
        var detail = Close is { Code: not WsCloseCode.Abnormal } ? Close.ToString() : Exception?.Message ?? Close?.ToString();
        return detail is null ? $"{Reason}" : $"{Reason} ({detail})";
    }
}

/// <summary>The kinds of reasons for which a client has no connection.</summary>
public enum WsDisconnectReason
{
    /// <summary>This end closed or aborted it on purpose. Never reconnects.</summary>
    LocalClose,

    /// <summary>
    /// The server could not be reached, did not answer in time or refused the handshake for reasons that may pass, or the connection broke
    /// (1006).
    /// </summary>
    NetworkFailure,

    /// <summary>The server shuts down, restarts or goes away (1001, 1012).</summary>
    ServerShutdown,

    /// <summary>The server failed or is overloaded (1011, 1013, 1014).</summary>
    ServerError,

    /// <summary>The server refuses this client (1008). Not transient.</summary>
    PolicyViolation,

    /// <summary>
    /// The handshake was answered with 401, 403 or 407, the authentication step failed, or the server closed with 3000 (unauthorized) or
    /// 3003 (forbidden). Not transient.
    /// </summary>
    AuthenticationFailed,

    /// <summary>One end says that the other broke the protocol or a limit (1002, 1003, 1007, 1009, 1010). Not transient.</summary>
    ProtocolError,

    /// <summary>
    /// The server closed in good order (1000, or no code), or with a code of the application's (3000 to 4999). Not transient.
    /// </summary>
    ServerClosed,

    /// <summary>
    /// Nothing was sent or received for longer than <see cref="WsClientOptions.IdleTimeout"/>, so this end gave the connection up.
    /// </summary>
    Idle,
}
