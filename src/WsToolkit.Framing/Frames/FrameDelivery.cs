namespace WsToolkit.Framing;

/// <summary>In which portions a connection hands out received data.</summary>
public enum FrameDelivery : byte
{
    /// <summary>Whole messages: the fragments put together, transformed back by the extensions.</summary>
    Messages,

    /// <summary>Whole frames, one event each.</summary>
    Frames,

    /// <summary>Whatever has arrived of a frame, so that no message, however large, is kept in memory.</summary>
    Parts,
}
