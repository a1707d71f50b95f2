using System.Buffers.Binary;
using System.Text;

namespace WsToolkit.Framing.Tests.Frames;

/// <summary>Frames as they travel, put together by hand: also those that nobody may send.</summary>
internal static class Wire
{
    private static readonly byte[] Key = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>A frame for an end of that role: masked if it is the server.</summary>
    public static byte[] To(FrameRole receiver, int opcode, ReadOnlySpan<byte> payload, bool fin = true,
        ReservedBits bits = ReservedBits.None)
        => Frame(opcode, payload, fin, bits, receiver == FrameRole.Server);

    public static byte[] To(FrameRole receiver, int opcode, string text, bool fin = true)
        => To(receiver, opcode, Encoding.UTF8.GetBytes(text), fin);

    /// <summary>A close frame with that code and, after it, those bytes.</summary>
    public static byte[] CloseTo(FrameRole receiver, int code, ReadOnlySpan<byte> reason = default)
    {
        var payload = new byte[2 + reason.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        reason.CopyTo(payload.AsSpan(2));
        return To(receiver, 8, payload);
    }

    /// <summary>Any frame.</summary>
    /// <param name="opcode">The opcode.</param>
    /// <param name="payload">The content, not masked.</param>
    /// <param name="fin">The FIN bit.</param>
    /// <param name="bits">The reserved bits.</param>
    /// <param name="masked">Whether to mask it, with a fixed key.</param>
    /// <param name="lengthSize">In how many bytes to write the length besides the seven bits: 0, 2 or 8; the fewest if negative.</param>
    /// <param name="length">The length to announce; the real one if null.</param>
    public static byte[] Frame(
        int opcode, ReadOnlySpan<byte> payload, bool fin = true, ReservedBits bits = ReservedBits.None, bool masked = false,
            int lengthSize = -1, ulong? length = null)
    {
        var announced = length ?? (ulong)payload.Length;
        lengthSize = lengthSize >= 0 ? lengthSize : announced <= 125 ? 0 : announced <= 65535 ? 2 : 8;
        var bytes = new List<byte>
        {
            (byte)((fin ? 0x80 : 0) | (int)bits | opcode),
            (byte)((masked ? 0x80 : 0) | (lengthSize == 0 ? (int)announced : lengthSize == 2 ? 126 : 127)),
        };
        var number = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, announced);
        bytes.AddRange(number[(8 - lengthSize)..]);
        bytes.AddRange(masked ? Key : []);
        for (var index = 0; index < payload.Length; index++)
        {
            bytes.Add(masked ? (byte)(payload[index] ^ Key[index % 4]) : payload[index]);
        }

        return [.. bytes];
    }
}
