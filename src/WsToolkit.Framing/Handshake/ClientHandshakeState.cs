namespace WsToolkit.Framing;

/// <summary>How far a <see cref="ClientHandshake"/> has got.</summary>
public enum ClientHandshakeState
{
    /// <summary>The request has not been written.</summary>
    NotStarted,

    /// <summary>The response has not been received whole.</summary>
    AwaitingResponse,

    /// <summary>The server has accepted; what follows are frames.</summary>
    Accepted,

    /// <summary>The server has answered with another status than 101; see <see cref="ClientHandshake.Response"/>.</summary>
    Rejected,

    /// <summary>What the server sent is no valid answer; see <see cref="ClientHandshake.Error"/>. The connection is to be closed.</summary>
    Failed,
}
