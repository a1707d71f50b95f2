namespace WsToolkit.Framing;

/// <summary>Which replies <see cref="FrameConnection.TryRead(System.Buffers.IBufferWriter{byte}, out FrameEvent)"/> writes by itself.</summary>
[Flags]
public enum AutomaticReplies : byte
{
    /// <summary>None: the caller answers with <see cref="FrameConnection.WriteReply"/> or in its own way.</summary>
    None = 0,

    /// <summary>A pong for each ping.</summary>
    Pong = 1,

    /// <summary>A close frame for a close frame, and one that tells of a failure.</summary>
    Close = 2,

    /// <summary>Both.</summary>
    All = Pong | Close,
}
