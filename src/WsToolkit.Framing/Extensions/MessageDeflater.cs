using System.Buffers;
using System.IO.Compression;

namespace WsToolkit.Framing;

/// <summary>
/// The sending half of permessage-deflate (RFC 7692, section 7.2.1). The compressor exists from the first byte on, with context takeover
/// for as long as the connection, else until the message ends.
/// </summary>
internal sealed class MessageDeflater : IDisposable
{
    private const int FullWindowBits = 15;

    private readonly CompressedSink _sink = new(keepsTail: true);
    private readonly CompressionLevel _level;
    private readonly bool _keepsContext;

    /// <summary>
    /// How many bytes one compressor is given. The platform's compressor always has a window of 32 KiB; one that has seen no more than a
    /// smaller window cannot refer to anything outside of it.
    /// </summary>
    private readonly int _bytesPerCompressor;

    private DeflateStream? _compressor;
    private int _compressed;
    private bool _needsFlush;

    public MessageDeflater(CompressionLevel level, int windowBits, bool keepsContext)
    {
        _level = level;
        _keepsContext = keepsContext;
        _bytesPerCompressor = windowBits < FullWindowBits ? 1 << windowBits : 0;
    }

    private static ReadOnlySpan<byte> EmptyBlock => [0x00];

    public void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
    {
        _sink.Output = output;
        try
        {
            while (payload.Length > 0)
            {
                payload = Compress(payload);
            }

            if (endOfMessage)
            {
                Flush();
                if (!_sink.DropTail())
                {
                    // RFC 7692, section 7.2.3.6: a block without content, of which the last four bytes do not travel either.
                    output.Write(EmptyBlock);
                }

                if (!_keepsContext)
                {
                    DropCompressor();
                }
            }
            else if (endOfFrame)
            {
                Flush();
                _sink.ReleaseTail();
            }
        }
        finally
        {
            _sink.Output = null;
        }
    }

    public void Dispose()
    {
        _sink.Output = null;
        DropCompressor();
    }

    private ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> payload)
    {
        var count = payload.Length;
        if (_bytesPerCompressor > 0)
        {
            if (_compressed == _bytesPerCompressor)
            {
                // Flushed to the border of a byte, so that the next compressor's blocks follow on.
                Flush();
                DropCompressor();
            }

            count = Math.Min(count, _bytesPerCompressor - _compressed);
            _compressed += count;
        }

        _compressor ??= new DeflateStream(_sink, _level, leaveOpen: true);
        _compressor.Write(payload[..count]);
        _needsFlush = true;
        return payload[count..];
    }

    private void Flush()
    {
        if (_needsFlush)
        {
            _compressor!.Flush();
            _needsFlush = false;
        }
    }

    private void DropCompressor()
    {
        if (_compressor is { } compressor)
        {
            // It takes its leave with a final block, which nobody wants.
            var output = _sink.Output;
            _sink.Output = null;
            compressor.Dispose();
            _sink.Output = output;
            _compressor = null;
        }

        _compressed = 0;
        _needsFlush = false;
    }
}
