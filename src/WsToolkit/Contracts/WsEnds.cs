namespace WsToolkit;

/// <summary>The ends of a contract for which code is generated.</summary>
[Flags]
public enum WsEnds
{
    /// <summary>The typed client.</summary>
    Client = 1,

    /// <summary>The server's dispatch table.</summary>
    Server = 2,

    /// <summary>Both ends.</summary>
    Both = Client | Server,
}
