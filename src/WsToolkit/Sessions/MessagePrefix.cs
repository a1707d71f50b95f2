using System.Buffers;
using System.Buffers.Binary;
using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>
/// What stands before each message in the output of the transports that do no framing of their own: the content's length in four
/// bytes and its type in one.
/// </summary>
internal static class MessagePrefix
{
    public const int Size = 5;

    public static void Fill(OutputBuffer output, OutputReservation reservation, WsMessageType type)
    {
        var length = output.LengthAfter(reservation);
        if (length > int.MaxValue)
        {
            throw new InvalidOperationException("A message of more than 2 GiB cannot be sent.");
        }

        Span<byte> prefix = stackalloc byte[Size];
        Write(prefix, (int)length, type);
        output.Fill(reservation, prefix);
    }

    public static void Write(Span<byte> prefix, int length, WsMessageType type)
    {
        BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
        prefix[4] = (byte)type;
    }

    /// <summary>Reads the prefix at the start of a sequence, if all of it is there.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> bytes, out int length, out WsMessageType type)
    {
        length = 0;
        type = default;
        if (bytes.Length < Size)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[Size];
        bytes.Slice(0, Size).CopyTo(prefix);
        length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        type = (WsMessageType)prefix[4];
        return true;
    }
}
