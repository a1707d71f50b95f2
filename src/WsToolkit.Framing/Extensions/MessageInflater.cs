using System.Buffers;

namespace WsToolkit.Framing;

/// <summary>The receiving half of permessage-deflate (RFC 7692, section 7.2.2). Accepts every window up to 32 KiB.</summary>
internal sealed class MessageInflater(bool keepsContext) : IDisposable
{
    // Each costs its receiver a new inflater; no compressor ends its data more than once in a message.
    private const int MostFinalBlocks = 256;

    private readonly Inflater _inflater = Inflater.ForDeflate();
    private int _finalBlocks;

    /// <summary>Whether the next byte is the first of a block: at the start of a message, and behind a final block.</summary>
    private bool _atBlock = true;

    /// <summary>Whether the data may end (in a final block) and go on behind that, so that its end has to be found to the byte.</summary>
    private bool _findsEnd;

    /// <summary>
    /// Whether the data has ended somewhere in what was given to the inflater, so that the rest of the message is lost.
    /// </summary>
    private bool _ended;

    /// <summary>The end of a flush, which does not travel.</summary>
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    public FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
    {
        var room = maxBytes;
        while (payload.Length > 0 && !_ended)
        {
            if (_atBlock)
            {
                _findsEnd = (payload[0] & 1) != 0;
                _atBlock = false;
            }

            var outcome = _inflater.Run(ref payload, _findsEnd, output, ref room);
            if (outcome == InflateOutcome.Ended)
            {
                // RFC 7692, section 7.2.3.4. Senders that end the data begin anew, and so do we.
                _inflater.Drop();
                if (++_finalBlocks > MostFinalBlocks)
                {
                    return FrameDecodeResult.Invalid;
                }

                _atBlock = _findsEnd;
                _ended = !_findsEnd;
            }
            else if (outcome != InflateOutcome.NeedsInput)
            {
                return Fail(outcome);
            }
        }

        return endOfMessage ? EndMessage(output, ref room) : FrameDecodeResult.Done;
    }

    public void Dispose() => _inflater.Dispose();

    private FrameDecodeResult EndMessage(IBufferWriter<byte> output, ref long room)
    {
        if (!_ended && !_atBlock)
        {
            var tail = Tail;
            var outcome = _inflater.Run(ref tail, byteByByte: false, output, ref room);
            if (outcome is InflateOutcome.TooBig or InflateOutcome.Invalid)
            {
                return Fail(outcome);
            }

            _ended = outcome == InflateOutcome.Ended;
        }

        if (_ended || !keepsContext)
        {
            _inflater.Drop();
        }

        _ended = false;
        _atBlock = true;
        _finalBlocks = 0;
        return FrameDecodeResult.Done;
    }

    private FrameDecodeResult Fail(InflateOutcome outcome)
    {
        _inflater.Drop();
        return outcome == InflateOutcome.TooBig ? FrameDecodeResult.TooBig : FrameDecodeResult.Invalid;
    }
}
