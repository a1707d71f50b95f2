using WsToolkit.Dialects;
using WsToolkit.Rpc;

namespace WsToolkit.Client;

/// <summary>
/// What a client keeps beyond single connections: its channels. The client tells it what happens, in this order for each connection: <see cref="RestoreAsync"/>
/// once, <see cref="OnMessage"/> any number of times, also during it, and then <see cref="OnDisconnected"/>; at the very end, once, <see cref="OnClosed"/>.
/// </summary>
internal interface IClientRestorer
{
    /// <summary>
    /// Handles a message of kind <see cref="WsEnvelopeKind.Push"/> or <see cref="WsEnvelopeKind.Gap"/>. Called by the thread that reads; must neither wait nor throw. The
    /// envelope's memory is valid during the call only.
    /// </summary>
    void OnMessage(in WsEnvelope envelope);

    /// <summary>
    /// Restores everything over a new connection, after authentication and before the client counts as connected; also over the first one, where there is nothing to
    /// restore yet. Calls that are to travel over this connection and no other are created with <c>new WsOutgoingCall(peer, method, timeout)</c>. What a
    /// server refuses is a matter of that subscription and must not be thrown; an exception gives the connection up, and the next one is tried.
    /// </summary>
    /// <param name="peer">The new connection.</param>
    /// <param name="cancellationToken">Cancelled when the client is closed, or the connection is lost.</param>
    ValueTask RestoreAsync(RpcPeer peer, CancellationToken cancellationToken);

    /// <summary>A connection has ended for which <see cref="RestoreAsync"/> was called. Another may follow. Must neither wait nor throw.</summary>
    void OnDisconnected();

    /// <summary>No connection will follow. Must neither wait nor throw.</summary>
    /// <param name="lost">How the last connection ended.</param>
    void OnClosed(WsConnectionLostException lost);
}
