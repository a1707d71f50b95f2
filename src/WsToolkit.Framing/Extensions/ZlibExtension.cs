using System.Buffers;
using System.IO.Compression;

namespace WsToolkit.Framing;

/// <summary>
/// An extension for two ends that know of each other: RSV1 marks a message that is one zlib stream (RFC 1950), as Python's
/// <c>zlib.compress</c> writes it. There is nothing to negotiate; give it to the constructor of <see cref="FrameConnection"/> at both
/// ends. It cannot be used together with permessage-deflate, which owns the same bit. Messages do not depend on each other, so nothing is
/// kept between them.
/// </summary>
public sealed class ZlibExtension : FrameExtension
{
    private readonly CompressedSink _sink = new(keepsTail: false);
    private readonly Inflater _inflater = Inflater.ForZlib();
    private readonly CompressionLevel _level;
    private readonly long _minMessageBytes;
    private ZLibStream? _compressor;
    private bool _ended;

    /// <summary>Creates the extension, for one connection.</summary>
    /// <param name="level">How hard to compress. Default: <see cref="CompressionLevel.Optimal"/>.</param>
    /// <param name="minMessageBytes">
    /// The smallest message, or first fragment of one, that is compressed, in bytes; <see cref="long.MaxValue"/> to compress none and
    /// only accept compressed ones. Default: 0, all are compressed.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="level"/> is not a level, or <paramref name="minMessageBytes"/> is negative.
    /// </exception>
    public ZlibExtension(CompressionLevel level = CompressionLevel.Optimal, long minMessageBytes = 0)
        : base("zlib", ReservedBits.Rsv1)
    {
        PerMessageDeflateOptions.CheckLevel(level);
        ArgumentOutOfRangeException.ThrowIfNegative(minMessageBytes);
        _level = level;
        _minMessageBytes = minMessageBytes;
    }

    /// <summary>What zlib makes of nothing. The platform's stream writes nothing at all if it is given nothing.</summary>
    private static ReadOnlySpan<byte> EmptyStream => [0x78, 0x9C, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];

    /// <inheritdoc/>
    public override bool BeginEncode(FrameType type, long length) => length >= _minMessageBytes;

    /// <inheritdoc/>
    public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _sink.Output = output;
        try
        {
            if (payload.Length > 0)
            {
                _compressor ??= new ZLibStream(_sink, _level, leaveOpen: true);
                _compressor.Write(payload);
            }

            if (endOfMessage && _compressor is null)
            {
                output.Write(EmptyStream);
            }
            else if (endOfMessage)
            {
                DropCompressor();
            }
            else if (endOfFrame)
            {
                _compressor?.Flush();
            }
        }
        finally
        {
            _sink.Output = null;
        }
    }

    /// <inheritdoc/>
    public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        if (payload.Length > 0 && !_ended)
        {
            var outcome = _inflater.Run(ref payload, byteByByte: false, output, ref maxBytes);
            if (outcome != InflateOutcome.NeedsInput)
            {
                _inflater.Drop();
            }

            if (outcome is InflateOutcome.TooBig or InflateOutcome.Invalid)
            {
                return outcome == InflateOutcome.TooBig ? FrameDecodeResult.TooBig : FrameDecodeResult.Invalid;
            }

            // What follows the end of the stream is passed over, as zlib.decompress does.
            _ended = outcome == InflateOutcome.Ended;
        }

        if (!endOfMessage)
        {
            return FrameDecodeResult.Done;
        }

        var complete = _ended;
        _ended = false;
        _inflater.Drop();
        return complete ? FrameDecodeResult.Done : FrameDecodeResult.Invalid;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sink.Output = null;
            DropCompressor();
            _inflater.Dispose();
        }

        base.Dispose(disposing);
    }

    private void DropCompressor()
    {
        _compressor?.Dispose();
        _compressor = null;
    }
}
