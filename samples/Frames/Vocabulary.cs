using WsToolkit.Framing;

namespace Frames;

/// <summary>What the two ends of the walk-through have agreed on besides RFC 6455.</summary>
internal static class Vocabulary
{
    /// <summary>A control frame that asks for the Unix time, which comes as text.</summary>
    public static FrameType Time { get; } = FrameType.Control(11, "time");

    /// <summary>A data frame whose content is ASCII.</summary>
    public static FrameType Ascii { get; } = FrameType.Data(3, "ascii");

    private static FrameConnectionOptions Options { get; } = new() { FrameTypes = { Time, Ascii } };

    /// <summary>One end of a connection that speaks it.</summary>
    /// <param name="role">Which end.</param>
    /// <param name="zlib">Whether messages are compressed, which both ends simply know: nothing negotiates it.</param>
    public static FrameConnection Connect(FrameRole role, bool zlib) => new(role, Options, zlib ? [new ZlibExtension()] : []);
}
