using System.Buffers;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>The byte stream under a <see cref="FrameTransport"/>. One reader and one writer at a time.</summary>
internal abstract class ByteLink
{
    /// <summary>
    /// Whether disposing gives memory to others that a read or a write may still be using, so that both have to have ended before.
    /// </summary>
    public abstract bool GivesMemoryBack { get; }

    /// <summary>A number that grows whenever the other end has taken some of what is being written.</summary>
    public virtual long Progress => 0;

    /// <summary>Waits until there is something to receive, which needs no memory.</summary>
    /// <returns>Means nothing.</returns>
    public abstract ValueTask<int> WaitAsync();

    /// <summary>Brings what there is to receive into the connection.</summary>
    /// <returns>Whether there was anything; if not, the stream has ended.</returns>
    public abstract ValueTask<bool> ReceiveAsync(FrameConnection connection);

    /// <summary>Brings what has arrived already into the connection, without waiting. How the stream ends is left to the other methods.</summary>
    /// <returns>Whether there was anything.</returns>
    public virtual bool TryReceive(FrameConnection connection) => false;

    /// <summary>Waits for bytes and drops them.</summary>
    /// <returns>Whether there were any; if not, the stream has ended.</returns>
    public abstract ValueTask<bool> SkipAsync(CancellationToken cancellationToken);

    /// <summary>Sends bytes. What is small may wait for <see cref="FlushAsync"/>.</summary>
    public abstract ValueTask WriteAsync(ReadOnlySequence<byte> bytes);

    /// <summary>Sends what still waits.</summary>
    public abstract ValueTask FlushAsync();

    /// <summary>Drops the connection: every wait ends.</summary>
    /// <param name="sending">Completes when nobody writes any more, and nobody will.</param>
    public abstract void Abort(Task sending);

    public abstract ValueTask DisposeAsync();
}
