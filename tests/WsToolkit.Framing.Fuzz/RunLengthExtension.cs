using System.Buffers;

namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// A small extension for proofs: content travels as pairs of a count (1 to 255) and a byte. It can be cut between the two, can be wrong,
/// and can make much out of little, as a real compression can.
/// </summary>
internal sealed class RunLengthExtension(ReservedBits bits) : FrameExtension("run-length", bits)
{
    private int _count = -1;

    public override void Encode(ReadOnlySpan<byte> payload, bool endOfFrame, bool endOfMessage, IBufferWriter<byte> output)
    {
        while (payload.Length > 0)
        {
            var count = Math.Min(255, payload.IndexOfAnyExcept(payload[0]) is var run and >= 0 ? run : payload.Length);
            output.Write([(byte)count, payload[0]]);
            payload = payload[count..];
        }
    }

    public override void BeginDecode(FrameType type) => _count = -1;

    public override FrameDecodeResult Decode(ReadOnlySpan<byte> payload, bool endOfMessage, IBufferWriter<byte> output, long maxBytes)
    {
        foreach (var value in payload)
        {
            if (_count < 0)
            {
                _count = value;
                continue;
            }

            if (_count == 0)
            {
                return FrameDecodeResult.Invalid;
            }

            if (_count > maxBytes)
            {
                return FrameDecodeResult.TooBig;
            }

            output.GetSpan(_count)[.._count].Fill(value);
            output.Advance(_count);
            maxBytes -= _count;
            _count = -1;
        }

        return endOfMessage && _count >= 0 ? FrameDecodeResult.Invalid : FrameDecodeResult.Done;
    }
}
