namespace WsToolkit;

/// <summary>The type of a WebSocket message.</summary>
public enum WsMessageType : byte
{
    /// <summary>Text, checked to be UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>The other end has begun the close handshake, or the connection has ended; nothing follows.</summary>
    Close,
}
