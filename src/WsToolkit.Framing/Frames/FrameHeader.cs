using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WsToolkit.Framing;

/// <summary>The header of a frame as it travels (RFC 6455, section 5.2). Knows the layout, and nothing of what is allowed.</summary>
internal readonly struct FrameHeader
{
    /// <summary>The size of the longest header: two bytes, a length of eight, a key of four.</summary>
    public const int MaxSize = 14;

    private const byte FinBit = 0x80;
    private const byte MaskBit = 0x80;

    private readonly byte _first;

    private FrameHeader(byte first, byte size, bool isMasked, bool isMinimal, ulong length, uint key)
    {
        _first = first;
        Size = size;
        IsMasked = isMasked;
        IsMinimal = isMinimal;
        Length = length;
        Key = key;
    }

    /// <summary>The size of the header itself.</summary>
    public int Size { get; }

    public bool IsMasked { get; }

    /// <summary>Whether the length is encoded in the fewest bytes.</summary>
    public bool IsMinimal { get; }

    /// <summary>The length of the payload; the topmost bit is set only by who breaks the protocol.</summary>
    public ulong Length { get; }

    /// <summary>The masking key as it lies in memory.</summary>
    public uint Key { get; }

    public bool Fin => IsFin(_first);

    public byte Opcode => OpcodeOf(_first);

    public ReservedBits ReservedBits => ReservedBitsOf(_first);

    public static bool IsFin(byte first) => (first & FinBit) != 0;

    public static byte OpcodeOf(byte first) => (byte)(first & 0x0F);

    public static ReservedBits ReservedBitsOf(byte first) => (ReservedBits)first & ReservedBits.All;

    public static bool IsMaskedBy(byte second) => (second & MaskBit) != 0;

    /// <summary>The seven bits of the second byte: a length up to 125, or where to find it.</summary>
    public static int ShortLength(byte second) => second & 0x7F;

    /// <summary>Reads a header, if all of it is there.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        var isMasked = IsMaskedBy(bytes[1]);
        ulong length = (uint)ShortLength(bytes[1]);
        var size = 2;
        var isMinimal = true;
        if (length == 126)
        {
            if (bytes.Length < 4)
            {
                return false;
            }

            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            isMinimal = length >= 126;
            size = 4;
        }
        else if (length == 127)
        {
            if (bytes.Length < 10)
            {
                return false;
            }

            length = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
            isMinimal = length > ushort.MaxValue;
            size = 10;
        }

        var key = 0u;
        if (isMasked)
        {
            if (bytes.Length < size + 4)
            {
                return false;
            }

            key = MemoryMarshal.Read<uint>(bytes[size..]);
            size += 4;
        }

        header = new FrameHeader(bytes[0], (byte)size, isMasked, isMinimal, length, key);
        return true;
    }

    /// <summary>The size of the header of a frame.</summary>
    public static int SizeFor(long length, bool isMasked) => (length <= 125 ? 2 : length <= ushort.MaxValue ? 4 : 10) + (isMasked ? 4 : 0);

    /// <summary>Writes a header with the length in the fewest bytes.</summary>
    /// <returns>Its size.</returns>
    public static int Write(Span<byte> destination, byte opcode, bool fin, ReservedBits reservedBits, long length, bool isMasked, uint key)
    {
        destination[0] = (byte)((fin ? FinBit : 0) | (byte)reservedBits | opcode);
        var mask = isMasked ? MaskBit : (byte)0;
        int size;
        if (length <= 125)
        {
            destination[1] = (byte)(mask | (byte)length);
            size = 2;
        }
        else if (length <= ushort.MaxValue)
        {
            destination[1] = (byte)(mask | 126);
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
            size = 4;
        }
        else
        {
            destination[1] = (byte)(mask | 127);
            BinaryPrimitives.WriteUInt64BigEndian(destination[2..], (ulong)length);
            size = 10;
        }

        if (isMasked)
        {
            MemoryMarshal.Write(destination[size..], in key);
            size += 4;
        }

        return size;
    }
}
