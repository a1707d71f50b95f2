namespace WsToolkit.Sessions;

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

/// <summary>One received message.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its content, valid until the next one is asked for.</param>
/// <param name="Close">How the connection ended, for <see cref="WsMessageType.Close"/>.</param>
public readonly record struct WsMessage(WsMessageType Type, ReadOnlyMemory<byte> Data, WsCloseInfo? Close = null);
