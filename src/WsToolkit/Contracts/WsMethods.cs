namespace WsToolkit;

/// <summary>The doors through which a walker can be called: the WebSocket, and the methods of HTTP.</summary>
[Flags]
public enum WsMethods
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The WebSocket.</summary>
    WebSocket = 1 << 0,

    /// <summary>HTTP GET.</summary>
    Get = 1 << 1,

    /// <summary>HTTP POST.</summary>
    Post = 1 << 2,

    /// <summary>HTTP PUT.</summary>
    Put = 1 << 3,

    /// <summary>HTTP DELETE.</summary>
    Delete = 1 << 4,

    /// <summary>HTTP PATCH.</summary>
    Patch = 1 << 5,

    /// <summary>HTTP HEAD.</summary>
    Head = 1 << 6,

    /// <summary>HTTP OPTIONS.</summary>
    Options = 1 << 7,

    /// <summary>HTTP TRACE.</summary>
    Trace = 1 << 8,
}
