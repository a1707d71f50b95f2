using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// An extension in use on one connection (RFC 6455, section 9): it owns reserved bits and transforms the content of the messages whose first
/// frame carries them. A message is transformed in parts, in order; frame boundaries mean nothing to it. The
/// sending half (<c>Encode</c>) and the receiving half (<c>Decode</c>) may be used by one thread each at the same time.
/// </summary>
public abstract class FrameExtension : IDisposable
{
    private int _serves;

    /// <summary>Creates the extension.</summary>
    /// <param name="name">Its name, for people and for the handshake.</param>
    /// <param name="reservedBits">The bits that it owns: at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="reservedBits"/> is none, or not a reserved bit.</exception>
    protected FrameExtension(string name, ReservedBits reservedBits)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfEqual((byte)reservedBits, (byte)ReservedBits.None);
        ArgumentOutOfRangeException.ThrowIfNotEqual((byte)(reservedBits & ~ReservedBits.All), (byte)0, nameof(reservedBits));
        Name = name;
        ReservedBits = reservedBits;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The bits that it owns; the first frame of a transformed message carries all of them.</summary>
    public ReservedBits ReservedBits { get; }

    /// <summary>Begins a message to be sent.</summary>
    /// <param name="type">The type of its first frame.</param>
    /// <param name="length">The number of bytes of its content, or of its first fragment where it is sent in fragments.</param>
    /// <returns>Whether to transform it. If not, its frames do not carry the bits and <see cref="Encode"/> is not called.</returns>
    public virtual bool BeginEncode(FrameType type, long length) => true;

    /// <summary>Transforms the next part of the message that was begun, all of it.</summary>
    /// <param name="payload">The part; may be empty.</param>
    /// <param name="endOfFrame">Whether a frame ends with this part, so that everything that belongs to it must be written.</param>
    /// <param name="endOfMessage">Whether it is the last part; implies <paramref name="endOfFrame"/>.</param>
    /// <param name="output">Where the result goes.</param>
    public abstract void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output);

    /// <summary>Begins a received message whose first frame carries the bits.</summary>
    /// <param name="type">The type of its first frame.</param>
    public virtual void BeginDecode(FrameType type)
    {
    }

    /// <summary>Transforms the next part of the message that was begun back, as far as it goes. Hostile input must not throw.</summary>
    /// <param name="payload">The part; may be empty.</param>
    /// <param name="endOfMessage">Whether it is the last part.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="maxBytes">The most bytes that may be written to <paramref name="output"/> in this call.</param>
    /// <returns>Whether it worked. After anything but <see cref="FrameDecodeResult.Done"/> the extension is not used again.</returns>
    public abstract FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes);

    /// <summary>Puts the extension into the service of a connection, of which it can have one only.</summary>
    internal void Serve()
    {
        if (Interlocked.Exchange(ref _serves, 1) != 0)
        {
            throw new ArgumentException($"The extension '{Name}' serves another connection; each connection needs its own.", "extensions");
        }
    }

    /// <summary>Releases what the extension holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the extension holds.</summary>
    /// <param name="disposing">Whether called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
