namespace WsToolkit.Framing;

/// <summary>Which end of a connection this is. The roles differ in masking alone (RFC 6455, section 5.1).</summary>
public enum FrameRole : byte
{
    /// <summary>The end that opened the connection: masks what it sends, receives unmasked frames.</summary>
    Client,

    /// <summary>The end that accepted the connection: receives masked frames, sends unmasked ones.</summary>
    Server,
}
