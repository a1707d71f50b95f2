namespace WsToolkit.Dialects;

/// <summary>Why a received frame went to nobody.</summary>
public enum FixedHeaderUnclaimedReason : byte
{
    /// <summary>Its id is that of no call and of no stream.</summary>
    UnknownId,

    /// <summary>It is shorter than its header.</summary>
    TooShort,

    /// <summary>Its status is not made of digits.</summary>
    InvalidStatus,
}
