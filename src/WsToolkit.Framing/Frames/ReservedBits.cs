namespace WsToolkit.Framing;

/// <summary>The three reserved bits of a frame's header, which belong to extensions (RFC 6455, section 5.2). The values are those on the wire.</summary>
[Flags]
public enum ReservedBits : byte
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>RSV3.</summary>
    Rsv3 = 0x10,

    /// <summary>RSV2.</summary>
    Rsv2 = 0x20,

    /// <summary>RSV1; permessage-deflate owns it (RFC 7692).</summary>
    Rsv1 = 0x40,

    /// <summary>All three.</summary>
    All = Rsv1 | Rsv2 | Rsv3,
}
