namespace WsToolkit;

/// <summary>What carries the messages of a connection.</summary>
public enum WsTransportKind : byte
{
    /// <summary>
    /// The toolkit's own engine on the bytes of the connection. Where those are not to be had, as in a browser or on a test server
    /// of ASP.NET Core, <see cref="WebSocket"/> takes its place.
    /// </summary>
    Frames,

    /// <summary>The platform's <see cref="System.Net.WebSockets.WebSocket"/>.</summary>
    WebSocket,
}
