namespace WsToolkit.Dialects;

/// <summary>How the payload of a request holds the arguments.</summary>
public enum WsArgumentForm : byte
{
    /// <summary>It is the one argument, or, received, an object with the arguments by name.</summary>
    Payload,

    /// <summary>There are no arguments. Set when writing only.</summary>
    None,

    /// <summary>An object with the arguments by name. Set when writing only.</summary>
    Named,

    /// <summary>An array with the arguments in the order of the parameters. Set when reading only.</summary>
    Positional,
}
