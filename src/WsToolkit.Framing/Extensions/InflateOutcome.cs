namespace WsToolkit.Framing;

/// <summary>Why an <see cref="Inflater"/> has stopped.</summary>
internal enum InflateOutcome : byte
{
    /// <summary>All input has been taken, and more can follow.</summary>
    NeedsInput,

    /// <summary>The compressed data has ended, by its own account.</summary>
    Ended,

    /// <summary>There is more output than is allowed.</summary>
    TooBig,

    /// <summary>The input is not compressed data.</summary>
    Invalid,
}
