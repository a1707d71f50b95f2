using WsToolkit.Sessions;

namespace WsToolkit;

/// <summary>A connection whose messages the application handles itself.</summary>
public sealed class WsFramesConnection
{
    internal WsFramesConnection(FrameTransport transport, string? subprotocol, string path, string query, CancellationToken stopping)
    {
        Transport = transport;
        Subprotocol = subprotocol;
        Path = path;
        Query = query;
        Stopping = stopping;
    }

    /// <summary>Receives and sends the messages. It is disposed when the handler has ended.</summary>
    public FrameTransport Transport { get; }

    /// <summary>The subprotocol that was agreed on; <see langword="null"/> for none.</summary>
    public string? Subprotocol { get; }

    /// <summary>The path of the request.</summary>
    public string Path { get; }

    /// <summary>The query of the request with its question mark, or an empty text.</summary>
    public string Query { get; }

    /// <summary>Cancelled when the server stops; the connection is then being closed with 1001.</summary>
    public CancellationToken Stopping { get; }
}

/// <summary>
/// Handles the messages of one connection. When it ends, the connection is closed: with the answer to the other end's close frame,
/// with the code of a
/// <see cref="WsTransportException"/>, with 1011 after another exception, else with 1000. Then the client's close frame is awaited, for
/// <see cref="WsFramesOptions.CloseTimeout"/>; a receive that is still waiting gets that and no message before it.
/// </summary>
/// <param name="connection">The connection.</param>
/// <returns>A task that completes when the handler has nothing more to do with the connection.</returns>
public delegate Task WsFramesHandler(WsFramesConnection connection);
