using Microsoft.Extensions.Logging;
using WsToolkit.Sessions;

namespace WsToolkit.Rpc;

/// <summary>
/// Where the calls of an end go: over one connection and no other, or over whichever connection a client has at the time. Thread-safe.
/// </summary>
internal interface ICallRoute
{
    RpcOptions Options { get; }

    ILogger Logger { get; }

    BufferPool Buffers { get; }

    /// <summary>Bounds the items of streams that have not been consumed.</summary>
    ByteBudget StreamBudget { get; }

    /// <summary>Tells the time of deadlines.</summary>
    SessionClock Clock { get; }

    /// <summary>Whether calls can outlive their connection.</summary>
    bool Outlives { get; }

    /// <summary>Attaches a new call to a connection, or keeps it until there is one.</summary>
    /// <exception cref="WsException">Too many calls are in flight, or there will be no connection any more.</exception>
    void Begin(WsOutgoingCall call);

    /// <summary>Keeps a call, in state kept, whose connection has ended or is about to, until there is another.</summary>
    /// <returns>Whether it is kept; if not, it ends with its connection.</returns>
    bool TryKeep(WsOutgoingCall call);

    /// <summary>A call has ended that may be kept.</summary>
    void Forget(WsOutgoingCall call);

    /// <summary>Waits for a connection over which a one-way call can be sent.</summary>
    /// <param name="not">A connection that no longer takes messages, or null.</param>
    /// <param name="timeout">How long to wait at most; null for no limit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="WsException">There will be no connection any more, too many calls wait for one, or it took too long.</exception>
    ValueTask<RpcPeer> WaitForPeerAsync(RpcPeer? not, TimeSpan? timeout, CancellationToken cancellationToken);
}
