using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>
/// Carries whole messages over one established WebSocket connection, and nothing more: no queue, no timers. One reader and one
/// writer may use it at a time; <see cref="Abort"/> may be called at any time from any thread.
/// </summary>
public abstract class WsTransport : IAsyncDisposable
{
    /// <summary>
    /// Whether the next <see cref="ReceiveAsync"/> would complete at once, as far as is known. The session puts off
    /// sending until it is <see langword="false"/>, so that one flush answers many messages. What comes at once may also be an
    /// exception: what was put
    /// off has to be sent before it is passed on.
    /// </summary>
    public virtual bool HasBufferedMessage => false;

    /// <summary>
    /// A number that grows whenever anything has been received, where keeping the connection alive is left to who uses the transport, with
    /// <see cref="Ping"/>; <see langword="null"/> where the transport does so by itself. May be read by any thread.
    /// </summary>
    public virtual long? Activity => null;

    /// <summary>
    /// Whether permessage-deflate (RFC 7692) was agreed on in the opening handshake; <see langword="null"/> where the transport does not know.
    /// </summary>
    public virtual bool? IsCompressed => null;

    /// <summary>
    /// For how long it is worth reading on after a failure and the close frame that tells of it; null for the whole close timeout. Also for
    /// how long after a failed send; null for not at all.
    /// </summary>
    internal virtual TimeSpan? Linger => null;

    /// <summary>Waits for the next message.</summary>
    /// <param name="cancellationToken">Ends the waiting; the transport may be unusable afterwards.</param>
    /// <returns>The message; of type <see cref="WsMessageType.Close"/> when none will follow.</returns>
    /// <exception cref="WsTransportException">The other end broke the protocol or a limit; the connection should be closed with its
    /// code.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    /// <exception cref="InvalidOperationException">Somebody else is receiving, as far as the transport notices.</exception>
    public abstract ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a message that has been received already, without waiting and cheaper than <see cref="ReceiveAsync"/>. How the connection ends
    /// is left to that, and so is answering pings, where it is the transport that answers them.
    /// </summary>
    /// <param name="message">A message of text or binary, valid until the next one is asked for.</param>
    /// <returns>
    /// Whether there was one; if not, <see cref="ReceiveAsync"/> is to be asked, which may still have one at once. What was received is to be answered first.
    /// What arrives meanwhile is brought in at most once between two calls of that, so that a loop ends however fast the other end sends.
    /// </returns>
    public virtual bool TryReceive(out WsMessage message)
    {
        message = default;
        return false;
    }

    /// <summary>Writes a whole message to the end of the output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="type">Text or binary.</param>
    /// <param name="content">The content; that of text has to be UTF-8, which is not checked.</param>
    /// <exception cref="ArgumentException">The type is neither text nor binary.</exception>
    public virtual void WriteMessage(OutputBuffer output, WsMessageType type, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (type == WsMessageType.Close)
        {
            throw NotAMessage();
        }

        var reservation = BeginMessage(output, type);
        output.Write(content);
        EndMessage(output, reservation, type);
    }

    /// <summary>Begins a message at the end of the output: reserves what the transport puts in front of each.</summary>
    /// <param name="output">The output.</param>
    /// <param name="type">Text or binary.</param>
    /// <returns>The place reserved, to be given to <see cref="EndMessage"/>.</returns>
    public abstract OutputReservation BeginMessage(OutputBuffer output, WsMessageType type);

    /// <summary>Ends the message begun last: everything written since is its content.</summary>
    /// <param name="output">The output.</param>
    /// <param name="reservation">What <see cref="BeginMessage"/> returned.</param>
    /// <param name="type">The type given to <see cref="BeginMessage"/>.</param>
    public abstract void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type);

    /// <summary>Sends all messages in the output, in order. The caller leaves the output alone until the task is done.</summary>
    /// <param name="output">Whole messages, one or many.</param>
    /// <param name="cancellationToken">Ends the sending; the transport is unusable afterwards.</param>
    /// <returns>A task that completes when the output may be reused.</returns>
    /// <exception cref="IOException">The connection was lost.</exception>
    public abstract ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a close frame, as the start of the close handshake or as the answer to the other end's. Does not wait for an answer.
    /// </summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, cut to 123 bytes of UTF-8 where it is longer.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <returns>A task that completes when it has been sent.</returns>
    public abstract ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken);

    /// <summary>Sends a ping, without waiting for anything, as soon as no message is being sent. May be called at any time from any
    /// thread. Does nothing
    /// where <see cref="Activity"/> is <see langword="null"/>, or a close frame has been sent.</summary>
    public virtual void Ping()
    {
    }

    /// <summary>Drops the connection: everything that waits on it ends.</summary>
    public abstract void Abort();

    /// <summary>Releases the connection and all buffers.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public abstract ValueTask DisposeAsync();

    internal static ArgumentException NotAMessage() => new($"A close frame is sent with {nameof(CloseAsync)}.", "type");

    /// <summary>Ends the waiting for the end of a connection that has failed.</summary>
    internal virtual void StopReceiving() => Abort();
}
