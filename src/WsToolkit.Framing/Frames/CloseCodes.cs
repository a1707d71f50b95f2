namespace WsToolkit.Framing;

/// <summary>The close codes that the engine itself uses, and which codes may travel (RFC 6455, section 7.4, and the IANA registry).</summary>
public static class CloseCodes
{
    /// <summary>1000: the purpose of the connection has been fulfilled.</summary>
    public const int Normal = 1000;

    /// <summary>1001: an end goes away.</summary>
    public const int GoingAway = 1001;

    /// <summary>1002: the other end broke the protocol.</summary>
    public const int ProtocolError = 1002;

    /// <summary>1005: the close frame had no code. Reported, never sent.</summary>
    public const int NoStatus = 1005;

    /// <summary>1006: the connection ended without a close frame. Reported, never sent.</summary>
    public const int Abnormal = 1006;

    /// <summary>1007: data that does not fit its type, such as text that is not UTF-8.</summary>
    public const int InvalidPayload = 1007;

    /// <summary>1009: a message too big to process.</summary>
    public const int MessageTooBig = 1009;

    /// <summary>Whether a close frame may carry a code: 1000 to 1003, 1007 to 1014, 3000 to 4999.</summary>
    /// <param name="code">The code.</param>
    /// <returns>Whether it may travel.</returns>
    public static bool CanTravel(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
