namespace WsToolkit.Framing;

/// <summary>How far the closing handshake has got (RFC 6455, section 7.1).</summary>
public enum FrameState : byte
{
    /// <summary>Neither end has sent a close frame.</summary>
    Open,

    /// <summary>This end has sent a close frame, and waits for the other's. Data may still arrive.</summary>
    CloseSent,

    /// <summary>The other end has sent a close frame, which is to be answered. Data may still be sent before that.</summary>
    CloseReceived,

    /// <summary>Both close frames have been exchanged, the connection has failed, or its byte stream has ended.</summary>
    Closed,
}
