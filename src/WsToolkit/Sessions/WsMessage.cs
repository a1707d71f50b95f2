namespace WsToolkit.Sessions;

/// <summary>One received message.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its content, valid until the next one is asked for.</param>
/// <param name="Close">How the connection ended, for <see cref="WsMessageType.Close"/>.</param>
public readonly record struct WsMessage(WsMessageType Type, ReadOnlyMemory<byte> Data, WsCloseInfo? Close = null);
