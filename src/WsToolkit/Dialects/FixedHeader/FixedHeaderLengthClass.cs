namespace WsToolkit.Dialects;

/// <summary>What a message is, by its length alone.</summary>
public enum FixedHeaderLengthClass : byte
{
    /// <summary>A stream is open.</summary>
    StreamStart,

    /// <summary>The answer to a call.</summary>
    Answer,

    /// <summary>An item of a stream.</summary>
    Item,
}
