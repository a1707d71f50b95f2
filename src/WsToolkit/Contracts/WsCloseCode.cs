namespace WsToolkit;

/// <summary>The close codes of RFC 6455, section 7.4.1, and of the IANA registry, that the toolkit uses or reports.</summary>
public enum WsCloseCode
{
    /// <summary>1000: the purpose of the connection has been fulfilled.</summary>
    Normal = 1000,

    /// <summary>1001: an end goes away, such as a server that shuts down.</summary>
    GoingAway = 1001,

    /// <summary>1002: a protocol error.</summary>
    ProtocolError = 1002,

    /// <summary>1003: a kind of data that the end cannot accept.</summary>
    UnsupportedData = 1003,

    /// <summary>1005: the close frame had no code. Reported, never sent.</summary>
    NoStatus = 1005,

    /// <summary>1006: the connection ended without a close frame. Reported, never sent.</summary>
    Abnormal = 1006,

    /// <summary>1007: data that does not fit its type, such as text that is not UTF-8.</summary>
    InvalidPayload = 1007,

    /// <summary>1008: a policy of the end was violated.</summary>
    PolicyViolation = 1008,

    /// <summary>1009: a message too big to process.</summary>
    MessageTooBig = 1009,

    /// <summary>1011: an unexpected condition in the server.</summary>
    InternalError = 1011,

    /// <summary>1013: the server is overloaded; try again later.</summary>
    TryAgainLater = 1013,
}
