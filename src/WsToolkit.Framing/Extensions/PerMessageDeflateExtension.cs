using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>
/// permessage-deflate in use on one connection (RFC 7692, section 7.2), as agreed by <see cref="PerMessageDeflate"/>. It owns RSV1.
/// Native memory is taken with the first message that is compressed, for each direction by itself. One thread may encode while another
/// decodes.
/// </summary>
public sealed class PerMessageDeflateExtension : FrameExtension
{
    private readonly MessageDeflater _deflater;
    private readonly MessageInflater _inflater;
    private readonly long _minMessageBytes;
    private readonly Func<FrameType, long, bool>? _shouldCompress;

    internal PerMessageDeflateExtension(
        PerMessageDeflateOptions options, int sendWindowBits, bool sendContextTakeover, int receiveWindowBits, bool receiveContextTakeover)
        : base(PerMessageDeflateParameters.ExtensionName, ReservedBits.Rsv1)
    {
        SendWindowBits = sendWindowBits;
        SendContextTakeover = sendContextTakeover;
        ReceiveWindowBits = receiveWindowBits;
        ReceiveContextTakeover = receiveContextTakeover;
        _minMessageBytes = options.MinMessageBytes;
        _shouldCompress = options.ShouldCompress;
        _deflater = new MessageDeflater(options.Level, sendWindowBits, sendContextTakeover);
        _inflater = new MessageInflater(receiveContextTakeover);
    }

    /// <summary>The window that this end compresses with, 8 to 15 bits.</summary>
    public int SendWindowBits { get; }

    /// <summary>Whether messages of this end may refer to earlier ones.</summary>
    public bool SendContextTakeover { get; }

    /// <summary>
    /// The window that the other end has agreed to compress with, 8 to 15 bits. A larger one is understood all the same.
    /// </summary>
    public int ReceiveWindowBits { get; }

    /// <summary>Whether messages of the other end may refer to earlier ones.</summary>
    public bool ReceiveContextTakeover { get; }

    /// <inheritdoc/>
    public override bool BeginEncode(FrameType type, long length)
        => length >= _minMessageBytes && (_shouldCompress?.Invoke(type, length) ?? true);

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _deflater.Encode(payload, endOfFrame, endOfMessage, output);
    }

    /// <inheritdoc/>
    public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        return _inflater.Decode(payload, endOfMessage, output, maxBytes);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _deflater.Dispose();
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }
}
