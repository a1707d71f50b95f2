using System.IO.Compression;

namespace WsToolkit.Framing;

/// <summary>
/// What one end wants of permessage-deflate (RFC 7692). <see cref="PerMessageDeflate"/> copies them, so that later changes have no
/// effect.
/// </summary>
public sealed class PerMessageDeflateOptions
{
    /// <summary>How hard to compress. Default: <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; set; } = CompressionLevel.Optimal;

    /// <summary>
    /// Whether the server has to compress each message on its own (section 7.1.1.1): a client demands it, a server does it. Costs
    /// compression, and saves memory at both ends between messages. Default: <see langword="false"/>.
    /// </summary>
    public bool ServerNoContextTakeover { get; set; }

    /// <summary>
    /// Whether the client has to compress each message on its own (section 7.1.1.2): a server demands it, a client does it. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool ClientNoContextTakeover { get; set; }

    /// <summary>
    /// The largest window that the server may compress with, as the base-2 logarithm of its size in bytes, 8 to 15 (section 7.1.2.1): a
    /// client demands it, a server keeps to it. Default: 15, 32 KiB.
    /// </summary>
    public int ServerMaxWindowBits { get; set; } = 15;

    /// <summary>
    /// The largest window that the client may compress with, 8 to 15 (section 7.1.2.2): a server demands it of clients that say that they
    /// can limit themselves, a client keeps to it. Default: 15, 32 KiB.
    /// </summary>
    public int ClientMaxWindowBits { get; set; } = 15;

    /// <summary>
    /// The smallest window that this end is willing to compress with, 8 to 15. A server declines an offer that demands a smaller one, a
    /// client fails the handshake. Smaller windows cost more: see <c>docs/compression.md</c>. Default: 8, any.
    /// </summary>
    public int MinWindowBits { get; set; } = 8;

    /// <summary>
    /// The smallest message that this end compresses, in bytes; of a message that is sent in fragments the first one counts. 0 compresses
    /// everything, <see cref="long.MaxValue"/> nothing. Default: 256.
    /// </summary>
    public long MinMessageBytes { get; set; } = 256;

    /// <summary>
    /// Decides message by message whether this end compresses it, given its type and its length or that of its first fragment; asked
    /// after <see cref="MinMessageBytes"/>. May be called by several threads at the same time for several connections. Default:
    /// <see langword="null"/>, always.
    /// </summary>
    public Func<FrameType, long, bool>? ShouldCompress { get; set; }

    internal static void CheckLevel(CompressionLevel level)
    {
        if (level is < CompressionLevel.Optimal or > CompressionLevel.SmallestSize)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "There is no such compression level.");
        }
    }

    /// <summary>Copies the options, if they can work.</summary>
    internal PerMessageDeflateOptions CheckedCopy()
    {
        CheckLevel(Level);
        CheckBits(ServerMaxWindowBits, nameof(ServerMaxWindowBits));
        CheckBits(ClientMaxWindowBits, nameof(ClientMaxWindowBits));
        CheckBits(MinWindowBits, nameof(MinWindowBits));
        ArgumentOutOfRangeException.ThrowIfNegative(MinMessageBytes, nameof(MinMessageBytes));
        return (PerMessageDeflateOptions)MemberwiseClone();
    }

    private static void CheckBits(int bits, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bits, PerMessageDeflateParameters.SmallestWindowBits, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, PerMessageDeflateParameters.LargestWindowBits, name);
    }
}
