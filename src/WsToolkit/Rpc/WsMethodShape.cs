namespace WsToolkit.Rpc;

/// <summary>What a call to a method consists of, besides its arguments and its result.</summary>
[Flags]
public enum WsMethodShape
{
    /// <summary>A request and a response.</summary>
    None = 0,

    /// <summary>No answer.</summary>
    OneWay = 1 << 0,

    /// <summary>Streams its results.</summary>
    ResultStream = 1 << 1,

    /// <summary>Has arguments that are streams.</summary>
    ArgumentStreams = 1 << 2,

    /// <summary>Reports progress.</summary>
    Progress = 1 << 3,

    /// <summary>Takes arguments by name.</summary>
    NamedArguments = 1 << 4,
}
