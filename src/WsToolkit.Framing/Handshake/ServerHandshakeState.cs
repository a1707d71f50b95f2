namespace WsToolkit.Framing;

/// <summary>How far a <see cref="ServerHandshake"/> has got.</summary>
public enum ServerHandshakeState
{
    /// <summary>The request has not been received whole.</summary>
    Reading,

    /// <summary>The request is there and valid: time to accept or reject it.</summary>
    Received,

    /// <summary>The request is not a valid opening handshake: to be rejected, as <see cref="ServerHandshake.Error"/> says.</summary>
    Invalid,

    /// <summary>The 101 has been written; what follows are frames.</summary>
    Accepted,

    /// <summary>A refusal has been written; the connection is to be closed once it has been sent.</summary>
    Rejected,
}
