namespace WsToolkit.Framing;

/// <summary>How <see cref="FrameExtension.Decode"/> went.</summary>
public enum FrameDecodeResult : byte
{
    /// <summary>Everything that the part yields has been written.</summary>
    Done,

    /// <summary>The part yields more than was allowed; the connection is to be closed with 1009.</summary>
    TooBig,

    /// <summary>The content is not what the extension writes; the connection is to be closed with 1007.</summary>
    Invalid,
}
