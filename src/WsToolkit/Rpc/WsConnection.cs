using System.Security.Claims;
using WsToolkit.Rpc;

namespace WsToolkit;

/// <summary>
/// One live connection, as an application sees it on the server. Safe to use from any thread, from inside a call, after it, and
/// from anywhere that was told the connection's id.
/// </summary>
public abstract class WsConnection
{
    /// <summary>An id that no other connection of this process has, hard to guess.</summary>
    public abstract string Id { get; }

    /// <summary>Who is connected; an anonymous principal when nobody has been authenticated.</summary>
    public abstract ClaimsPrincipal User { get; }

    /// <summary>A place for the application's own values, for as long as the connection lives. Safe for concurrent use.</summary>
    public abstract IDictionary<object, object?> Items { get; }

    /// <summary>The names of the channels that the client has subscribed to, in the order in which it did. A copy.</summary>
    public virtual IReadOnlyList<string> SubscribedChannels => [];

    /// <summary>
    /// Whether permessage-deflate (RFC 7692) was agreed on with the client, which may still send messages as they are;
    /// <see langword="null"/> where the transport does not know, as with the platform's WebSockets.
    /// </summary>
    public virtual bool? IsCompressed => null;

    /// <summary>Cancelled when the connection has ended.</summary>
    public abstract CancellationToken Closed { get; }

    /// <summary>A proxy through which the client at the other end can be called.</summary>
    /// <typeparam name="TCallback">The callback interface that the client implements.</typeparam>
    /// <returns>The same proxy for as long as the connection lives.</returns>
    /// <exception cref="NotSupportedException">The connection's dialect cannot carry calls to the client.</exception>
    public abstract TCallback GetCallback<TCallback>()
        where TCallback : class, IWsCallableContract<TCallback>;

    /// <summary>Closes the connection: what was queued is sent, then the close handshake of RFC 6455, section 7.1.2, runs.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">A short reason, at most 123 bytes in UTF-8. It travels.</param>
    /// <param name="cancellationToken">Ends the waiting; the connection is then aborted.</param>
    /// <returns>A task that completes when the connection has ended.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> cannot travel: <see cref="WsCloseCode.Abnormal"/>, less than 1000 or more than 4999.
    /// </exception>
    public abstract Task CloseAsync(WsCloseCode code = WsCloseCode.Normal, string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Drops the connection at once, without a close handshake.</summary>
    public abstract void Abort();
}
