namespace WsToolkit;

/// <summary>
/// Implemented by a service class that wants to know when connections to it begin and end. A fresh instance is created for each of
/// the two, as for a call.
/// </summary>
public interface IWsConnectionHandler
{
    /// <summary>
    /// Runs after the handshake; calls that arrive meanwhile wait for it. An exception refuses the connection: a
    /// <see cref="WsException"/> closes it with 1008 and its message, any other with 1011 and no word of it. The client can be called from here already.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Cancelled when the connection is lost.</param>
    /// <returns>A task that completes when the connection may be used.</returns>
    ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken);

    /// <summary>Runs once after the connection has ended, when <see cref="OnConnectedAsync"/> had succeeded.</summary>
    /// <param name="connection">The connection; nothing can be sent any more.</param>
    /// <param name="close">How it ended.</param>
    /// <returns>A task that completes when the application has cleaned up.</returns>
    ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close);
}
