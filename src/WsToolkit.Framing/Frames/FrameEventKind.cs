namespace WsToolkit.Framing;

/// <summary>What a <see cref="FrameEvent"/> tells.</summary>
public enum FrameEventKind : byte
{
    /// <summary>Nothing; the value of an event that was not read.</summary>
    None,

    /// <summary>A message, a frame of one or a part of one, as <see cref="FrameConnectionOptions.Delivery"/> says.</summary>
    Data,

    /// <summary>A ping, to be answered with a pong of the same content.</summary>
    Ping,

    /// <summary>A pong.</summary>
    Pong,

    /// <summary>A control frame of a type that the connection was given.</summary>
    Control,

    /// <summary>The other end's close frame, to be answered with one unless this end has sent one before. Only <see cref="Ended"/> can follow.</summary>
    Close,

    /// <summary>The other end broke the protocol or a limit: to be told with a close frame, then the connection is to be ended. The last event.</summary>
    Failed,

    /// <summary>The byte stream has ended. The last event.</summary>
    Ended,
}
