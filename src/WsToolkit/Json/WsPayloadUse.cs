namespace WsToolkit.Json;

/// <summary>What one end of a connection does with the values of a payload type.</summary>
[Flags]
public enum WsPayloadUse
{
    /// <summary>Nobody says.</summary>
    None = 0,

    /// <summary>They are received.</summary>
    Read = 1 << 0,

    /// <summary>They are sent.</summary>
    Write = 1 << 1,
}
